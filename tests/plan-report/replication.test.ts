import { expect } from "chai";
import type { Plan } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { dataPathInWords, topologyOf } from "@landing-zone/plan-report/diagram/topology";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { PlanBuilder } from "./plan-builder";
import { drawnIn } from "./support/drawn";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

/** A source, a target and one serverless replication between them. */
function serverlessPlan(): Plan {
  const builder = new PlanBuilder();
  const root = builder.add("migration:dms:Dms", "dms");
  const parent = { parent: root };
  builder.add("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  builder.add(groupType, "application", { name: "application", egress: [] });
  const group = builder.add(groupType, "dms", { name: "dms" }, parent);
  const source = builder.add("aws:dms/endpoint:Endpoint", "dms-source-pos", {}, parent);
  const target = builder.add("aws:dms/endpoint:Endpoint", "dms-target", {}, parent);
  builder.add(
    "aws:dms/replicationConfig:ReplicationConfig",
    "dms-pos",
    {
      replicationConfigIdentifier: "migration-pos",
      replicationType: "cdc",
      computeConfig: {
        minCapacityUnits: 2,
        maxCapacityUnits: 16,
        multiAz: true,
        preferredMaintenanceWindow: "mon:08:00-mon:09:00",
      },
      replicationSettings: '{"ValidationSettings":{"EnableValidation":true}}',
    },
    {
      parent: root,
      uses: {
        computeConfig: [group],
        sourceEndpointArn: [source],
        targetEndpointArn: [target],
      },
    },
  );
  return builder.plan();
}

describe("Serverless replications in a report", () => {
  const model = reportModelOf(serverlessPlan());

  it("are migrations that run on no instance", () => {
    expect(model.replication.migrations).to.have.lengthOf(1);
    expect(model.replication.migrations[0]).to.include({
      name: "migration-pos",
      shortName: "pos",
      type: "cdc",
      source: "source-pos",
      target: "target",
      instance: undefined,
      validation: true,
    });
  });

  it("make their security group one of replication", () => {
    const roles = model.securityGroups.groups.map(({ name, role }) => [name, role]);
    expect(roles).to.deep.equal([
      ["application", "unassigned"],
      ["dms", "replication"],
    ]);
  });

  it("are on the drawings with their limits, and in the facts and windows", () => {
    const { boxes } = drawnIn(renderReport(reportModelOf(serverlessPlan())));
    const box = boxes.find(({ texts }) => texts[0] === "Serverless");
    expect(box?.look).to.equal("data");
    expect(box?.texts.join(" ")).to.equal("Serverless 2–16 capacity units Multi-AZ runs pos");
    expect(model.facts.find(({ label }) => label === "DMS")?.value).to.equal("1 serverless");
    expect(model.windows.map(({ time }) => time)).to.deep.equal(["mon:08:00-mon:09:00"]);
  });

  it("are named in the way of the data", () => {
    expect(dataPathInWords(topologyOf(model))).to.include("to 1 serverless DMS replication");
  });
});
