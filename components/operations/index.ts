export { Operations, type OperationsArgs } from "./operations";
