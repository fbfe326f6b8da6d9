import { withConnection } from "../copy/server";
import { describeFailure } from "../copy/failures";
import { endpointServer, findEndpoint } from "./endpoints";
import { optionalText, page, passes, requiredText, type Json } from "./protocol";
import type { TestedConnection, Units } from "./units";

/** Whether the last test of a connection was successful. */
export const isTested = ({ connections }: Units, endpoint: string, instance: string) =>
  connections.find((it) => isOf(it, endpoint, instance))?.Status === "successful";

const isOf = (it: TestedConnection, endpoint: string, instance: string) =>
  it.EndpointArn === endpoint && it.ReplicationInstanceArn === instance;

async function test(units: Units, connection: TestedConnection): Promise<void> {
  const { faults, emulator, addresses } = units;
  if (faults.find("connection-testing")) return;
  try {
    if (faults.take("connection-refused")) throw new Error("Connection refused.");
    const server = await endpointServer(emulator, addresses, connection.EndpointArn);
    await withConnection(server, "read", (opened) => opened.query("SELECT 1"));
    connection.Status = "successful";
  } catch (error) {
    connection.Status = "failed";
    connection.LastFailureMessage = `Test Endpoint failed: Application-Status: 1020912, Application-Message: ${describeFailure(error)}`;
  }
  units.save();
}

/** The operations about connections of instances to endpoints. */
export const connectionOperations: Readonly<
  Record<string, (units: Units, input: Json) => Promise<Json>>
> = {
  TestConnection: async (units, input) => {
    const EndpointArn = requiredText(input, "EndpointArn");
    const ReplicationInstanceArn = requiredText(input, "ReplicationInstanceArn");
    const { EndpointIdentifier } = await findEndpoint(units.emulator, EndpointArn);
    const ReplicationInstanceIdentifier = await instanceName(units, ReplicationInstanceArn);
    const connection: TestedConnection = {
      ReplicationInstanceArn,
      ReplicationInstanceIdentifier,
      EndpointArn,
      EndpointIdentifier,
      Status: "testing",
    };
    const others = units.connections.filter((it) => !isOf(it, EndpointArn, ReplicationInstanceArn));
    units.connections.splice(0, Infinity, ...others, connection);
    void test(units, connection);
    return { Connection: { ...connection, Status: "testing" } };
  },

  DescribeConnections: ({ connections }, input) => {
    const found = connections.filter((it) =>
      passes(input, {
        "endpoint-arn": it.EndpointArn,
        "replication-instance-arn": it.ReplicationInstanceArn,
      }),
    );
    return Promise.resolve(page(input, "Connections", found));
  },
};

/**
 * The name of a replication instance, by its ARN.
 * @throws EmulatorError when there is none.
 */
export async function instanceName(units: Units, arn: string): Promise<string> {
  const Filters = [{ Name: "replication-instance-arn", Values: [arn] }];
  const answer = await units.emulator.dms("DescribeReplicationInstances", { Filters });
  const [found] = (answer["ReplicationInstances"] ?? []) as Json[];
  return optionalText(found ?? {}, "ReplicationInstanceIdentifier") ?? arn;
}
