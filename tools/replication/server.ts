import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Command } from "commander";
import { EmulatorClient } from "./api/emulator";
import { createFront } from "./api/front";
import { instanceName } from "./api/connections";
import { optionalText, type Json } from "./api/protocol";
import { Units } from "./api/units";
import { Metrics, type Measured } from "./metrics";

/** Milliseconds between two sendings of metrics; DMS sends each minute. */
const metricsPeriod = 2_000;

interface Options {
  readonly emulator: string;
  readonly region: string;
  readonly folder: string;
}

/** The dimensions that identify the metrics of a replication. */
async function dimensionsOf(units: Units, arn: string): Promise<Record<string, string>> {
  const name = arn.split(":").at(-1) ?? arn;
  if (arn.includes(":replication-config:")) return { ReplicationConfigIdentifier: name };
  const Filters = [{ Name: "replication-task-arn", Values: [arn] }];
  const { ReplicationTasks = [] } = await units.emulator.dms("DescribeReplicationTasks", {
    Filters,
  });
  const [task] = ReplicationTasks as Json[];
  const instance = optionalText(task ?? {}, "ReplicationInstanceArn") ?? "";
  return {
    ReplicationInstanceIdentifier: await instanceName(units, instance),
    ReplicationTaskIdentifier: name,
  };
}

function sendMetrics(units: Units, metrics: Metrics): void {
  const known = new Map<string, Record<string, string>>();
  const send = async (): Promise<void> => {
    const all: Measured[] = [];
    for (const [arn, replication] of units.running) {
      const dimensions = known.get(arn) ?? (await dimensionsOf(units, arn));
      known.set(arn, dimensions);
      all.push({ replication, dimensions });
    }
    await metrics.send(all);
  };
  setInterval(() => {
    // Without the emulator there is nobody to notify.
    send().catch(() => undefined);
  }, metricsPeriod).unref();
}

/** Serves until its standard input ends, which it does with the process that started it. */
async function main({ emulator, region, folder }: Options): Promise<void> {
  const units = new Units(new EmulatorClient(emulator, region), [], folder);
  const server = createFront(units).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
  sendMetrics(units, new Metrics(emulator, region, units.faults));
  process.stdin.resume();
  await once(process.stdin, "end");
  await Promise.all([...units.running.values()].map((it) => it.abandon()));
  process.exit(0);
}

const command = new Command("replication-double")
  .requiredOption("--emulator <url>", "the AWS emulator behind it")
  .requiredOption("--folder <folder>", "folder for the records of its replications")
  .option("--region <region>", "the stack's region", "us-east-1");
void main(command.parse().opts<Options>());
