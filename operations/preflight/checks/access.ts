import { isAtLeast } from "../../database/server";
import { check, type Check, type Judgement } from "../check";
import {
  accountsOf,
  type GlobalNeed,
  grantPattern,
  grantStatements,
  lackedEverywhere,
  type Privileges,
  schemasWithout,
} from "../privileges";
import type { Answers } from "../questions";
import { followsChanges, type Situation } from "../situation";
import { isOn, setInFile, valueOf } from "../variables";

const mysqlSource = "DMS user guide, CHAP_Source.MySQL";

/** MariaDB has called REPLICATION CLIENT `BINLOG MONITOR` since 10.5. */
const replicationPrivileges: readonly GlobalNeed[] = [
  ["REPLICATION CLIENT", "BINLOG MONITOR"],
  ["REPLICATION SLAVE"],
];

function judgeGrants(
  answers: Privileges & Pick<Answers, "tables">,
  situation: Situation,
): readonly Judgement[] {
  const user = `'${situation.settings.username}'`;
  const accounts = accountsOf(answers);
  const [account = `${user}@'%'`] = accounts;
  const wanted = "REPLICATION CLIENT, REPLICATION SLAVE on *.*, SELECT on the selected tables";
  if (accounts.length === 0) {
    return [
      {
        verdict: "failure",
        measured: `no account ${user} is to be seen`,
        wanted,
        remedy: `CREATE USER ${account} IDENTIFIED BY '…'; -- docs/runbook.md; or read as this user, or one with SELECT on mysql.*`,
      },
    ];
  }
  const missing = missingGrants(answers, situation);
  if (missing.length === 0) {
    return [{ verdict: "pass", measured: `granted to ${accounts.join(", ")}`, wanted }];
  }
  return [
    {
      verdict: "failure",
      measured: `missing: ${missing.join("; ")}${roleRemark(situation.server)}`,
      wanted,
      remedy: grantStatements(missing, account),
    },
  ];
}

/** Privileges that the DMS user lacks, as in `GRANT`. */
function missingGrants(
  answers: Privileges & Pick<Answers, "tables">,
  situation: Situation,
): readonly string[] {
  const lacking = followsChanges(situation) ? lackedEverywhere(answers, replicationPrivileges) : [];
  return [
    ...lacking.map((name) => `${name} ON *.*`),
    ...schemasWithout(answers, ["SELECT"], situation.schemas).map(
      (schema) => `SELECT ON ${grantPattern(schema)}.*`,
    ),
  ];
}

function roleRemark(server: Situation["server"]): string {
  return server.flavour === "mariadb" || isAtLeast(server, 8)
    ? " (a role that is not a default one does not count)"
    : "";
}

const plugins: Readonly<Record<string, "known" | "needs TLS">> = {
  mysql_native_password: "known",
  "": "known",
  sha256_password: "needs TLS",
  caching_sha2_password: "needs TLS",
};

function judgePlugins(
  { accounts }: Pick<Answers, "accounts">,
  { settings }: Situation,
): readonly Judgement[] {
  const wanted = "mysql_native_password, or caching_sha2_password over TLS";
  const own = accounts.filter(({ account }) => account === settings.username);
  return own.map(({ account, host, plugin }) => {
    const subject = `'${account}'@'${host}'`;
    const kind = plugins[plugin];
    if (kind === "known")
      return { verdict: "pass", subject, measured: plugin || "default", wanted };
    if (kind === "needs TLS") {
      return { verdict: "pass", subject, measured: `${plugin}; the endpoint uses TLS`, wanted };
    }
    return {
      verdict: "failure",
      subject,
      measured: plugin,
      wanted,
      remedy: `CREATE USER ${subject} IDENTIFIED WITH mysql_native_password BY '…'; -- instead of this account`,
    };
  });
}

function judgeTls(
  answers: Pick<Answers, "variables">,
  { server, settings }: Situation,
): readonly Judgement[] {
  const wanted = `TLS 1.2 or later, as sslMode ${settings.sslMode} needs`;
  const offered = valueOf(answers, "have_ssl");
  const versions = valueOf(answers, "tls_version");
  const remedy = setInFile("ssl_ca, ssl_cert and ssl_key of a certificate for the server's name");
  if (offered !== undefined && !["YES"].includes(offered.toUpperCase())) {
    return [{ verdict: "failure", measured: `have_ssl = ${offered}`, wanted, remedy }];
  }
  if (versions === undefined) {
    return [
      { verdict: "warning", measured: `${server.text} with TLS 1.0 at most`, wanted, remedy },
    ];
  }
  const measured = `tls_version = ${versions}`;
  return /TLSv1\.[23]/.test(versions)
    ? [{ verdict: "pass", measured, wanted }]
    : [
        {
          verdict: "failure",
          measured,
          wanted,
          remedy: setInFile("tls_version = TLSv1.2,TLSv1.3"),
        },
      ];
}

/** Checks on logins to the source. */
export const accessChecks: readonly Check[] = [
  check({
    id: "grants",
    why: "Without these privileges the task fails when it starts, or at the first table.",
    source: mysqlSource,
    assessment: "mysql-check-replication-privileges, mysql-check-select-privileges",
    asks: ["globalPrivileges", "schemaPrivileges", "tablePrivileges", "tables"],
    judge: judgeGrants,
  }),
  check({
    id: "authentication",
    why: "DMS logs in with passwords of these kinds.",
    source: "DMS user guide, CHAP_Source.MySQL, authentication",
    asks: ["accounts"],
    unanswered: "warning",
    judge: judgePlugins,
  }),
  check({
    id: "tls",
    why: "DMS verifies the certificate of a MySQL server; without TLS its connection is refused.",
    source: "DMS user guide, CHAP_Security.SSL",
    asks: ["variables"],
    judge: judgeTls,
  }),
  check({
    id: "application-accounts",
    why: "DMS copies no user: an application whose account is missing cannot log in after the cut-over.",
    source: "DMS user guide, CHAP_Source.MySQL, limitations",
    asks: ["accounts"],
    unanswered: "warning",
    judge: ({ accounts }, { settings }) => {
      const own = [settings.username, "root", "mysql.sys", "mysql.session", "mysql.infoschema"];
      const others = accounts
        .filter(({ account }) => account !== "" && ![...own, "mariadb.sys"].includes(account))
        .map(({ account, host }) => `'${account}'@'${host}'`);
      return [
        {
          verdict: others.length === 0 ? "pass" : "warning",
          measured: others.length === 0 ? "none" : others.join(", "),
          wanted: "each account of an application exists on the target before the cut-over",
          ...(others.length > 0 && { remedy: "-- npm run migrate -- schema plan writes them" }),
        },
      ];
    },
  }),
  check({
    id: "read-only-source",
    why: "A source that refuses every write cannot be written to by the heartbeat, nor by the way back.",
    source: "MySQL reference, read_only",
    asks: ["variables"],
    judge: (answers) => [
      {
        verdict: isOn(valueOf(answers, "read_only")) ? "warning" : "pass",
        measured: `read_only = ${valueOf(answers, "read_only") ?? "OFF"}`,
        wanted: "OFF before the cut-over",
        ...(isOn(valueOf(answers, "read_only")) && {
          remedy: "-- look whether this server is the one that applications write to",
        }),
      },
    ],
  }),
];
