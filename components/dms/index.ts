export { dmsSettings } from "../../lib/settings/dms";
export { secretsSettings } from "../../lib/settings/secrets";
export type { Source } from "./databases";
export { Dms, type DmsArgs } from "./dms";
export type { WatchedTask } from "./watched-tasks";
