import { text } from "node:stream/consumers";
import { z } from "zod";
import { connect } from "../../operations/database/connect";
import type { ObjectStore } from "../../operations/journal/object-store";
import type { Migration } from "../../operations/scope";
import { VerificationRecord } from "../../operations/verify/record";
import { verifySource } from "../../operations/verify/verify";

const server = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  password: z.string(),
});

/** Two servers to compare, as standard input has them. */
const subject = z.object({ source: server, target: server });

/** A bucket that forgets everything, so that each comparison starts from scratch. */
const store: ObjectStore = {
  read: () => Promise.resolve(undefined),
  create: (_, content) => Promise.resolve({ text: content, tag: "" }),
  replace: (_, content) => Promise.resolve({ text: content, tag: "" }),
  list: () => Promise.resolve([]),
};

const migration = {
  type: "full-load",
  source: "bench",
  tables: [{ schema: "bench", table: "%", action: "include" }],
  transformations: [],
} as unknown as Migration;

const open = (label: string, { host, port, user, password }: z.output<typeof server>) =>
  connect(label, { host, port, tls: "none" }, { username: user, password });

/** Compares all tables of the schema `bench`, as `verify --final` does, and prints the result. */
async function main(): Promise<void> {
  const given = subject.parse(JSON.parse(await text(process.stdin)));
  const source = await open("source", given.source);
  const target = await open("target", given.target);
  const results = await verifySource({
    source,
    target,
    migrations: { bench: migration },
    options: {
      final: true,
      tables: [],
      limits: { busyPercent: 100, mostRunning: 1_000 },
      markerLimitSeconds: 1,
      settleSeconds: 1,
      saveIntervalMs: 10_000,
    },
    record: await VerificationRecord.open(store, {}, true),
    signal: new AbortController().signal,
    progress: () => undefined,
    say: () => undefined,
  });
  await Promise.all([source.close(), target.close()]);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const found = results.map(({ rows, verdict, differences }) => ({ rows, verdict, differences }));
  process.stdout.write(JSON.stringify({ peakMiB, found }));
}

void main();
