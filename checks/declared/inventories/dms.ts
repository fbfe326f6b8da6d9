import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type Answer, at, camelCased, type Mapping, pick, textAt } from "../values";
import { isOfEnvironment } from "./iam";
import { vpcIdOf } from "./network";

const instanceType = "aws:dms/replicationInstance:ReplicationInstance";
const subnetGroupType = "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup";
const endpointType = "aws:dms/endpoint:Endpoint";
const subscriptionType = "aws:dms/eventSubscription:EventSubscription";
const secretType = "aws:secretsmanager/secret:Secret";
const certificateType = "aws:dms/certificate:Certificate";

/** How to find the DMS objects of one kind in the account, and describe them. */
interface DmsKind {
  readonly kind: string;
  readonly type: string;
  /** Names of its identifier and of its ARN in AWS's answers. */
  readonly id: string;
  readonly arn: string;
  readonly values: (answer: Answer) => Readonly<Record<string, unknown>>;
  /**
   * Whether a thing that is neither declared nor named like the stack's belongs to one of the
   * stack's resources.
   */
  readonly isRelated?: (answer: Answer) => boolean;
}

/**
 * Things that the stack declares, others with a name of its environment, and those that belong to a
 * resource of the stack, each with its tags, which DMS shows in another command.
 */
export async function dmsThings(
  ask: Ask,
  found: readonly Answer[],
  { kind, type, id: name, arn, values, isRelated }: DmsKind,
): Promise<readonly Thing[]> {
  const declared = new Set(ask.declared.ids(type));
  const things = found.map(async (answer): Promise<readonly Thing[]> => {
    const id = textAt(answer, name);
    const isOwn = declared.has(id) || isRelated?.(answer) === true;
    if (!isOwn && !isOfEnvironment(ask.outputs.environment, id, {})) return [];
    const command = ["dms", "list-tags-for-resource", "--resource-arn"] as const;
    const tags = tagsAt(await ask.one(...command, textAt(answer, arn)), "TagList");
    if (!isOwn && !isOfEnvironment(ask.outputs.environment, id, tags)) return [];
    const label = `${kind} ${id}`;
    return [{ id, label, tags, values: { ...values(answer), tagsAll: declarable(tags) } }];
  });
  return (await Promise.all(things)).flat();
}

const instances: Inventory = {
  name: "the replication instances: class, storage, network, key and windows of each",
  types: [instanceType],
  hidden: {
    allowMajorVersionUpgrade: "it matters when the instance is changed only",
    applyImmediately: "it matters when the instance is changed only",
  },
  defaults: { networkType: "IPV4" },
  expected: (declared) =>
    declared.of(instanceType).map((it) => declaredThing("replication instance", it)),
  live: async (ask) => {
    const found = await ask.list("ReplicationInstances", "dms", "describe-replication-instances");
    const vpcId = vpcIdOf(ask.declared);
    return dmsThings(ask, found, {
      kind: "replication instance",
      type: instanceType,
      id: "ReplicationInstanceIdentifier",
      arn: "ReplicationInstanceArn",
      values: (it) => pick(it, instanceValues),
      isRelated: (it) => vpcId !== "" && textAt(it, "ReplicationSubnetGroup.VpcId") === vpcId,
    });
  },
};

const instanceValues: Mapping = {
  replicationInstanceId: "ReplicationInstanceIdentifier",
  allocatedStorage: "AllocatedStorage",
  autoMinorVersionUpgrade: "AutoMinorVersionUpgrade",
  availabilityZone: () => undefined,
  engineVersion: "EngineVersion",
  kmsKeyArn: "KmsKeyId",
  multiAz: "MultiAZ",
  networkType: (it) => at(it, "NetworkType") ?? "IPV4",
  preferredMaintenanceWindow: "PreferredMaintenanceWindow",
  publiclyAccessible: "PubliclyAccessible",
  replicationInstanceClass: "ReplicationInstanceClass",
  replicationSubnetGroupId: "ReplicationSubnetGroup.ReplicationSubnetGroupIdentifier",
  vpcSecurityGroupIds: "VpcSecurityGroups[].VpcSecurityGroupId",
};

const subnetGroups: Inventory = {
  name: "the subnet groups of DMS",
  types: [subnetGroupType],
  emulatorHides: { subnetIds: "the emulator does not keep the subnets of a group" },
  hidden: { tagsAll: "its ARN, which its tags are asked for by, is not shown" },
  expected: (declared) =>
    declared.of(subnetGroupType).map((it) => declaredThing("DMS subnet group", it)),
  live: async (ask) => {
    const command = ["dms", "describe-replication-subnet-groups"] as const;
    const found = await ask.list("ReplicationSubnetGroups", ...command);
    const declared = ask.declared.ids(subnetGroupType);
    return found.flatMap((it) => {
      const id = textAt(it, "ReplicationSubnetGroupIdentifier");
      if (!declared.includes(id)) return [];
      const values = pick(it, {
        replicationSubnetGroupId: "ReplicationSubnetGroupIdentifier",
        replicationSubnetGroupDescription: "ReplicationSubnetGroupDescription",
        subnetIds: "Subnets[].SubnetIdentifier",
      });
      return [{ id, label: `DMS subnet group ${id}`, values }];
    });
  },
};

