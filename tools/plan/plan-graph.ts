import type { Plan, PlannedResource } from "./plan";

/** Resource types that the report reads, by a short name. */
export const types = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  alias: "aws:kms/alias:Alias",
  backupPlan: "aws:backup/plan:Plan",
  backupVault: "aws:backup/vault:Vault",
  backupVaultLock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  bucket: "aws:s3/bucket:Bucket",
  bucketEncryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  certificate: "aws:acm/certificate:Certificate",
  cluster: "aws:rds/cluster:Cluster",
  clusterInstance: "aws:rds/clusterInstance:ClusterInstance",
  customerGateway: "aws:ec2/customerGateway:CustomerGateway",
  defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  dmsEndpoint: "aws:dms/endpoint:Endpoint",
  dmsConfig: "aws:dms/replicationConfig:ReplicationConfig",
  dmsInstance: "aws:dms/replicationInstance:ReplicationInstance",
  dmsTask: "aws:dms/replicationTask:ReplicationTask",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  flowLog: "aws:ec2/flowLog:FlowLog",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  instance: "aws:ec2/instance:Instance",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  key: "aws:kms/key:Key",
  listener: "aws:lb/listener:Listener",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  natGateway: "aws:ec2/natGateway:NatGateway",
  record: "aws:route53/record:Record",
  resolverEndpoint: "aws:route53/resolverEndpoint:ResolverEndpoint",
  resolverRule: "aws:route53/resolverRule:ResolverRule",
  rotation: "aws:secretsmanager/secretRotation:SecretRotation",
  rotationFunction: "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
  scalingTarget: "aws:appautoscaling/target:Target",
  secret: "aws:secretsmanager/secret:Secret",
  secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  subnet: "aws:ec2/subnet:Subnet",
  target: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
  transitGatewayAttachment: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  vpc: "aws:ec2/vpc:Vpc",
  vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  vpnConnection: "aws:ec2/vpnConnection:VpnConnection",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  webAclLogging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
} as const;

/** One of {@link types}, by its short name. */
export type TypeName = keyof typeof types;

/** A type as a program writes it: `rds.Cluster` for `aws:rds/cluster:Cluster`. */
export function typeLabel(type: string): string {
  const [, module = "", name = type] = type.split(":");
  const [namespace = module] = module.split("/");
  return namespace === "index" || namespace === "" ? name : `${namespace}.${name}`;
}

/**
 * The resources of a plan and how they refer to each other. References come from property
 * dependencies: at a preview the ids themselves are unknown.
 */
export class PlanGraph {
  readonly #byUrn: ReadonlyMap<string, PlannedResource>;
  readonly #byType: ReadonlyMap<string, readonly PlannedResource[]>;
  readonly #byParent: ReadonlyMap<string, readonly PlannedResource[]>;
  readonly #dependents: ReadonlyMap<string, readonly PlannedResource[]>;

  constructor(readonly plan: Plan) {
    const { resources } = plan;
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.#byType = grouped(resources, ({ type }) => [type]);
    this.#byParent = grouped(resources, ({ parent }) => (parent === undefined ? [] : [parent]));
    this.#dependents = grouped(resources, ({ dependencies }) => dependencies);
  }

  /** Every resource of a type, in the plan's order. */
  all(type: TypeName): readonly PlannedResource[] {
    return this.#byType.get(types[type]) ?? [];
  }

  /** The first resource of a type, where a landing zone has at most one. */
  one(type: TypeName): PlannedResource | undefined {
    return this.all(type)[0];
  }

  children(parent: PlannedResource): readonly PlannedResource[] {
    return this.#byParent.get(parent.urn) ?? [];
  }

  /** The resources whose parent is the stack itself. */
  roots(): readonly PlannedResource[] {
    return this.plan.resources.filter(({ parent }) => !parent || !this.#byUrn.has(parent));
  }

  /** The component that a resource belongs to, of those that the program itself makes. */
  root(resource: PlannedResource): PlannedResource {
    const parent = resource.parent === undefined ? undefined : this.#byUrn.get(resource.parent);
    return parent ? this.root(parent) : resource;
  }

  /** A resource's name without that of its {@link root}: `source-orders` for `dms-source-orders`. */
  shortName(resource: PlannedResource): string {
    const prefix = `${this.root(resource).name}-`;
    return resource.name.startsWith(prefix) ? resource.name.slice(prefix.length) : resource.name;
  }

  /**
   * The resources of a type that a property refers to. A secret is also found through its version,
   * which readers of the secret's first value refer to.
   */
  references(from: PlannedResource, property: string, type: TypeName): PlannedResource[] {
    return this.#reached(from, property).filter((found) => found.type === types[type]);
  }

  /** The resources of a type of which a property refers to this one. */
  users(to: PlannedResource, type: TypeName, property: string): PlannedResource[] {
    return this.all(type).filter((user) => this.#reached(user, property).includes(to));
  }

  /** The resources that wait for this one, by a property or by `dependsOn`. */
  dependents(to: PlannedResource): readonly PlannedResource[] {
    return this.#dependents.get(to.urn) ?? [];
  }

  #reached(from: PlannedResource, property: string): PlannedResource[] {
    const direct = this.#resolve(from.propertyDependencies[property] ?? []);
    const beyond = direct
      .filter(({ type }) => type === types.secretVersion)
      .flatMap((version) => this.#resolve(version.propertyDependencies["secretId"] ?? []));
    return [...new Set([...direct, ...beyond])];
  }

  #resolve(urns: readonly string[]): PlannedResource[] {
    return urns.map((urn) => this.#byUrn.get(urn)).filter((found) => found !== undefined);
  }
}

function grouped(
  resources: readonly PlannedResource[],
  keysOf: (resource: PlannedResource) => readonly string[],
): Map<string, PlannedResource[]> {
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    for (const key of keysOf(resource)) {
      const group = groups.get(key);
      if (group) {
        group.push(resource);
      } else {
        groups.set(key, [resource]);
      }
    }
  }
  return groups;
}
