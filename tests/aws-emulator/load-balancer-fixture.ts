import type { PropertyMap } from "@landing-zone/plan/values";
import type { Made } from "./provider-client";
import { network, type Setup } from "./setup";

/** The inputs of a load balancer in a network of its own. */
export async function loadBalancerInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const { subnets, group } = await network(setup);
  const logs = { bucket: "logs-of-the-load-balancer", prefix: "access", enabled: true };
  return {
    name,
    subnets: subnets.map(({ id }) => id),
    securityGroups: [group.id],
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
    accessLogs: logs,
    healthCheckLogs: logs,
    tags: { Name: "a" },
  };
}

/** A load balancer, and the bucket of its logs. */
export async function loadBalancer(setup: Setup, name: string): Promise<Made> {
  await bucket(setup, "logs-of-the-load-balancer");
  const inputs = await loadBalancerInputs(setup, name);
  return setup.client.create("aws:lb/loadBalancer:LoadBalancer", name, inputs);
}

/** A bucket. */
export function bucket({ client }: Setup, name: string): Promise<Made> {
  return client.create("aws:s3/bucket:Bucket", name, { bucket: name });
}

/** A target group of IP addresses. */
export async function targetGroup(setup: Setup, name: string): Promise<Made> {
  const { vpc } = await network(setup);
  const inputs = { name, vpcId: vpc.id, port: 8443, protocol: "HTTPS", targetType: "ip" };
  return setup.client.create("aws:lb/targetGroup:TargetGroup", name, inputs);
}
