import type { PlannedResource } from "@landing-zone/plan/plan";
import { typeLabel, type PlanGraph } from "@landing-zone/plan/plan-graph";
import { mapOf, numberOf, textOf } from "./values";

/** A credential and how it changes. */
export interface Secret {
  readonly name: string;
  readonly description: string;
  /** Such as `every 30 days`. */
  readonly interval: string;
  /** Strategy of the rotation, and who runs it. */
  readonly strategy: string;
  /** Name of the rotation function; undefined where AWS needs none of ours. */
  readonly rotationFunction: string | undefined;
  readonly key: string | undefined;
}

/** Every credential of a plan: those in Secrets Manager and those that a service keeps there. */
export function secretsOf(graph: PlanGraph): Secret[] {
  return [
    ...administratorSecrets(graph),
    ...graph.all("secret").map((secret) => secretOf(graph, secret)),
    ...existingSecrets(graph),
    ...presharedKeys(graph),
  ];
}

function secretOf(graph: PlanGraph, secret: PlannedResource): Secret {
  const [rotation] = graph.users(secret, "rotation", "secretId");
  const [lambda] = rotation
    ? graph.references(rotation, "rotationLambdaArn", "rotationFunction")
    : [];
  return {
    name: textOf(secret.inputs["name"]) ?? secret.name,
    description: textOf(secret.inputs["description"]) ?? "",
    interval: intervalOf(mapOf(rotation?.inputs["rotationRules"])),
    strategy: lambda ? strategyOf(lambda) : "no rotation",
    rotationFunction: lambda && (textOf(lambda.inputs["name"]) ?? lambda.name),
    key: keyName(graph, secret, "kmsKeyId"),
  };
}

/** Interval of a rotation rule, such as `every 30 days, within 2h`. */
function intervalOf(rules: Readonly<Record<string, unknown>>): string {
  const days = numberOf(rules["automaticallyAfterDays"]);
  const schedule = textOf(rules["scheduleExpression"]);
  const duration = textOf(rules["duration"]);
  const within = duration === undefined ? "" : `, within ${duration}`;
  if (schedule !== undefined) {
    const [, rate] = /^rate\((.+)\)$/.exec(schedule) ?? [];
    return `${rate === undefined ? schedule : `every ${rate}`}${within}`;
  }
  return days === undefined ? "never" : `every ${days} days${within}`;
}

/** The strategy of AWS's published rotation application, by its name. */
function strategyOf(application: PlannedResource): string {
  const name = textOf(application.inputs["applicationId"])?.split("/").at(-1) ?? "";
  if (name.endsWith("SingleUser")) return "single user: changes its own password";
  if (name.endsWith("MultiUser")) return "alternating users: a superuser changes the idle one";
  return name;
}

function administratorSecrets(graph: PlanGraph): Secret[] {
  return graph
    .all("cluster")
    .filter(({ inputs }) => inputs["manageMasterUserPassword"] === true)
    .map((cluster) => ({
      name: `${textOf(cluster.inputs["clusterIdentifier"]) ?? cluster.name} administrator`,
      description: `Aurora administrator ${textOf(cluster.inputs["masterUsername"]) ?? ""}`,
      interval: "every 7 days",
      strategy: "managed by RDS",
      rotationFunction: undefined,
      key: keyName(graph, cluster, "masterUserSecretKmsKeyId"),
    }));
}

/** Secrets that DMS reads but the stack does not make: their ARN is given. */
function existingSecrets(graph: PlanGraph): Secret[] {
  return graph.all("dmsEndpoint").flatMap(({ name, inputs }) => {
    const arn = textOf(inputs["secretsManagerArn"]);
    return arn === undefined
      ? []
      : {
          name: arn,
          description: `Read by the DMS endpoint ${textOf(inputs["endpointId"]) ?? name}`,
          interval: "not by this stack",
          strategy: "existing secret, given by ARN",
          rotationFunction: undefined,
          key: undefined,
        };
  });
}

function presharedKeys(graph: PlanGraph): Secret[] {
  return graph
    .all("vpnConnection")
    .filter(({ inputs }) => inputs["presharedKeyStorage"] === "SecretsManager")
    .map(({ name }) => ({
      name: `${name} pre-shared keys`,
      description: "Keys of the two VPN tunnels, made by AWS and kept in Secrets Manager",
      interval: "never",
      strategy: "on demand: replacing a tunnel's key interrupts the tunnel",
      rotationFunction: undefined,
      key: undefined,
    }));
}

/** A customer-managed KMS key. */
export interface Key {
  readonly name: string;
  readonly description: string;
  /** Days after which KMS makes new key material; undefined without rotation. */
  readonly rotationDays: number | undefined;
  /** Number of resources that name the key, by type. */
  readonly uses: readonly (readonly [kind: string, count: number])[];
}

/** The KMS keys of a plan. */
export function keysOf(graph: PlanGraph): Key[] {
  return graph.all("key").map((key) => ({
    name: aliasOf(graph, key),
    description: textOf(key.inputs["description"]) ?? "",
    rotationDays:
      key.inputs["enableKeyRotation"] === true
        ? (numberOf(key.inputs["rotationPeriodInDays"]) ?? 365)
        : undefined,
    uses: usesOf(graph, key),
  }));
}

function aliasOf(graph: PlanGraph, key: PlannedResource): string {
  const [alias] = graph.users(key, "alias", "targetKeyId");
  return textOf(alias?.inputs["name"]) ?? key.name;
}

/** The name of the key that a property names; undefined for AWS's own. */
export function keyName(
  graph: PlanGraph,
  resource: PlannedResource,
  property: string,
): string | undefined {
  const [key] = graph.references(resource, property, "key");
  return key && aliasOf(graph, key);
}

const keyProperty = /kms/i;

function usesOf(graph: PlanGraph, key: PlannedResource): [string, number][] {
  const counts = new Map<string, number>();
  for (const resource of graph.dependents(key)) {
    const encrypts = Object.entries(resource.propertyDependencies).some(
      ([property, urns]) => keyProperty.test(property) && urns.includes(key.urn),
    );
    if (encrypts) {
      const kind = typeLabel(resource.type);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return [...counts];
}
