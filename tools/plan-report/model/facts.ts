import type { Plan } from "@landing-zone/plan/plan";
import { retentionOf, type BackupVault } from "./backup-vault";
import { shapeOf, type Database } from "./database";
import type { Edge } from "./edge";
import type { Network } from "./network";
import type { OnPremises } from "./on-premises";
import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { engineCount, type Replication } from "./replication";
import { counted, textOf } from "./values";

/** One thing to know about an environment. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Qualification of the value. */
  readonly note?: string | undefined;
}

/** The parts of a landing zone that the facts are taken from. */
export interface LandingZone {
  readonly network: Network;
  readonly database: Database | undefined;
  readonly replication: Replication;
  readonly edge: Edge | undefined;
  /** Undefined when the cluster's own backups are all there is. */
  readonly vault: BackupVault | undefined;
}

/** The facts that distinguish environments. Missing parts have no fact. */
export function factsOf(graph: PlanGraph, zone: LandingZone): Fact[] {
  return [
    regionFact(graph.plan),
    ...networkFacts(zone.network),
    ...databaseFacts(zone.database),
    ...vaultFacts(zone.vault),
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

/** The phase of the migration, which the stack gives as its output; undefined without. */
export function phaseOf({ outputs }: Plan): string | undefined {
  return textOf(outputs["phase"]);
}

function networkFacts({ cidr, zones, natGateways, onPremises }: Network): Fact[] {
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
    { label: "On premises", ...wayFact(onPremises) },
  ];
}

function wayFact({ connections, transitGateway }: OnPremises): Pick<Fact, "value" | "note"> {
  const [first] = connections;
  if (transitGateway !== undefined) {
    return { value: "transit gateway", note: transitGateway };
  }
  const addresses = connections.map(({ gatewayAddress = "not known yet" }) => gatewayAddress);
  return first
    ? {
        value: `${connections.length === 1 ? "VPN" : `${connections.length} VPNs`}, ${first.routing} routing`,
        note: `${connections.length === 1 ? "gateway" : "gateways"} ${addresses.join(", ")}`,
      }
    : { value: "no VPN" };
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

function vaultFacts(vault: BackupVault | undefined): Fact[] {
  return vault
    ? [
        {
          label: "Backup vault",
          value: vault.rules.map(retentionOf).join(", "),
          note: vault.locked ? "locked" : "not locked",
        },
      ]
    : [];
}

function replicationFacts(replication: Replication): Fact[] {
  const { migrations } = replication;
  if (engineCount(replication) === 0) {
    return [];
  }
  return [
    { label: "DMS", ...enginesFact(replication) },
    {
      label: "Migrations",
      value: counted(migrations.length, "task"),
      note: "declared stopped",
    },
  ];
}

function enginesFact(replication: Replication): Pick<Fact, "value" | "note"> {
  const { instances, serverless } = replication;
  const [instance] = instances;
  if (instance && engineCount(replication) === 1) {
    const storage = instance.storageGiB === undefined ? [] : [`${instance.storageGiB} GiB`];
    return { value: instance.class, note: [availability(instance), ...storage].join(", ") };
  }
  const counts = [
    ...(instances.length > 0 ? [counted(instances.length, "instance")] : []),
    ...(serverless.length > 0 ? [`${serverless.length} serverless`] : []),
  ];
  return {
    value: counts.join(", "),
    note: instances.map((one) => `${one.class} ${availability(one)}`).join("; ") || undefined,
  };
}

/** Whether a resource has a standby in a second zone, in AWS's words. */
export function availability({ multiAz }: { readonly multiAz: boolean }): string {
  return multiAz ? "Multi-AZ" : "Single-AZ";
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
    : { label: "Alarms", value: String(alarms), note: receiversNote(receivers) };
}

function receiversNote(receivers: number): string {
  return receivers === 0
    ? "they have no recipient: set observability.alertEmails"
    : counted(receivers, "subscriber");
}
