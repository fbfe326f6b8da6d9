import type { SourceSettings, TargetSettings } from "./settings/dms";

type SourceConnection = Pick<
  SourceSettings,
  | "engine"
  | "serverTimezone"
  | "eventsPollIntervalSeconds"
  | "executeTimeoutSeconds"
  | "cleanMetadataOnMismatch"
>;

type TargetConnection = Pick<TargetSettings, "parallelLoadThreads" | "maxFileSizeKB">;

// Every setting that applies to an endpoint is stated, AWS's defaults too: once an endpoint has
// been updated, the provider sends zero for missing ones.

/** Engine and settings of the DMS endpoint of a MySQL or MariaDB server: both take MySQL's settings. */
export function sourceEndpointSettings(settings: SourceConnection) {
  return {
    engineName: settings.engine,
    mysqlSettings: {
      authenticationMethod: "password",
      cleanSourceMetadataOnMismatch: settings.cleanMetadataOnMismatch,
      eventsPollInterval: settings.eventsPollIntervalSeconds,
      executeTimeout: settings.executeTimeoutSeconds,
      serverTimezone: settings.serverTimezone,
    },
  } as const;
}

/** Engine and settings of the DMS endpoint that writes to Aurora. */
export function targetEndpointSettings(settings: TargetConnection) {
  return { engineName: "aurora", mysqlSettings: writing(settings) } as const;
}

/** Engine and settings of the DMS endpoint that reads Aurora, for the way back. */
export function auroraSourceSettings(serverTimezone: string) {
  return {
    engineName: "aurora",
    mysqlSettings: {
      authenticationMethod: "password",
      cleanSourceMetadataOnMismatch: false,
      eventsPollInterval: 5,
      executeTimeout: 60,
      serverTimezone,
    },
  } as const;
}

/** Engine and settings of the DMS endpoint that writes to a server on premises, for the way back. */
export function onPremisesTargetSettings({ engine }: Pick<SourceSettings, "engine">) {
  return {
    engineName: engine,
    // Changes alone are written one by one: the settings of a load are DMS's own.
    mysqlSettings: writing({ parallelLoadThreads: 1, maxFileSizeKB: 32_768 }),
  } as const;
}

function writing({ maxFileSizeKB, parallelLoadThreads }: TargetConnection) {
  return {
    // Tables arrive in any order; a foreign key would refuse a child that comes before its parent.
    afterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
    authenticationMethod: "password",
    maxFileSize: maxFileSizeKB,
    parallelLoadThreads,
    // Each source schema keeps its name. The other kind puts all tables into one database.
    targetDbType: "multiple-databases",
  } as const;
}

/** The settings of an endpoint, by its role and direction. */
export type EndpointSettings = ReturnType<
  | typeof sourceEndpointSettings
  | typeof targetEndpointSettings
  | typeof auroraSourceSettings
  | typeof onPremisesTargetSettings
>;
