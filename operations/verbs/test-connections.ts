import { defaultInstance } from "../../lib/dms-names";
import type { Context } from "../context";
import { messageOf, OperationError } from "../errors";
import { exitCodes } from "../exit-codes";
import { selectMigrations } from "../scope";
import type { Verb } from "../verb";
import { until, type Look } from "../wait";
import { withoutValues } from "../replications/replication";
import { wholeNumber } from "./options";

/** A connection that a replication instance makes to an endpoint. */
interface Connection {
  readonly label: string;
  readonly instanceArn: string;
  readonly endpointArn: string;
}

/** Result of a connection test. */
interface Result {
  readonly connection: string;
  readonly successful: boolean;
  readonly message: string;
}

/** `test`: lets every replication instance connect to the endpoints that its migrations use. */
export const testVerb: Verb = {
  name: "test",
  description:
    "Lets DMS test its connections to the sources and to Aurora from the replication instances.",
  declare: (command) =>
    command
      .argument("[migrations...]", "names from dms.migrations; default: all")
      .option("--limit <seconds>", "how long to wait", wholeNumber("--limit", 1, 3_600), 300),
  run: async (context, [names], { limit }) => {
    const connections = connectionsOf(context, names as readonly string[]);
    const results = await Promise.all(
      connections.map((connection) => testConnection(context, connection, Number(limit))),
    );
    context.console.result(
      results,
      results.map(({ connection, successful, message }) =>
        successful ? `${connection}: successful` : `${connection}: failed: ${message}`,
      ),
    );
    return results.every(({ successful }) => successful) ? exitCodes.success : exitCodes.failed;
  },
};

/** A serverless replication has nothing to connect from until it starts. */
function connectionsOf({ config, outputs }: Context, names: readonly string[]): Connection[] {
  const connections = Object.values(selectMigrations(config, names)).flatMap((migration) => {
    const { source, serverless, replicationInstance = defaultInstance } = migration;
    const instanceArn = outputs.dmsReplicationInstanceArns[replicationInstance];
    const sourceArn = outputs.dmsSourceEndpointArns[source];
    if (serverless || instanceArn === undefined || sourceArn === undefined) return [];
    return [
      ...wayBackEndpoints(outputs, source).map(([label, endpointArn]) => ({
        label: `${replicationInstance} ${label}`,
        instanceArn,
        endpointArn,
      })),
      { label: `${replicationInstance} to source ${source}`, instanceArn, endpointArn: sourceArn },
      {
        label: `${replicationInstance} to Aurora`,
        instanceArn,
        endpointArn: outputs.dmsTargetEndpointArn,
      },
    ];
  });
  return [...new Map(connections.map((connection) => [connection.label, connection])).values()];
}

/** The endpoints of the way back, where it is deployed. */
function wayBackEndpoints(
  { dmsReverseSourceEndpointArn, dmsReverseTargetEndpointArns = {} }: Context["outputs"],
  source: string,
): readonly (readonly [string, string])[] {
  const target = dmsReverseTargetEndpointArns[source];
  if (dmsReverseSourceEndpointArn === undefined || target === undefined) return [];
  return [
    ["from Aurora, for the way back", dmsReverseSourceEndpointArn],
    [`back to source ${source}`, target],
  ];
}

async function testConnection(
  { aws, console, signal }: Context,
  { label, instanceArn, endpointArn }: Connection,
  limitSeconds: number,
): Promise<Result> {
  const Filters = [
    { Name: "endpoint-arn", Values: [endpointArn] },
    { Name: "replication-instance-arn", Values: [instanceArn] },
  ];
  const look = async (): Promise<Look<Result>> => {
    const { Connections = [] } = await aws.dms.describeConnections({ Filters });
    const { Status = "testing", LastFailureMessage = "" } = Connections[0] ?? {};
    if (Status === "testing") return { pending: Status };
    const message = withoutValues(LastFailureMessage);
    return { done: { connection: label, successful: Status === "successful", message } };
  };
  try {
    await aws.dms.testConnection({
      ReplicationInstanceArn: instanceArn,
      EndpointArn: endpointArn,
    });
    return await until(label, look, limitSeconds, {
      signal,
      progress: console.progress.bind(console),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OperationError) throw error;
    return { connection: label, successful: false, message: withoutValues(messageOf(error)) };
  }
}
