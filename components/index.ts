/** All components of the package, and what their arguments are made with. */
export { type CommonArgs, defaultTags, type Protection, protectionFor, zonesOf } from "./common";
export { Database, type DatabaseArgs, databaseSettings } from "./database";
export { Dms, type DmsArgs, dmsSettings, secretsSettings } from "./dms";
export { Edge, type EdgeArgs, edgeSettings } from "./edge";
export { Encryption, type EncryptionArgs, encryptionSettings } from "./encryption";
export { Networking, type NetworkingArgs, networkSettings } from "./networking";
export { Observability, type ObservabilityArgs, observabilitySettings } from "./observability";
export { Operations, type OperationsArgs, operationsSettings } from "./operations";
