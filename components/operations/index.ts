export { operationsSettings } from "../../lib/settings/operations";
export { Operations, type OperationsArgs } from "./operations";
