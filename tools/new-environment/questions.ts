import { overlapCidr } from "cidr-tools";
import { type Document } from "yaml";
import { type Home, homeOf, isBound, isOfHome, isPlaceholder, textsOf } from "./bound";
import { freeNetwork } from "./free-network";
import { type StackFiles } from "./stack-files";

/** A value that differs from one environment to the next. */
export interface Question {
  /** Name of the command line option that answers it. */
  readonly option: string;
  readonly text: string;
  /** Place of the answer in the stack's file, below `config`. */
  readonly path: readonly string[];
}

/** A question and its value in the stack's file; empty to leave out the model's value. */
export type Answer = readonly [Question, string];

const project = "migration-landing-zone";
const inProject = (...path: string[]) => [`${project}:${path[0] ?? ""}`, ...path.slice(1)];

/** A path of a stack's file as faults name it: without the project, positions in brackets. */
export function configurationPath(path: readonly string[]): string {
  return path
    .map((key, index) => {
      const name = key.replace(`${project}:`, "");
      if (/^\d+$/.test(name)) return `[${name}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}

/**
 * The questions for a stack that is modelled on another: values that always differ, and values in
 * the model that exist in one account and region only.
 */
export function questionsFor(model: Document): readonly Question[] {
  const has = (path: readonly string[]) => model.hasIn(["config", ...path]);
  const own = ownQuestions(model).filter(({ option, path }) => option === "account" || has(path));
  const asked = new Set(own.map(({ path }) => path.join("\n")));
  const bound = textsOf(model, isBound)
    .filter(({ path }) => !asked.has(path.join("\n")))
    .map(({ path }) => ({
      option: configurationPath(path),
      text: `${configurationPath(path)} (empty: left out)`,
      path,
    }));
  return [...own, ...bound];
}

function ownQuestions(model: Document): readonly Question[] {
  const { config } = model.toJS() as {
    config: Record<string, { sources?: Record<string, unknown> } | undefined>;
  };
  const sources = Object.keys(config[`${project}:dms`]?.sources ?? {});
  const gateway = (index: number) => inProject("network", "onPremises", "gateways", String(index));
  return [
    {
      option: "account",
      text: "AWS account id (empty: the account of the credentials)",
      path: inProject("accountId"),
    },
    { option: "region", text: "AWS region", path: ["aws:region"] },
    { option: "cidr", text: "IPv4 range of the VPC", path: inProject("network", "cidr") },
    ...["gateway", "gateway-2"].map((option, index) => ({
      option,
      text: "Public address of the data centre's VPN device",
      path: [...gateway(index), "ipAddress"],
    })),
    ...sources.map((name) => ({
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
  ];
}

/** The account and the region that have been answered so far. */
export function homeIn(answers: readonly Answer[]): Home {
  const answer = (name: string) => answers.find(([{ option }]) => option === name)?.[1] ?? "";
  return { account: answer("account"), region: answer("region") };
}

/**
 * The default answer: the model's value, unless that is an example or exists elsewhere only, and a
 * range that no other stack has. Empty where there is none.
 */
export function defaultAnswer(
  { option, path }: Question,
  model: Document,
  stacks: StackFiles,
  answers: readonly Answer[],
): string {
  const value = model.getIn(["config", ...path]);
  const text = typeof value === "string" ? value : "";
  if (option === "cidr") return freeNetwork(text, stacks.networks());
  if (isPlaceholder(text)) return "";
  return isBound(text) && !isOfHome(text, homeOf(model), homeIn(answers)) ? "" : text;
}

/** Problems of an answer besides its form: a range that another stack has. */
export function clashOf({ option }: Question, answer: string, stacks: StackFiles): string[] {
  if (option !== "cidr" || !/^[\d.]+\/\d+$/.test(answer)) return [];
  const taken = stacks.networks().filter((range) => overlapCidr(range, answer));
  return taken.length === 0
    ? []
    : [`network.cidr: ${answer} overlaps ${taken.join(", ")} of other stacks; a free range`];
}
