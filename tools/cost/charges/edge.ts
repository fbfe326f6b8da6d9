import { types } from "@landing-zone/plan/plan-graph";
import { allMonth, hoursPerMonth, type Charger } from "../charge";
import { lengthIn } from "../inputs";

/** A load balancer that the internet reaches has a public address in each zone. */
const loadBalancer: Charger = ({ inputs }, { assumptions, zones }) => {
  const count = lengthIn(inputs, "subnets") ?? zones;
  return [
    allMonth("load balancer", "loadBalancer.hour"),
    {
      item: `${assumptions.loadBalancerCapacityUnits} LCU of the load balancer`,
      price: "loadBalancer.capacityUnit",
      quantity: assumptions.loadBalancerCapacityUnits * hoursPerMonth,
      assumption: "loadBalancerCapacityUnits",
    },
    ...(inputs["internal"] === true
      ? []
      : [allMonth(`${count} public IPv4 addresses`, "publicIpv4.hour", count)]),
  ];
};

/** A group of managed rules counts as one rule. */
const webAcl: Charger = ({ inputs }, { assumptions }) => {
  const rules = lengthIn(inputs, "rules") ?? 0;
  return [
    { item: "WAF web ACL", price: "waf.acl", quantity: 1 },
    { item: `${rules} WAF rules`, price: "waf.rule", quantity: rules },
    {
      item: "requests that WAF inspects",
      price: "waf.requests",
      quantity: assumptions.requestsMillions,
      assumption: "requestsMillions",
    },
  ];
};

/** The charges for the load balancer and the firewall before it. */
export const edgeCharges: Readonly<Record<string, Charger>> = {
  [types.loadBalancer]: loadBalancer,
  [types.webAcl]: webAcl,
};
