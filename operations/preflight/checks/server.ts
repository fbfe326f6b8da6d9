import { isAtLeast, type Server } from "../../database/server";
import { check, type Check, type Judgement } from "../check";
import type { Answers } from "../questions";
import { followsChanges, type Situation } from "../situation";
import { isOn, setInFile, setVariable, valueOf } from "../variables";
import {
  judgeDurability,
  judgePacket,
  judgeStatementLimit,
  judgeTimeouts,
} from "./server-variables";

const mysqlSource = "DMS user guide, CHAP_Source.MySQL";
const assessments = "DMS user guide, premigration assessments for MySQL";

/** The oldest server that this project was tried with, and that DMS follows changes of. */
const oldest = { mysql: [5, 6], mariadb: [10, 3] } as const;

/** The newest line of MariaDB in DMS's list of sources. */
const newestMariaDb = [11, 4] as const;

function judgeVersion(server: Server, target: Situation["target"]): Judgement {
  const wanted = `MySQL 5.6 to ${target.version.join(".")}, or MariaDB 10.3 to ${newestMariaDb.join(".")}`;
  const measured = server.text;
  if (!isAtLeast(server, ...oldest[server.flavour])) {
    return { verdict: "failure", measured, wanted, remedy: "-- upgrade the source first" };
  }
  const [major, minor] = server.flavour === "mysql" ? target.version : newestMariaDb;
  if (isAtLeast(server, major, minor + 1)) {
    return {
      verdict: "warning",
      measured,
      wanted,
      remedy:
        "-- choose a target of the same line in database.engineVersion, or test every feature that is newer than the target",
    };
  }
  return { verdict: "pass", measured, wanted };
}

function judgeReplica(
  answers: Pick<Answers, "replica" | "variables">,
  situation: Situation,
): readonly Judgement[] {
  const [replica] = answers.replica;
  const wanted = "not a replica, or one that logs replicated changes";
  if (!replica) return [{ verdict: "pass", measured: "no replica", wanted }];
  const measured = `replica of ${replica.source}`;
  const isLogging = isOn(valueOf(answers, "log_replica_updates", "log_slave_updates"));
  if (isLogging || !followsChanges(situation)) {
    return [
      {
        verdict: "warning",
        measured: `${measured}, logs replicated changes`,
        wanted,
        remedy: "-- applications must stop writing to its source at the cut-over, not only here",
      },
    ];
  }
  const name = isAtLeast(situation.server, 8, 0, 26) ? "log_replica_updates" : "log_slave_updates";
  return [
    {
      verdict: "failure",
      measured: `${measured}, does not log replicated changes`,
      wanted,
      remedy: setInFile(`${name} = ON`),
    },
  ];
}

