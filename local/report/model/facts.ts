import type { Plan } from "../../plan";
import { shapeOf, type Database } from "./database";
import type { Edge } from "./edge";
import type { Network } from "./network";
import type { PlanGraph } from "./plan-graph";
import type { Replication } from "./replication";
import { counted, textOf } from "./values";

/** One thing to know about an environment. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** What qualifies the value. */
  readonly note?: string | undefined;
}

/** The parts of a landing zone that the facts are taken from. */
export interface LandingZone {
  readonly network: Network;
  readonly database: Database | undefined;
  readonly replication: Replication;
  readonly edge: Edge | undefined;
}

/** The facts that tell one environment from another. Parts that are not there have no fact. */
export function factsOf(graph: PlanGraph, zone: LandingZone): Fact[] {
  return [
    regionFact(graph.plan),
    ...networkFacts(zone.network),
    ...databaseFacts(zone.database),
    ...replicationFacts(zone.replication),
    ...edgeFacts(zone.edge),
    protectionFact(graph, zone.database),
    alarmFact(graph),
  ].filter((fact) => fact !== undefined);
}

function regionFact({ providers }: Plan): Fact | undefined {
  const provider = providers.find(({ type }) => type === "pulumi:providers:aws");
  const region = textOf(provider?.inputs["region"]);
  const account = /\d{12}/.exec(textOf(provider?.inputs["allowedAccountIds"]) ?? "")?.[0];
  return region === undefined
    ? undefined
    : { label: "Region", value: region, note: account && `account ${account}` };
}

function networkFacts({ cidr, zones, natGateways, vpn }: Network): Fact[] {
  if (cidr === undefined) {
    return [];
  }
  return [
    { label: "VPC", value: cidr, note: counted(zones.length, "availability zone") },
    {
      label: "NAT gateways",
      value: natGateways === 0 ? "none" : String(natGateways),
      note: natNote(natGateways, zones.length),
    },
    {
      label: "On premises",
      value: vpn ? `VPN, ${vpn.routing} routing` : "no VPN",
      note: vpn && `gateway ${vpn.gatewayAddress ?? "not known yet"}`,
    },
  ];
}

function natNote(gateways: number, zones: number): string {
  if (gateways === 0) return "private subnets have no way out";
  return gateways === zones ? "one per zone" : "shared by the zones";
}

function databaseFacts(database: Database | undefined): Fact[] {
  if (!database) {
    return [];
  }
  const { backupRetentionDays, backupWindow } = database;
  return [
    { label: "Aurora MySQL", value: shapeOf(database), note: database.engineVersion },
    {
      label: "Backups",
      value: backupRetentionDays === undefined ? "not stated" : `${backupRetentionDays} days`,
      note: backupWindow && `daily ${backupWindow} UTC`,
    },
  ];
}

function replicationFacts({ instances, migrations }: Replication): Fact[] {
  const [instance, ...others] = instances;
  if (!instance) {
    return [];
  }
  const storage = instance.storageGiB === undefined ? "" : `, ${instance.storageGiB} GiB`;
  return [
    {
      label: "DMS",
      value: instance.class,
      note: `${instance.multiAz ? "Multi-AZ" : "Single-AZ"}${storage}${others.length > 0 ? `, and ${others.length} more` : ""}`,
    },
    {
      label: "Migrations",
      value: counted(migrations.length, "task"),
      note: "declared stopped",
    },
  ];
}

function edgeFacts(edge: Edge | undefined): Fact[] {
  if (!edge) {
    return [];
  }
  return [
    {
      label: "Edge",
      value: edge.domainName ?? (edge.internetFacing ? "internet-facing" : "internal"),
      note: edge.wafRules === undefined ? "no WAF" : `WAF, ${counted(edge.wafRules, "rule")}`,
    },
  ];
}

function protectionFact(graph: PlanGraph, database: Database | undefined): Fact | undefined {
  const having = (option: "protect" | "retainOnDelete") =>
    graph.plan.resources.filter(({ options }) => options[option] === true).length;
  const [kept, retained] = [having("protect"), having("retainOnDelete")];
  const guards = [
    ...(kept > 0 ? [`${kept} protected`] : []),
    ...(retained > 0 ? [`${retained} retained`] : []),
    ...(database?.finalSnapshot ? ["final snapshot"] : []),
  ];
  return (
    database && {
      label: "Protection",
      value: database.deletionProtection ? "on" : "off",
      note: guards.length === 0 ? "nothing outlives the stack" : guards.join(", "),
    }
  );
}

function alarmFact(graph: PlanGraph): Fact | undefined {
  const alarms = graph.all("alarm").length;
  const receivers = graph.all("topicSubscription").length;
  return alarms === 0
    ? undefined
    : { label: "Alarms", value: String(alarms), note: counted(receivers, "subscriber") };
}
