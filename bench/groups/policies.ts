import { join } from "node:path";
import { type AnalyzedResource } from "@landing-zone/engine/monitor/analyzer";
import { messageOf } from "@landing-zone/plan/errors";
import { type BenchContext, projectDirectory } from "../context";
import { judge, type Judgement, loadSeconds } from "../measure/policy-pack";
import { interleaved } from "../measure/rounds";
import { fixed, type Group, type Metric, measured, ratio } from "../metric";
import { analyzedPlans } from "../subjects/analyzed-plan";
import { installed } from "../subjects/installed";

const ownPack = join(projectDirectory, "policy-pack");
const emptyPack = join(__dirname, "../packs/empty");
const awsGuardSource = join(__dirname, "../packs/awsguard");

/** Sizes of plans, in resources. */
const sizes = { small: 200, medium: 1_000, large: 5_000 };

/** Measures the cost of the policy pack. */
export async function policiesGroup(context: BenchContext): Promise<Group> {
  const remarks: string[] = [];
  const awsGuard = await installed(awsGuardSource, context.onProgress).catch((error: unknown) => {
    const reason = messageOf(error).trim().split("\n").at(-1) ?? "";
    remarks.push(`AWSGuard could not be installed, and is not compared: ${reason}`);
    return undefined;
  });
  return {
    title: "Policy pack",
    explanation:
      "Loading is from the start of the pack's process until it serves, against a JavaScript pack without a policy. Judging is what the engine asks of a pack, over the Analyzer protocol, eight resources at a time: remediate and analyse each resource, then analyse the stack. The pack without a policy shows how much of that is the protocol and the SDK; the rest is what evaluating the rules takes, in proportion for 100 of them. Plans are those of the dev stack with as many migrations as it takes. AWSGuard is the public pack for AWS, with every rule on and judging the same plan.",
    metrics: [...(await loading(context, awsGuard)), ...(await judging(context, awsGuard))],
    remarks,
  };
}

async function loading(
  context: BenchContext,
  awsGuard: string | undefined,
): Promise<readonly Metric[]> {
  const { own, empty, other } = await interleaved(
    {
      own: () => loadSeconds(ownPack),
      empty: () => loadSeconds(emptyPack),
      other: () => (awsGuard === undefined ? Promise.resolve(0) : loadSeconds(awsGuard)),
    },
    named(context, "loading"),
  );
  return [
    measured("no policy: loading", empty, "s"),
    measured("own pack: loading", own, "s"),
    ratio("loading, own pack / no policy", own, empty, 1.3),
    ...(awsGuard === undefined ? [] : [measured("AWSGuard: loading", other, "s")]),
  ];
}

async function judging(
  context: BenchContext,
  awsGuard: string | undefined,
): Promise<readonly Metric[]> {
  context.onProgress(`planning ${Object.values(sizes).join(", ")} resources`);
  const [small = [], medium = [], large = []] = await analyzedPlans(Object.values(sizes));
  const by = (pack: string, plan: readonly AnalyzedResource[]) => () => judge(pack, plan);
  const judged = await interleaved(
    {
      small: by(ownPack, small),
      medium: by(ownPack, medium),
      large: by(ownPack, large),
      empty: by(emptyPack, small),
      other: awsGuard === undefined ? by(emptyPack, []) : by(awsGuard, small),
    },
    named(context, "judging"),
  );
  const perResource = ({ seconds, resources }: Judgement): number => (seconds * 1e3) / resources;
  const [first, last] = [judged.small.map(perResource), judged.large.map(perResource)];
  const empty = judged.empty.map(perResource);
  const evaluating = judged.small.map((own, round) => {
    const beyond = perResource(own) - perResource(judged.empty[round] ?? own);
    return (beyond / own.rules) * 100;
  });
  return [
    measured(`own pack: time per resource, of ${small.length}`, first, "ms"),
    measured(`no policy: time per resource, of ${small.length}`, empty, "ms"),
    measured(`100 rules: time per resource, of ${small.length}`, evaluating, "ms", 1),
    measured(
      `own pack: time per resource, of ${medium.length}`,
      judged.medium.map(perResource),
      "ms",
    ),
    measured(`own pack: time per resource, of ${large.length}`, last, "ms"),
    ratio(`time per resource, of ${large.length} / of ${small.length}`, last, first, 1.15),
    ...(awsGuard === undefined ? [] : perRule(judged.small, judged.other)),
  ];
}

/** The packs beside each other. A rule costs time also where it does not apply. */
function perRule(own: readonly Judgement[], other: readonly Judgement[]): readonly Metric[] {
  const microseconds = ({ seconds, resources, rules }: Judgement): number =>
    (seconds * 1e6) / resources / rules;
  const [ownTimes, otherTimes] = [own.map(microseconds), other.map(microseconds)];
  return [
    fixed("own pack: rules", own[0]?.rules ?? 0, ""),
    fixed("AWSGuard: rules", other[0]?.rules ?? 0, ""),
    measured("own pack: time per resource and rule", ownTimes, "µs"),
    measured("AWSGuard: time per resource and rule", otherTimes, "µs"),
    ratio("time per resource and rule, own pack / AWSGuard", ownTimes, otherTimes, 1),
  ];
}

/** The same context, whose progress names the current step. */
function named(context: BenchContext, what: string): BenchContext {
  return {
    ...context,
    onProgress: (message) => {
      context.onProgress(`${what}: ${message}`);
    },
  };
}
