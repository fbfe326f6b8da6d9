import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { WatchedKind } from "../../lib/alarm-rules";
import { alarmGroups, anyAlarm, everyAlarm } from "../../lib/composite-rule";
import { physicalName } from "../../lib/names";
import type { CreatedAlarm } from "./alarms";
import type { NotificationContext } from "./notification-context";

/** Seconds in which the VPN's alarm may follow those of the tasks that it explains. */
const waitSeconds = 300;
/** Seconds that tasks may need to catch up once the VPN is there again. */
const catchUpSeconds = 900;

/** The parts of the way from the source to Aurora that all migrations share. */
const sharedParts: Record<
  string,
  { readonly kinds: readonly WatchedKind[]; readonly what: string }
> = {
  dms: { kinds: ["replicationInstance"], what: "A replication instance" },
  aurora: { kinds: ["auroraCluster", "auroraInstance", "auroraReaders"], what: "Aurora" },
};

/**
 * One alarm that says whether the migration is healthy: on while any critical alarm on the way from the
 * source to Aurora is. Below it one for each migration, which keeps quiet while the VPN is down, as
 * its alarm says that for all; and one for each part that migrations share. Where there are more
 * migrations than one rule takes, groups of them come in between.
 */
export function createHealthAlarms(
  context: NotificationContext,
  alarms: readonly CreatedAlarm[],
): [cloudwatch.CompositeAlarm, ...cloudwatch.CompositeAlarm[]] {
  const critical = alarms.filter(({ severity }) => severity === "critical");
  const connections = critical.filter(({ watched }) => watched.kind === "vpn").map(nameOf);
  // One of two connections is enough: only the loss of both explains anything.
  const loss =
    connections.length > 1 ? [createLossAlarm(context, connections).alarmName] : connections;
  const parts = Object.entries(sharedParts).map(([part, { kinds, what }]) =>
    createHealthAlarm(context, {
      purpose: `${part}-unhealthy`,
      alarms: critical.filter(({ watched }) => kinds.includes(watched.kind)).map(nameOf),
      description: `${what} has a critical fault. Follow the advice of the alarms in this one's rule.`,
    }),
  );
  const migrations = createMigrationAlarms(context, critical, loss[0]);
  const groups = alarmGroups(migrations).map((group, index) =>
    createHealthAlarm(context, {
      purpose: `migrations-${index + 1}-unhealthy`,
      alarms: group.map((it) => it.alarmName),
      description:
        "A migration of this group is late or its data differs. The alarms in this one's rule say which.",
    }),
  );
  const underWhole = [...parts, ...(groups.length > 0 ? groups : migrations)];
  const whole = createHealthAlarm(context, {
    purpose: "unhealthy",
    alarms: [...loss, ...underWhole.map((it) => it.alarmName)],
    description:
      "The way from the source to Aurora has a critical fault: do not cut over. The alarms in this one's rule say which part it is, the dashboard shows them in order.",
  });
  return [whole, ...parts, ...groups, ...migrations];
}

/** The loss of every VPN connection. */
function createLossAlarm(
  context: NotificationContext,
  connections: pulumi.Input<string>[],
): cloudwatch.CompositeAlarm {
  return createHealthAlarm(context, {
    purpose: "vpn-lost",
    alarms: connections,
    combine: everyAlarm,
    description:
      "No VPN connection to the data centre is up: replication stands still. See the alarms in this one's rule.",
  });
}

/** One alarm for each migration, of the alarms of its task. */
function createMigrationAlarms(
  context: NotificationContext,
  critical: readonly CreatedAlarm[],
  unless: pulumi.Input<string> | undefined,
): cloudwatch.CompositeAlarm[] {
  const ofTasks = critical.filter(({ watched }) => watched.kind === "task");
  const tasks = [...new Set(ofTasks.map(({ watched }) => watched.name))];
  return tasks.map((task) =>
    createHealthAlarm(context, {
      purpose: `${task}-unhealthy`,
      alarms: ofTasks.filter(({ watched }) => watched.name === task).map(nameOf),
      description:
        "A migration is late or its data differs: do not cut it over. Follow the advice of the alarms in this one's rule.",
      unless,
    }),
  );
}

const nameOf = ({ alarm }: CreatedAlarm) => alarm.name;

interface HealthAlarm {
  readonly purpose: string;
  readonly alarms: pulumi.Input<string>[];
  /** Makes the rule of the alarms' names. Default: any of them sets it off. */
  readonly combine?: (alarmNames: readonly string[]) => string;
  readonly description: string;
  /** Name of an alarm that explains this one, which then notifies nobody. */
  readonly unless?: pulumi.Input<string> | undefined;
}

function createHealthAlarm(
  context: NotificationContext,
  { purpose, alarms, combine = anyAlarm, description, unless }: HealthAlarm,
): cloudwatch.CompositeAlarm {
  return new cloudwatch.CompositeAlarm(
    `${context.name}-${purpose}`,
    {
      alarmName: physicalName(context.environment, purpose),
      alarmDescription: description,
      alarmRule: pulumi.all(alarms).apply(combine),
      actionsEnabled: true,
      alarmActions: [context.topicArn],
      okActions: [context.topicArn],
      ...(unless === undefined
        ? {}
        : {
            actionsSuppressor: {
              alarm: unless,
              waitPeriod: waitSeconds,
              extensionPeriod: catchUpSeconds,
            },
          }),
      tags: context.tags,
    },
    { parent: context.parent },
  );
}