/** Checks on the server, apart from its binary log and its tables. */
export const serverChecks: readonly Check[] = [
  check({
    id: "engine",
    why: "DMS reads the binary log in the way of the engine that its endpoint names.",
    source: "DMS user guide, CHAP_Source.MySQL",
    asks: [],
    judge: (_, { server, settings }) => [
      {
        verdict: server.flavour === settings.engine ? "pass" : "failure",
        measured: server.flavour,
        wanted: `dms.sources.<name>.engine: ${settings.engine}`,
        ...(server.flavour !== settings.engine && {
          remedy: `-- dms.sources.<name>.engine: ${server.flavour}`,
        }),
      },
    ],
  }),
  check({
    id: "server-version",
    why: "DMS takes these versions only; a feature that is newer than the target's version has no place there.",
    source: "DMS user guide, CHAP_Introduction.Sources",
    assessment: "mysql-check-supported-version",
    asks: [],
    judge: (_, { server, target }) => [judgeVersion(server, target)],
  }),
  check({
    id: "server-id",
    why: "A server without an id does not replicate.",
    source: mysqlSource,
    assessment: "mysql-check-server-id",
    asks: ["variables"],
    judge: (answers, situation) => {
      const id = valueOf(answers, "server_id") ?? "0";
      if (!followsChanges(situation)) return [];
      return Number(id) >= 1
        ? [{ verdict: "pass", measured: id, wanted: "1 or more" }]
        : [
            {
              verdict: "failure",
              measured: id,
              wanted: "1 or more",
              remedy: setVariable(situation.server, "server_id", 1),
            },
          ];
    },
  }),
  check({
    id: "replica",
    why: "A replica that does not log replicated changes hides them from DMS.",
    source: mysqlSource,
    assessment: "mysql-check-source-replica",
    asks: ["replica", "variables"],
    unanswered: "warning",
    judge: judgeReplica,
  }),
  check({
    id: "gtid",
    why: "DMS needs no GTIDs; they show at a glance that source and target are at the same transaction.",
    source: "MySQL reference, gtid_mode",
    asks: ["variables"],
    judge: (answers) => {
      const mode = valueOf(answers, "gtid_mode");
      if (mode === undefined) return [];
      return isOn(mode)
        ? [{ verdict: "pass", measured: `gtid_mode = ${mode}`, wanted: "ON" }]
        : [
            {
              verdict: "warning",
              measured: `gtid_mode = ${mode}`,
              wanted: "ON, where MySQL's own replication is to be the way back",
              remedy:
                "-- online, in the steps of the MySQL reference: Enabling GTID Transactions Online",
            },
          ];
    },
  }),
  check({
    id: "timeouts",
    why: "The server ends a connection that reads or writes for longer.",
    source: assessments,
    assessment: "mysql-check-target-network-parameter",
    asks: ["variables"],
    judge: judgeTimeouts,
  }),
  check({
    id: "statement-limit",
    why: "The server breaks off the query that loads a large table.",
    source: assessments,
    assessment: "mysql-check-max-statement-time",
    asks: ["variables"],
    judge: judgeStatementLimit,
  }),
  check({
    id: "durability",
    why: "After a crash the server may have lost changes that DMS has already copied, or has not read yet.",
    source: "MySQL reference, sync_binlog",
    asks: ["variables"],
    judge: judgeDurability,
  }),
  check({
    id: "packet",
    why: "A row that is larger than the packet of the target cannot be written; MySQL 5.6 sends 4 MiB at most.",
    source: assessments,
    assessment: "mysql-check-max-allowed-packet-lob",
    asks: ["variables"],
    judge: judgePacket,
  }),
  check({
    id: "long-transactions",
    why: "The load waits for transactions that are open when it begins, up to fullLoad.transactionTimeoutSeconds.",
    source: "DMS user guide, TransactionConsistencyTimeout",
    asks: ["transactions"],
    unanswered: "warning",
    judge: ({ transactions }) => {
      const old = transactions.filter(({ seconds }) => seconds > 60);
      const wanted = "none open for more than 60 s";
      return old.length === 0
        ? [{ verdict: "pass", measured: `${transactions.length} open`, wanted }]
        : [
            {
              verdict: "warning",
              measured: `${old.length}, the oldest for ${Math.max(...old.map(({ seconds }) => seconds))} s`,
              wanted,
              remedy: old.map(({ thread }) => `-- end it, or: KILL ${thread};`).join("\n"),
            },
          ];
    },
  }),
  check({
    id: "prepared-transactions",
    why: "To see prepared XA transactions DMS needs XA_RECOVER_ADMIN on MySQL 8; one that is left prepared holds its locks.",
    source: "DMS user guide, CHAP_Source.MySQL, XA transactions",
    asks: ["preparedTransactions"],
    unanswered: "warning",
    judge: ({ preparedTransactions }, { settings }) => [
      preparedTransactions.length === 0
        ? { verdict: "pass", measured: "none", wanted: "none" }
        : {
            verdict: "warning",
            measured: `${preparedTransactions.length} prepared`,
            wanted: "none",
            remedy: `GRANT XA_RECOVER_ADMIN ON *.* TO '${settings.username}'@'%';`,
          },
    ],
  }),
];
