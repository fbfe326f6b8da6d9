import { type Document } from "yaml";
import { freeNetwork } from "./free-network";
import { type StackFiles } from "./stack-files";

/** A value that differs from one environment to the next. */
export interface Question {
  /** Name of the command line option that answers it. */
  readonly option: string;
  readonly text: string;
  /** Where the answer goes in the stack's file, below `config`. */
  readonly path: readonly string[];
}

const inProject = (...path: string[]) => [
  `migration-landing-zone:${path[0] ?? ""}`,
  ...path.slice(1),
];

/** What is asked for a stack that is made after the model of another. */
export function questionsFor(model: Document): readonly Question[] {
  const has = (path: readonly string[]) => model.hasIn(["config", ...path]);
  const sources = model.toJS() as {
    config: { "migration-landing-zone:dms"?: { sources?: Record<string, unknown> } };
  };
  const names = Object.keys(sources.config["migration-landing-zone:dms"]?.sources ?? {});
  return [
    { option: "account", text: "AWS account id", path: inProject("accountId") },
    { option: "region", text: "AWS region", path: ["aws:region"] },
    { option: "cidr", text: "IPv4 range of the VPC", path: inProject("network", "cidr") },
    {
      option: "gateway",
      text: "Public address of the data centre's VPN device",
      path: inProject("network", "onPremises", "gateways", "0", "ipAddress"),
    },
    ...names.map((name) => ({
      option: `host-${name}`,
      text: `Host name of the MySQL server ${name}`,
      path: inProject("dms", "sources", name, "host"),
    })),
    {
      option: "certificate",
      text: "ARN of the load balancer's certificate",
      path: inProject("edge", "certificateArn"),
    },
    {
      option: "domain",
      text: "Name of the load balancer in DNS",
      path: inProject("edge", "domainName"),
    },
  ].filter(({ option, path }) => option === "account" || has(path));
}

/** What is taken when nothing is said: the model's value, and a range that no other stack has. */
export function defaultAnswer(question: Question, model: Document, stacks: StackFiles): string {
  const value = model.getIn(["config", ...question.path]);
  const text = typeof value === "string" ? value : "";
  return question.option === "cidr" ? freeNetwork(text, stacks.networks()) : text;
}
