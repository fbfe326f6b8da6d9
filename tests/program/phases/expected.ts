import { type Phase } from "../../../lib/phases";
import { wayBackConnection } from "../../support/way-back";

/** What becomes of resources, each by its type and name; of a changed one the properties, options in brackets. */
export interface Changes {
  readonly made: readonly string[];
  readonly gone: readonly string[];
  readonly changed: Readonly<Record<string, readonly string[]>>;
}

/** What the lists of a stack depend on. */
export interface MovedStack {
  /** Migrations that have a way back. */
  readonly migrations: readonly string[];
  /** Migrations that have none. */
  readonly loads: readonly string[];
  /** The servers, each with the range that its rotation is let into. */
  readonly sources: Readonly<Record<string, string>>;
  /** Names of the replication instances. */
  readonly instances: readonly string[];
  /** Whether `protect` guards tasks and instances in every phase but the last. */
  readonly protect: boolean;
  /** The application in the data centre, without its share. */
  readonly onPremises?: {
    readonly addresses: readonly string[];
    readonly stickinessSeconds: number;
  };
}

export const movedStacks: Readonly<Record<string, MovedStack>> = {
  dev: {
    migrations: ["orders"],
    loads: [],
    sources: { erp: "192.168.10.0/24" },
    instances: ["dms"],
    protect: false,
  },
  staging: {
    migrations: ["orders"],
    loads: [],
    sources: { rehearsal: "10.90.4.20/32" },
    instances: ["dms"],
    protect: true,
  },
  prod: {
    migrations: ["customers", "inventory", "orders"],
    loads: ["customer-history"],
    sources: { crm: "192.168.20.31/32", erp: "192.168.10.21/32" },
    instances: ["dms", "dms-history"],
    protect: true,
    onPremises: { addresses: ["192.168.10.40", "192.168.10.41"], stickinessSeconds: 900 },
  },
};

/** The changes from one phase to the next that `docs/phases.md` describes. */
export function expectedChanges(stack: MovedStack, from: Phase, to: Phase): Changes {
  const step = steps[`${from} ${to}`];
  if (step === undefined) throw new Error(`No list for ${from} → ${to}`);
  const { made = [], gone = [], changed = {} } = step(stack);
  return { made, gone, changed };
}

type Changed = Changes["changed"];
type Step = (stack: MovedStack) => Partial<Changes>;

const validation = ["validation-failed-critical", "validation-suspended-warning"];
const latencies = [
  "source-latency-critical",
  "source-latency-warning",
  "target-latency-critical",
  "target-latency-warning",
];
const replication = [
  ...latencies,
  "binlog-retention-critical",
  "incoming-changes-warning",
  "source-changes-on-disk-warning",
  "target-changes-on-disk-warning",
];

const maintenance = "ListenerRule edge-load-balancer-maintenance";
const listener = "Listener edge-load-balancer-https";

const forward = ({ migrations, loads }: MovedStack) => [...migrations, ...loads];
const legs = (leg: "back" | "again", { migrations }: MovedStack) =>
  migrations.map((name) => `${leg}-${name}`);

const alarms = (tasks: readonly string[], names: readonly string[]) =>
  tasks.flatMap((task) => names.map((name) => `MetricAlarm observability-task-${task}-${name}`));
const healths = (tasks: readonly string[]) =>
  tasks.map((task) => `CompositeAlarm observability-task-${task}-unhealthy`);
const watched = (tasks: readonly string[]) => [
  ...healths(tasks),
  ...alarms(tasks, [...validation, ...replication]),
];
const declared = (tasks: readonly string[]) => [
  ...tasks.map((task) => `ReplicationTask dms-${task}`),
  ...tasks.map((task) => `EventSubscription observability-${task}-events`),
];

/** The same properties of each of some resources. */
const each = (names: readonly string[], ...properties: readonly string[]): Changed =>
  Object.fromEntries(names.map((name) => [name, [...properties].sort()]));

const tagged = (tasks: readonly string[], ...more: readonly string[]): Changed =>
  each(
    tasks.map((task) => `ReplicationTask dms-${task}`),
    "tags",
    "tagsAll",
    ...more,
  );

const whole = each(["CompositeAlarm observability-unhealthy"], "alarmRule");
const states = each(["EventRule observability-task-state"], "eventPattern");
const parameters = each(
  ["ClusterParameterGroup database", "ParameterGroup database"],
  "parameters",
);

/** The share of each side, and whether operations switch it. */
const shares = ({ onPremises }: MovedStack, ...properties: readonly string[]): Changed =>
  onPremises === undefined ? {} : each([listener], ...properties);

