export type { Source } from "./databases";
export { Dms, type DmsArgs } from "./dms";
