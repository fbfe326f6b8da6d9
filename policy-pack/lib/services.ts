import { type Rule } from "./rule";

/** The service of modules that have another name; a service has its module's name otherwise. */
const services: Readonly<Record<string, string>> = {
  alb: "elb",
  applicationloadbalancing: "elb",
  ec2transitgateway: "ec2",
  elasticloadbalancingv2: "elb",
  lb: "elb",
  s3control: "s3",
  vpc: "ec2",
  waf: "wafv2",
  wafregional: "wafv2",
};

/** The AWS services of the resources that a rule is about, such as `rds`; `stack` where it is the stack. */
export function servicesOf({ types }: Pick<Rule, "types">): string[] {
  const modules = types.map((type) => /^aws:(\w+)\//.exec(type)?.[1] ?? type.split(":")[0] ?? "");
  const named = modules.map((module) => services[module] ?? module);
  return named.length === 0 ? ["stack"] : [...new Set(named)];
}