/** Settings that AWS fills in when none is declared, and their values then. */
const settingsByDefault: Readonly<Record<string, unknown>> = {
  authenticationMethod: "password",
  cleanSourceMetadataOnMismatch: false,
  targetDbType: "specific-database",
};

/** Settings that the program states beside the others rather than among them. */
const settingsElsewhere = [
  "secretsManagerAccessRoleArn",
  "secretsManagerSecretId",
  "serverName",
  "port",
  "username",
  "databaseName",
];

/**
 * Settings of MySQL without those that other properties repeat, and with AWS's defaults for missing
 * ones.
 */
function mysqlSettings(settings: Answer): unknown {
  const entries = Object.entries(settings ?? {}).filter(
    ([name]) => !settingsElsewhere.includes(name),
  );
  return { ...settingsByDefault, ...Object.fromEntries(entries) };
}

const endpoints: Inventory = {
  name: "the DMS endpoints: engine, secret, role, TLS and settings of each",
  types: [endpointType],
  emulatorHides: {
    mysqlSettings: "the emulator keeps few of an endpoint's settings",
  },
  expected: (declared) =>
    declared.of(endpointType).map((it) =>
      declaredThing("DMS endpoint", it, {
        mysqlSettings: mysqlSettings(it.inputs["mysqlSettings"]),
      }),
    ),
  live: async (ask) => {
    const found = await ask.list("Endpoints", "dms", "describe-endpoints");
    const secrets = ask.declared.ids(secretType);
    return dmsThings(ask, found, {
      kind: "DMS endpoint",
      type: endpointType,
      id: "EndpointIdentifier",
      arn: "EndpointArn",
      values: endpointValues,
      isRelated: (it) => secrets.includes(textAt(it, "MySQLSettings.SecretsManagerSecretId")),
    });
  },
};

function endpointValues(endpoint: Answer): Record<string, unknown> {
  const settings = at(endpoint, "MySQLSettings");
  return {
    ...pick(endpoint, {
      endpointId: "EndpointIdentifier",
      certificateArn: "CertificateArn",
      engineName: "EngineName",
      extraConnectionAttributes: "ExtraConnectionAttributes",
      kmsKeyArn: "KmsKeyId",
      sslMode: "SslMode",
      databaseName: "DatabaseName",
      serverName: "ServerName",
      username: "Username",
    }),
    endpointType: textAt(endpoint, "EndpointType").toLowerCase(),
    secretsManagerAccessRoleArn: at(settings, "SecretsManagerAccessRoleArn"),
    secretsManagerArn: at(settings, "SecretsManagerSecretId"),
    mysqlSettings: mysqlSettings(camelCased(settings)),
  };
}

const subscriptions: Inventory = {
  name: "the event subscriptions of DMS to the topic",
  types: [subscriptionType],
  notInEmulator: "the emulator has no event subscriptions of DMS",
  hidden: { tagsAll: "AWS shows tags with another command for each; they grant no access" },
  expected: (declared) =>
    declared.of(subscriptionType).map((it) => declaredThing("DMS event subscription", it)),
  live: async (ask) => {
    const found = await ask.list("EventSubscriptionsList", "dms", "describe-event-subscriptions");
    const declared = ask.declared.ids(subscriptionType);
    const topics = ask.declared.ids("aws:sns/topic:Topic");
    return found.flatMap((it) => {
      const id = textAt(it, "CustSubscriptionId");
      if (!declared.includes(id) && !topics.includes(textAt(it, "SnsTopicArn"))) return [];
      const values = pick(it, {
        name: "CustSubscriptionId",
        snsTopicArn: "SnsTopicArn",
        sourceType: "SourceType",
        sourceIds: "SourceIdsList",
        eventCategories: "EventCategoriesList",
        enabled: "Enabled",
      });
      return [{ id, label: `DMS event subscription ${id}`, values }];
    });
  },
};

const certificates: Inventory = {
  name: "the certificates of the endpoints' authorities",
  types: [certificateType],
  notInEmulator: "the emulator cannot import DMS certificates",
  hidden: {
    certificatePem: "it is compared as the endpoint's certificate",
    certificateWallet: "it is compared as the endpoint's certificate",
    tagsAll: "AWS shows tags with another command for each; they grant no access",
  },
  expected: (declared) =>
    declared.of(certificateType).map((it) => declaredThing("DMS certificate", it)),
  live: async (ask) => {
    const found = await ask.list("Certificates", "dms", "describe-certificates");
    const declared = ask.declared.ids(certificateType);
    return found
      .map((it) => textAt(it, "CertificateIdentifier"))
      .filter((id) => declared.includes(id))
      .map((id) => ({ id, label: `DMS certificate ${id}`, values: { certificateId: id } }));
  },
};

export const dmsInventories = [instances, subnetGroups, endpoints, subscriptions, certificates];
