export type { DmsUser } from "./connection";
export { Dms, type DmsArgs, type Source } from "./dms";
