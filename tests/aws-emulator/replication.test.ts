import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import { type Made, text } from "./provider-client";
import { network, provider, type Setup } from "./setup";

async function subnetGroupInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const { subnets } = await network(setup);
  return {
    replicationSubnetGroupId: name,
    replicationSubnetGroupDescription: "of a test",
    subnetIds: subnets.map(({ id }) => id),
  };
}

async function subnetGroup(setup: Setup, name: string): Promise<Made> {
  const type = "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup";
  return setup.client.create(type, name, await subnetGroupInputs(setup, name));
}

function instanceInputs(name: string, group: Made): PropertyMap {
  return {
    replicationInstanceId: name,
    replicationInstanceClass: "dms.t3.medium",
    allocatedStorage: 100,
    multiAz: true,
    publiclyAccessible: false,
    dnsNameServers: "192.168.10.53,192.168.10.54",
    replicationSubnetGroupId: group.id,
    tags: { Name: "a" },
  };
}

function endpointInputs(name: string, endpointType: string): PropertyMap {
  return {
    endpointId: name,
    endpointType,
    engineName: "mysql",
    sslMode: "verify-full",
    secretsManagerArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x",
    secretsManagerAccessRoleArn: "arn:aws:iam::123456789012:role/x",
    mysqlSettings: { eventsPollInterval: 5 },
  };
}

async function taskInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const { client } = setup;
  const instance = await client.create(
    "aws:dms/replicationInstance:ReplicationInstance",
    name,
    instanceInputs(name, await subnetGroup(setup, name)),
  );
  const endpoint = (type: string) =>
    client.create("aws:dms/endpoint:Endpoint", name, endpointInputs(`${name}-${type}`, type));
  return {
    replicationTaskId: name,
    migrationType: "full-load-and-cdc",
    replicationInstanceArn: text(instance.state["replicationInstanceArn"]),
    sourceEndpointArn: text((await endpoint("source")).state["endpointArn"]),
    targetEndpointArn: text((await endpoint("target")).state["endpointArn"]),
    tableMappings: '{"rules":[]}',
    replicationTaskSettings: '{"Logging":{"EnableLogging":true}}',
    startReplicationTask: false,
  };
}

describe("DMS in the emulator", () => {
  itLives("subnet group", async (setup) => ({
    type: "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    inputs: await subnetGroupInputs(setup, "elsewhere"),
    id: /^elsewhere$/,
    unseen: ["subnetIds", "tags"],
    change: { subnetIds: (await network(setup)).subnets.map(({ id }) => id), tags: { Name: "b" } },
    replace: { replicationSubnetGroupDescription: "another" },
    outside: {
      act: ({ id }, { dms }) =>
        dms.deleteReplicationSubnetGroup({ ReplicationSubnetGroupIdentifier: id }),
      differs: "gone",
    },
  }));

  itLives("replication instance", async (setup) => ({
    type: "aws:dms/replicationInstance:ReplicationInstance",
    inputs: instanceInputs("instance", await subnetGroup(setup, "of-instance")),
    id: /^instance$/,
    unseen: ["tags"],
    change: { replicationInstanceClass: "dms.t3.large", multiAz: false, tags: { Name: "b" } },
    replace: { publiclyAccessible: true },
    outside: {
      act: ({ state }, { dms }) =>
        dms.modifyReplicationInstance({
          ReplicationInstanceArn: text(state["replicationInstanceArn"]),
          MultiAZ: true,
        }),
      differs: "multiAz",
    },
  }));

  itLives("endpoint", () => ({
    type: "aws:dms/endpoint:Endpoint",
    inputs: endpointInputs("endpoint", "source"),
    id: /^endpoint$/,
    unseen: ["tags"],
    change: { tags: { Name: "b" } },
    replace: { sslMode: "verify-ca" },
    outside: {
      act: ({ state }, { dms }) => dms.deleteEndpoint({ EndpointArn: text(state["endpointArn"]) }),
      differs: "gone",
    },
  }));

  itLives("replication task", async (setup) => ({
    type: "aws:dms/replicationTask:ReplicationTask",
    inputs: await taskInputs(setup, "task"),
    id: /^task$/,
    unseen: ["tags"],
    change: { tags: { Name: "b" } },
    replace: { migrationType: "cdc" },
    outside: {
      act: ({ state }, { dms }) =>
        dms.deleteReplicationTask({ ReplicationTaskArn: text(state["replicationTaskArn"]) }),
      differs: "gone",
    },
  }));

  it("changes the tags of a task, one of which is the phase of its migration", async () => {
    const setup = await provider();
    const type = "aws:dms/replicationTask:ReplicationTask";
    const inputs = await taskInputs(setup, "tagged");
    const tagged = (tags: Record<string, string>) => ({ ...inputs, tags });
    const task = await setup.client.create(type, "tagged", tagged({ Phase: "load", Name: "t" }));
    await setup.client.update(task, tagged({ Phase: "replicate" }));
    const ResourceArn = text(task.state["replicationTaskArn"]);
    const { TagList = [] } = await setup.aws.dms.listTagsForResource({ ResourceArn });
    const tags = TagList.map(({ Key, Value }) => `${Key}=${Value}`);
    expect(tags).to.have.members(["Owner=platform", "Phase=replicate"]);
  });

  it("starts a task that has to run, and stops it to delete it", async () => {
    const setup = await provider();
    const type = "aws:dms/replicationTask:ReplicationTask";
    const inputs = { ...(await taskInputs(setup, "runs")), startReplicationTask: true };
    const task = await setup.client.create(type, "runs", inputs);
    expect(task.state["status"]).to.equal("running");
    await setup.client.delete(task);
    expect(await setup.client.read(task)).to.equal(undefined);
  });
});
