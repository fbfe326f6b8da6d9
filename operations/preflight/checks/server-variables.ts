import type { Judgement } from "../check";
import { bytesText } from "../estimates";
import type { Answers } from "../questions";
import type { Situation } from "../situation";
import { setVariable, valueOf } from "../variables";

/** Minimum of the timeouts in seconds: shorter ones interrupt long reads and writes of DMS. */
const leastTimeout = 300;

/** Whether the server keeps connections open for as long as DMS needs. */
export function judgeTimeouts(
  answers: Pick<Answers, "variables">,
  { server }: Situation,
): readonly Judgement[] {
  const short = ["net_read_timeout", "net_write_timeout", "wait_timeout"].flatMap((name) => {
    const value = Number(valueOf(answers, name) ?? Infinity);
    return value < leastTimeout ? [{ name, value }] : [];
  });
  const wanted = `net_read_timeout, net_write_timeout and wait_timeout of ${leastTimeout} s or more`;
  return short.length === 0
    ? [{ verdict: "pass", measured: "long enough", wanted }]
    : [
        {
          verdict: "warning",
          measured: short.map(({ name, value }) => `${name} = ${value}`).join(", "),
          wanted,
          remedy: short.map(({ name }) => setVariable(server, name, leastTimeout)).join("\n"),
        },
      ];
}

/** Whether the server lets long queries finish. */
export function judgeStatementLimit(
  answers: Pick<Answers, "variables">,
  { server, settings }: Situation,
): readonly Judgement[] {
  const name = server.flavour === "mysql" ? "max_execution_time" : "max_statement_time";
  const value = valueOf(answers, name);
  if (value === undefined) return [];
  const wanted = "0: statements run as long as they need";
  const measured = `${name} = ${value}`;
  if (Number(value) === 0) return [{ verdict: "pass", measured, wanted }];
  const remedy =
    server.flavour === "mariadb"
      ? `GRANT USAGE ON *.* TO '${settings.username}'@'%' WITH MAX_STATEMENT_TIME 0;`
      : setVariable(server, name, 0);
  return [{ verdict: "warning", measured, wanted, remedy }];
}

/** Whether a crash of the server can lose committed changes. */
export function judgeDurability(
  answers: Pick<Answers, "variables">,
  { server }: Situation,
): readonly Judgement[] {
  const names = ["sync_binlog", "innodb_flush_log_at_trx_commit"] as const;
  const wrong = names.filter((name) => valueOf(answers, name) !== "1");
  return [
    {
      verdict: wrong.length === 0 ? "pass" : "warning",
      measured: names.map((name) => `${name} = ${valueOf(answers, name) ?? "?"}`).join(", "),
      wanted: "1 and 1",
      ...(wrong.length > 0 && {
        remedy: wrong.map((name) => setVariable(server, name, 1)).join("\n"),
      }),
    },
  ];
}

/** Whether every row fits into a packet of both servers. */
export function judgePacket(
  answers: Pick<Answers, "variables">,
  { target, server }: Situation,
): readonly Judgement[] {
  const own = Number(valueOf(answers, "max_allowed_packet"));
  const others = Number(target.variables["max_allowed_packet"]);
  const wanted = "16 MiB or more, and no more than the target's";
  const measured = `${bytesText(own)}; target ${bytesText(others)}`;
  if (own > others) {
    return [
      {
        verdict: "failure",
        measured,
        wanted,
        remedy: `-- database.parameters.max_allowed_packet: ${own}`,
      },
    ];
  }
  return own < 16 * 1024 ** 2
    ? [
        {
          verdict: "warning",
          measured,
          wanted,
          remedy: setVariable(server, "max_allowed_packet", 64 * 1024 ** 2),
        },
      ]
    : [{ verdict: "pass", measured, wanted }];
}
