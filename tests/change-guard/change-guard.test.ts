import { expect } from "chai";
import {
  dangerousChangesOf,
  type PlannedChange,
  Replications,
} from "@landing-zone/change-guard/index";
import { nameOf } from "@landing-zone/plan/urn";
import { replicationsIn } from "@landing-zone/ci/account-replications";
import { changesIn, content } from "./fixtures/read";

const dangerous = changesIn("dangerous");
const account = new Replications([
  ...replicationsIn(content("tasks")),
  ...replicationsIn(content("replications")),
]);

/** The finding of each resource. */
function said(
  changes: readonly PlannedChange[],
  replications?: Replications,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    dangerousChangesOf(changes, replications).map(({ urn, what }) => [nameOf(urn), what]),
  );
}

const changeOf = (name: string) => dangerous.find(({ urn }) => nameOf(urn) === name)!;
const update = (name: string, ...properties: string[]): PlannedChange => ({
  ...changeOf(name),
  operation: "update",
  properties,
});

describe("Dangerous changes", () => {
  it("are found by resource, with what changes", () => {
    expect(said(dangerous)).to.deep.equal({
      "network-vpn":
        "would have both tunnels changed at once (tunnel1DpdTimeoutSeconds, tunnel1Phase1DhGroupNumbers, tunnel2Phase1DhGroupNumbers)",
      "dms-orders": "may be running and would be stopped to be changed (tableMappings)",
      "dms-source-erp": "would be updated while tasks that use it run, or may run",
      dms: "would be changed (replicationInstanceClass) while tasks on it run, or may run",
      "dms-customers": "would be replaced and may be running",
      database: "would be replaced",
      "network-flow-logs": "would be deleted",
    });
  });

  it("are none of one tunnel of each connection, of tags, windows and what keeps nothing", () => {
    expect(said(changesIn("harmless"))).to.deep.equal({});
  });

  it("describe what happens at AWS, also when the object stays there", () => {
    const [vpn, ...others] = dangerousChangesOf(dangerous);
    expect(vpn?.consequence).to.include("the data centre is cut off");
    expect(vpn?.instead).to.include("change the first of network.onPremises.gateways[].tunnels");
    const logs = others.find(({ urn }) => urn.endsWith("::network-flow-logs"));
    expect(logs?.consequence).to.match(/^it stays in AWS/);
    const orders = others.find(({ urn }) => urn.endsWith("::dms-orders"));
    expect(orders?.consequence, "an update of what would be kept").to.match(/^it stops/);
  });
});

describe("A VPN connection", () => {
  for (const property of ["customerGatewayId", "vpnGatewayId", "remoteIpv4NetworkCidr"]) {
    it(`is cut off as a whole by a change of ${property}`, () => {
      expect(said([update("network-vpn", property)])).to.deep.equal({
        "network-vpn": `would be moved (${property})`,
      });
    });
  }

  for (const operation of ["replace", "delete"] as const) {
    it(`and its gateway must not go: ${operation}`, () => {
      const connection = { ...changeOf("network-vpn"), operation };
      const urn = connection.urn.replace(/aws:.*$/, "aws:ec2/vpnGateway:VpnGateway::gateway");
      expect(said([connection, { ...connection, urn }])).to.deep.equal({
        "network-vpn": `would be ${operation}d`,
        gateway: `would be ${operation}d`,
      });
    });
  }
});

describe("A replication", () => {
  const progress = (status: string) =>
    new Replications([
      {
        arn: String(changeOf("dms-orders").outputs["replicationTaskArn"]),
        status,
        endpointArns: [String(changeOf("dms-source-erp").outputs["endpointArn"])],
        instanceArn: String(changeOf("dms").outputs["replicationInstanceArn"]),
      },
    ]);
  const around = [
    update("dms-orders", "replicationTaskSettings"),
    changeOf("dms-source-erp"),
    changeOf("dms"),
  ];

  it("is at risk when the account reports that it runs", () => {
    expect(said(around, account)).to.have.all.keys("dms-orders", "dms-source-erp", "dms");
    expect(said(around, account)["dms-orders"]).to.match(/^is running/);
  });

  for (const status of ["starting", "stopping", "modifying", "testing"]) {
    it(`counts as running while it is ${status}`, () => {
      expect(said(around, progress(status))).to.have.all.keys(
        "dms-orders",
        "dms-source-erp",
        "dms",
      );
    });
  }

  for (const status of ["ready", "created", "stopped", "failed"]) {
    it(`is not disturbed, nor by its endpoint and instance, when it is ${status}`, () => {
      expect(said(around, progress(status))).to.deep.equal({});
    });
  }

  it("that is stopped does not load tables that its mappings newly select", () => {
    const stopped = progress("stopped");
    const remapped = update("dms-orders", "tableMappings", "tagsAll");
    expect(said([remapped], stopped)).to.deep.equal({
      "dms-orders": "is stopped and would have its table mappings changed",
    });
    expect(said([remapped], progress("ready"))).to.deep.equal({});
    expect(said([update("dms-orders", "replicationTaskSettings")], stopped)).to.deep.equal({});
  });

  it("loses its place when it is replaced or deleted, unless it was never started", () => {
    for (const operation of ["replace", "delete"] as const) {
      const change = { ...changeOf("dms-orders"), operation };
      expect(said([change], progress("stopped"))["dms-orders"]).to.equal(`would be ${operation}d`);
      expect(said([change], progress("running"))["dms-orders"]).to.match(/and is running$/);
      expect(said([change], progress("ready"))).to.deep.equal({});
    }
  });

  it("may be running when the account does not have it, as in another region", () => {
    expect(said([changeOf("dms-orders")], new Replications([]))["dms-orders"]).to.match(/^may be/);
  });

  it("without an instance gets its own instructions for stopping", () => {
    const task = update("dms-orders", "replicationSettings");
    const urn = task.urn.replace(/aws:.*$/, "aws:dms/replicationConfig:ReplicationConfig::history");
    const outputs = { arn: "arn:aws:dms:us-east-1:111122223333:replication-config:history-prod" };
    const [change] = dangerousChangesOf([{ ...task, urn, outputs }]);
    expect(change?.instead).to.include("aws dms start-replication --start-replication-type resume");
    expect(dangerousChangesOf([{ ...task, urn, outputs }], account), "it is stopped").to.deep.equal(
      [],
    );
  });
});
