export type { DmsUser } from "./connection";
export type { Source } from "./databases";
export { Dms, type DmsArgs } from "./dms";
