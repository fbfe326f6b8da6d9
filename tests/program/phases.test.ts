import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { type Phase, phaseFacts, phases } from "../../lib/phases";
import { mandatoryViolations, planOf } from "../support/engine";

const timeout = 240_000;

/**
 * The label of a resource in the lists below: its type without package and module, and its name.
 */
const label = ({ type, name }: PlannedResource) => `${type.split(":").at(-1)} ${name}`;

/** The changes from one plan to another, without components. */
function difference(one: Plan, other: Plan) {
  const known = new Map(one.resources.map((resource) => [resource.urn, resource]));
  const later = new Set(other.resources.map(({ urn }) => urn));
  const isChanged = ({ urn, inputs }: PlannedResource) =>
    JSON.stringify(inputs) !== JSON.stringify(known.get(urn)?.inputs);
  const custom = other.resources.filter((resource) => resource.custom);
  return {
    made: custom.filter(({ urn }) => !known.has(urn)).map(label),
    gone: one.resources.filter(({ urn, custom: own }) => own && !later.has(urn)).map(label),
    changed: custom
      .filter(({ urn }) => known.has(urn))
      .filter(isChanged)
      .map(label),
  };
}

/** Inputs that replace a resource when they change. */
const identity = [
  "endpointId",
  "replicationTaskId",
  "resourceIdentifier",
  "replicationInstanceArn",
  "sourceEndpointArn",
  "targetEndpointArn",
  "name",
  "secretId",
];

const isOfWayBack = (name: string) => /dms-way-back|dms-back-/.test(name);

describe("The phases of the dev stack", () => {
  const plans: Partial<Record<Phase, Plan>> = {};
  before(async function () {
    this.timeout(timeout);
    for (const phase of phases) {
      plans[phase] = await planOf({ stack: "dev", config: { phase }, policyPack: true });
    }
  });
  const between = (from: Phase, to: Phase) => difference(plans[from]!, plans[to]!);

  it("violate no mandatory policy", () => {
    for (const phase of phases) {
      expect(mandatoryViolations(plans[phase]!), phase).to.deep.equal([]);
    }
  });

  it("replace nothing from one phase to the next", () => {
    for (const from of phases) {
      for (const to of phaseFacts[from].next) {
        for (const resource of plans[to]!.resources) {
          const before = plans[from]!.resources.find(({ urn }) => urn === resource.urn);
          if (before === undefined) continue;
          const of = ({ inputs }: PlannedResource) => identity.map((key) => inputs[key]);
          expect(of(resource), `${from} → ${to}: ${resource.urn}`).to.deep.equal(of(before));
        }
      }
    }
  });

  it("make the way back for load, hold passwords, and watch validation", () => {
    const { made, gone, changed } = between("prepare", "load");
    expect(gone).to.deep.equal([]);
    expect(
      made.filter((name) => !isOfWayBack(name) && !/rotation|back/.test(name)),
    ).to.have.members([
      "MetricAlarm observability-task-orders-validation-failed-critical",
      "MetricAlarm observability-task-orders-validation-suspended-warning",
      "CompositeAlarm observability-task-orders-unhealthy",
    ]);
    expect(changed).to.include.members([
      "ReplicationTask dms-orders",
      "SecretRotation dms-source-erp",
      "SecretRotation dms-target",
    ]);
  });

  it("declare the way back with Aurora as source, stopped, and without a position", () => {
    const { resources } = plans.load!;
    const tasks = resources.filter(
      ({ name, type }) => /ReplicationTask$/.test(type) && isOfWayBack(name),
    );
    expect(tasks.map(({ name }) => name)).to.deep.equal(["dms-back-orders"]);
    expect(tasks[0]!.inputs).to.include({ migrationType: "cdc", startReplicationTask: false });
    expect(tasks[0]!.inputs).not.to.have.property("cdcStartPosition");
    expect(tasks[0]!.options.ignoreChanges).to.have.members([
      "startReplicationTask",
      "cdcStartPosition",
    ]);
  });

  it("add alarms only, and tags, where changes flow", () => {
    const { made, gone, changed } = between("load", "replicate");
    expect(gone).to.deep.equal([]);
    expect(
      made.every((name) => name.startsWith("MetricAlarm observability-task-orders-")),
    ).to.equal(true);
    expect(changed.filter((name) => !/Alarm|Dashboard/.test(name))).to.have.members([
      "ReplicationTask dms-orders",
      "ReplicationTask dms-back-orders",
    ]);
  });

  it("put the maintenance rule in place for the cut-over, and leave its switch alone", () => {
    const { made, gone } = between("replicate", "cutover");
    expect(gone).to.deep.equal([]);
    expect(made).to.deep.equal(["ListenerRule edge-load-balancer-maintenance"]);
    const rule = plans.cutover!.resources.find(({ type }) => type.endsWith(":ListenerRule"));
    expect(rule?.options.ignoreChanges).to.deep.equal(["conditions"]);
  });

  it("change parameters, tags and alarms when applications move", () => {
    const { made, gone, changed } = between("cutover", "live");
    expect(made.every((name) => /Alarm observability-task-back-orders-/.test(name))).to.equal(true);
    expect(gone.every((name) => /Alarm observability-task-orders-/.test(name))).to.equal(true);
    expect(changed.filter((name) => !/Alarm|Dashboard/.test(name))).to.have.members([
      "ClusterParameterGroup database",
      "ParameterGroup database",
      "ReplicationTask dms-orders",
      "ReplicationTask dms-back-orders",
    ]);
  });

  it("delete the way back with the last phase, and what could keep the rest from going", () => {
    const { made, gone } = between("live", "closed");
    expect(made).to.deep.equal([]);
    expect(gone).to.include.members(["ReplicationTask dms-back-orders", "Secret dms-way-back"]);
    expect(plans.closed!.resources.filter(({ name }) => isOfWayBack(name))).to.deep.equal([]);
    const guarded = (plan: Plan) =>
      plan.resources.filter(
        ({ type, options }) =>
          /:(ReplicationTask|ReplicationInstance|Endpoint)$/.test(type) && options.protect === true,
      );
    expect(guarded(plans.closed!)).to.deep.equal([]);
    expect(guarded(plans.live!).map(({ name }) => name)).to.have.members([
      "dms",
      "dms-orders",
      "dms-source-erp",
      "dms-target",
    ]);
  });

  it("declare a second task of changes alone after a return", () => {
    const { made, gone } = between("live", "returned");
    expect(made).to.include("ReplicationTask dms-again-orders");
    expect(gone.every((name) => /Alarm observability-task-back-orders-/.test(name))).to.equal(true);
  });
});
