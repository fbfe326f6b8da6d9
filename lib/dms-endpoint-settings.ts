/**
 * Engine and settings of the MySQL endpoints of DMS. Every setting is stated, AWS's defaults too:
 * once an endpoint has been updated, the provider sends zero for what is not.
 */
export const endpointSettings = {
  source: {
    engineName: "mysql",
    mysqlSettings: {
      authenticationMethod: "password",
      cleanSourceMetadataOnMismatch: false,
      /** Seconds between looks at the binary log of an idle source. */
      eventsPollInterval: 5,
      /** Seconds that a statement may run. */
      executeTimeout: 60,
    },
  },
  target: {
    engineName: "aurora",
    mysqlSettings: {
      // Tables arrive in any order; a foreign key would refuse a child that comes before its parent.
      afterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
      authenticationMethod: "password",
      /** Largest file of a bulk load, in KB. */
      maxFileSize: 32768,
      /** Connections per table in the full load. */
      parallelLoadThreads: 1,
      // Each source schema keeps its name. The other kind puts all tables into one database.
      targetDbType: "multiple-databases",
    },
  },
} as const;
