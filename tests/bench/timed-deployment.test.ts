import { expect } from "chai";
import { type Creation, timedDeployment } from "../../bench/critical-path/timed-deployment";
import { runOptions } from "@landing-zone/cli/commands/run-options";
import { projectDirectory } from "../support/engine";

const vpc = "aws:ec2/vpc:Vpc";
const cluster = "aws:rds/cluster:Cluster";
const replication = "aws:dms/replicationInstance:ReplicationInstance";
const seconds: Readonly<Record<string, number>> = { [vpc]: 2_000, [cluster]: 30_000 };

describe("A deployment that is played", () => {
  let creations: readonly Creation[];
  const one = (type: string): Creation => {
    const found = creations.find((creation) => creation.type === type);
    expect(found, type).not.to.equal(undefined);
    return found!;
  };

  before(async function () {
    this.timeout(120_000);
    const options = { cwd: projectDirectory, stack: "dev", config: [], secret: [] };
    ({ creations } = await timedDeployment({
      ...runOptions({ ...options, policyPack: false }, () => undefined),
      seconds: (type) => seconds[type] ?? 0,
      speed: 10_000,
    }));
  });

  it("takes as long for each resource as AWS does", () => {
    for (const [type, typical] of Object.entries(seconds)) {
      const { begunS, doneS } = one(type);
      expect(doneS - begunS, type).to.be.at.least(typical * 0.95);
    }
  });

  it("begins a resource once what it depends on is there", () => {
    expect(one(cluster).begunS).to.be.at.least(one(vpc).doneS);
  });

  it("does not wait for what a resource does not depend on", () => {
    expect(one(replication).doneS).to.be.below(one(cluster).doneS);
  });
});
