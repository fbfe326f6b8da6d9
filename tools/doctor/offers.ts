import { z } from "zod";
import { zonesOf } from "../../lib/zones";
import { CommandError } from "../../checks/command";
import { type Finding, type Inspection, fault, fine, notInspected, type Subject } from "./finding";

const auroraOptions = z.object({
  OrderableDBInstanceOptions: z.array(
    z.object({ AvailabilityZones: z.array(z.object({ Name: z.string() })).default([]) }),
  ),
});
const dmsOptions = z.object({
  OrderableReplicationInstances: z.array(
    z.object({
      ReplicationInstanceClass: z.string(),
      AvailabilityZones: z.array(z.string()).default([]),
    }),
  ),
});

const instanceOfferings = z.object({
  InstanceTypeOfferings: z.array(z.object({ Location: z.string() })).default([]),
});

/** Whether the region and the stack's zones offer the instance classes that the stack uses. */
export function offerInspections(subject: Subject): readonly Inspection[] {
  const { config } = subject;
  const auroraClass = config.database.instances?.class;
  const { host } = config.operations.access;
  const dmsClasses = new Set(
    [config.dms.replicationInstance, ...Object.values(config.dms.replicationInstances)].map(
      (instance) => instance.class,
    ),
  );
  return [
    ...(auroraClass === undefined ? [] : [auroraInspection(subject, auroraClass)]),
    ...[...dmsClasses].map((name) => dmsInspection(subject, name)),
    ...(host === undefined ? [] : [hostInspection(subject, host.instanceType)]),
  ];
}

function auroraInspection(subject: Subject, instanceClass: string): Inspection {
  const { aws, config } = subject;
  return {
    name: `instance class ${instanceClass}`,
    inspect: () =>
      unlessUnknown(async () => {
        const { OrderableDBInstanceOptions: options } = await aws.read(
          auroraOptions,
          ...([
            "rds",
            "describe-orderable-db-instance-options",
            "--engine",
            "aurora-mysql",
          ] as const),
          ...["--engine-version", config.database.engineVersion],
          ...["--db-instance-class", instanceClass],
        );
        const zones = options.flatMap(({ AvailabilityZones }) =>
          AvailabilityZones.map(({ Name }) => Name),
        );
        return judge(subject, instanceClass, zones, "database.instances.class");
      }),
  };
}

function dmsInspection(subject: Subject, instanceClass: string): Inspection {
  return {
    name: `instance class ${instanceClass}`,
    inspect: () =>
      unlessUnknown(async () => {
        const { OrderableReplicationInstances: options } = await subject.aws.read(
          dmsOptions,
          "dms",
          "describe-orderable-replication-instances",
        );
        const zones = options
          .filter((option) => option.ReplicationInstanceClass === instanceClass)
          .flatMap(({ AvailabilityZones }) => AvailabilityZones);
        return judge(subject, instanceClass, zones, "dms.replicationInstance.class");
      }),
  };
}

/** The host is in the first zone only. */
function hostInspection(subject: Subject, instanceType: string): Inspection {
  const { aws, config } = subject;
  return {
    name: `instance class ${instanceType}`,
    inspect: () =>
      unlessUnknown(async () => {
        const { InstanceTypeOfferings: offers } = await aws.read(
          instanceOfferings,
          ...(["ec2", "describe-instance-type-offerings"] as const),
          ...["--location-type", "availability-zone"],
          ...["--filters", `Name=instance-type,Values=${instanceType}`],
        );
        const zones = offers.map(({ Location }) => Location);
        const wanted = zonesOf(config.region, config.network).slice(0, 1);
        return judge(subject, instanceType, zones, "operations.access.host.instanceType", wanted);
      }),
  };
}

function judge(
  { aws, config }: Subject,
  instanceClass: string,
  offered: readonly string[],
  key: string,
  wanted = zonesOf(config.region, config.network),
): Finding {
  if (aws.isEmulator && offered.length === 0) return notInspected("the emulator has no offers");
  const missing = wanted.filter((zone) => !offered.includes(zone));
  return missing.length === 0
    ? fine(`every zone of the stack offers ${instanceClass}`)
    : fault(
        `${missing.join(", ")} ${missing.length === 1 ? "does" : "do"} not offer ${instanceClass}`,
        offered.length === 0
          ? `Set ${key} to a class that ${config.region} offers.`
          : `Set ${key} to another class, or network.availabilityZones to some of ${[...new Set(offered)].sort().join(", ")}.`,
      );
}

/** An emulator may lack the operation. */
async function unlessUnknown(ask: () => Promise<Finding>): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    if (
      error instanceof CommandError &&
      /not been implemented|InternalError|\(500\)/.test(error.message)
    ) {
      return notInspected("the emulator lacks the operation");
    }
    throw error;
  }
}
