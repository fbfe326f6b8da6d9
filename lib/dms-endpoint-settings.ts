/** How DMS reads from a MySQL server. */
export interface SourceSettings {
  /** Time zone of the server, such as `Europe/Berlin`: its DATETIME values have none. */
  readonly serverTimezone: string;
  /** Seconds between looks at the binary log of an idle server. */
  readonly eventsPollIntervalSeconds: number;
  /** Seconds that a statement may run. */
  readonly executeTimeoutSeconds: number;
  /** Whether what DMS remembers of a table's columns is made anew when the server has others. */
  readonly cleanMetadataOnMismatch: boolean;
}

/** How DMS writes to Aurora. */
export interface TargetSettings {
  /** Connections per table in the full load. */
  readonly parallelLoadThreads: number;
  /** Largest file of a bulk load, in KB. */
  readonly maxFileSizeKB: number;
}

// Every setting that an endpoint has any use for is stated, AWS's defaults too: once an endpoint has
// been updated, the provider sends zero for what is not.

/** Engine and settings of the DMS endpoint of a MySQL server. */
export function sourceEndpointSettings(settings: SourceSettings) {
  return {
    engineName: "mysql",
    mysqlSettings: {
      authenticationMethod: "password",
      cleanSourceMetadataOnMismatch: settings.cleanMetadataOnMismatch,
      eventsPollInterval: settings.eventsPollIntervalSeconds,
      executeTimeout: settings.executeTimeoutSeconds,
      serverTimezone: settings.serverTimezone,
    },
  } as const;
}

/** Engine and settings of the DMS endpoint of Aurora. */
export function targetEndpointSettings(settings: TargetSettings) {
  return {
    engineName: "aurora",
    mysqlSettings: {
      // Tables arrive in any order; a foreign key would refuse a child that comes before its parent.
      afterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
      authenticationMethod: "password",
      maxFileSize: settings.maxFileSizeKB,
      parallelLoadThreads: settings.parallelLoadThreads,
      // Each source schema keeps its name. The other kind puts all tables into one database.
      targetDbType: "multiple-databases",
    },
  } as const;
}

/** What differs between the endpoints of a source and of the target. */
export type EndpointSettings = ReturnType<
  typeof sourceEndpointSettings | typeof targetEndpointSettings
>;