/** One connection of the way back with the alarm on the rotation of its secret. */
const connection = (name: string, rules: readonly string[]) => [
  ...wayBackConnection(`dms-way-${name}`, rules),
  `MetricAlarm observability-${name}-rotation-failed-warning`,
];

const wayBack = (stack: MovedStack) => [
  ...connection("back", [
    "SecurityGroupEgressRule dms-way-back-to-database-egress",
    "SecurityGroupIngressRule dms-way-back-to-database-ingress",
  ]),
  ...Object.entries(stack.sources).flatMap(([source, cidr]) =>
    connection(`back-${source}`, [`SecurityGroupEgressRule dms-way-back-${source}-to-${cidr}`]),
  ),
  ...declared(legs("back", stack)),
];

/** What begins and ends with the guard of what replicates, given the options of tasks and instances. */
const guarded = (stack: MovedStack, ...options: readonly string[]): Changed => {
  const ends = [...Object.keys(stack.sources).map((name) => `source-${name}`), "target"];
  const instances = options.length === 0 ? [] : stack.instances;
  return {
    ...tagged(forward(stack), ...options),
    ...each(
      instances.map((name) => `ReplicationInstance ${name}`),
      ...options,
    ),
    ...each(
      ends.map((end) => `Endpoint dms-${end}`),
      "(protect)",
    ),
    ...each(
      ends.map((end) => `SecretRotation dms-${end}`),
      "rotationRules",
    ),
    ...whole,
    ...states,
  };
};

/** The lists, by the phases that follow each other. */
const steps: Readonly<Record<string, Step>> = {
  "prepare load": (stack) => ({
    made: [...wayBack(stack), ...healths(forward(stack)), ...alarms(forward(stack), validation)],
    changed: stack.protect ? guarded(stack) : guarded(stack, "(protect)"),
  }),
  "load replicate": (stack) => ({
    made: alarms(forward(stack), replication),
    changed: {
      ...tagged([...forward(stack), ...legs("back", stack)]),
      ...each(healths(forward(stack)), "alarmRule"),
      ...shares(stack, "defaultActions"),
    },
  }),
  "replicate cutover": (stack) => ({
    made: [maintenance],
    changed: {
      ...tagged([...forward(stack), ...legs("back", stack)]),
      ...each(
        alarms(forward(stack), latencies),
        ...["datapointsToAlarm", "evaluationPeriods", "period", "threshold"],
      ),
      ...shares(stack, "defaultActions", "(ignoreChanges)"),
    },
  }),
  "cutover live": (stack) => ({
    made: watched(legs("back", stack)),
    gone: watched(forward(stack)),
    changed: {
      ...tagged([...forward(stack), ...legs("back", stack)]),
      ...each([maintenance], "(ignoreChanges)"),
      ...parameters,
      ...whole,
      ...shares(stack, "defaultActions", "(ignoreChanges)"),
    },
  }),
  "live returned": (stack) => ({
    made: [...declared(legs("again", stack)), ...watched(legs("again", stack))],
    gone: watched(legs("back", stack)),
    changed: {
      ...tagged([...forward(stack), ...legs("back", stack)]),
      ...parameters,
      ...whole,
      ...states,
      ...shares(stack, "defaultActions"),
    },
  }),
  "returned load": (stack) => ({
    made: [...healths(forward(stack)), ...alarms(forward(stack), validation)],
    gone: [maintenance, ...declared(legs("again", stack)), ...watched(legs("again", stack))],
    changed: {
      ...tagged([...forward(stack), ...legs("back", stack)]),
      ...whole,
      ...states,
    },
  }),
  "live closed": (stack) => ({
    gone: [maintenance, ...wayBack(stack), ...watched(legs("back", stack)), ...premises(stack)],
    changed: {
      ...guarded(stack, "(protect)", ...(stack.protect ? ["(retainOnDelete)"] : [])),
      ...shares(stack, "defaultActions"),
    },
  }),
};

/** All that the data centre's share of the traffic needs. */
const premises = ({ onPremises }: MovedStack) =>
  onPremises === undefined
    ? []
    : [
        "TargetGroup edge-load-balancer-on-premises",
        ...onPremises.addresses.flatMap((address) => [
          `SecurityGroupEgressRule edge-to-${address}`,
          `TargetGroupAttachment edge-load-balancer-on-premises-${address}`,
        ]),
        ...[1, 2, 3].map((zone) => `VpnGatewayRoutePropagation network-vpn-public-${zone}`),
        ...[
          ...["5xx-critical", "5xx-warning", "connection-errors-critical"],
          ...["connection-errors-warning", "response-time-critical", "response-time-warning"],
          "unhealthy-warning",
        ].map((name) => `MetricAlarm observability-on-premises-application-${name}`),
      ];
