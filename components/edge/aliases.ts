import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { isWildcard } from "../../lib/domain-names";
import type { Domain } from "./certificate";
import type { LoadBalancer } from "./load-balancer";

/** The DNS records by which clients find the load balancer. */
export function createAliases(
  name: string,
  { domainName, alternativeNames, hostedZoneId }: Domain,
  loadBalancer: LoadBalancer,
  opts: pulumi.CustomResourceOptions,
): void {
  const target = { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId };
  const aliases = [{ ...target, evaluateTargetHealth: true }];
  // A wildcard record would answer for every name that the zone does not hold.
  const named = alternativeNames.filter((alternative) => !isWildcard(alternative));
  for (const alias of [domainName, ...named]) {
    new route53.Record(
      alias === domainName ? name : `${name}-${alias}`,
      { zoneId: hostedZoneId, name: alias, type: "A", aliases },
      opts,
    );
  }
}
