import type {
  Action,
  Listener,
  Rule,
  RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { z } from "zod";
import type { Json } from "../../../lib/canonical-json";
import { type Side, splitTraffic } from "../../../lib/traffic";
import type { Context } from "../../context";
import { OperationError } from "../../errors";
import type { Proof, Step } from "../../journal/steps";

type Edge = Pick<Context, "aws" | "outputs" | "config">;

/** How long AWS may take to show a change of a rule, in seconds. */
const limitSeconds = 60;

/** The condition that every request meets. */
const everything: RuleCondition = { Field: "path-pattern", PathPatternConfig: { Values: ["*"] } };

/** Answers every request with 503, by the rule that the phase has put in place for it. */
export function closeDoor(edge: Edge): Step {
  return {
    name: "door",
    announcement: "answer every request with 503 at the load balancer",
    limitSeconds,
    before: async () => ({ conditions: plain((await maintenanceRule(edge)).Conditions ?? []) }),
    act: () => setConditions(edge, [everything]),
    proof: async (): Promise<Proof> =>
      isClosed(await maintenanceRule(edge))
        ? { proven: true, detail: { answer: "503" } }
        : { proven: false, why: "it still lets requests through" },
    undo: {
      announcement: "let requests through again",
      act: (before) => setConditions(edge, conditionsOf(before)),
    },
  };
}

const doorBefore = z.object({ conditions: z.array(z.looseObject({})) });

/** The conditions of the maintenance rule while it answers nobody, according to the journal. */
export function conditionsOf(before: unknown): readonly RuleCondition[] {
  return doorBefore.parse(before).conditions;
}

const isClosed = ({ Conditions = [] }: Rule): boolean =>
  Conditions.some(({ Field, Values = [], PathPatternConfig }) => {
    const patterns = PathPatternConfig?.Values ?? Values;
    return Field === "path-pattern" && patterns.includes("*");
  });

/** Whether the load balancer answers every request itself. */
export async function isDoorClosed(edge: Edge): Promise<boolean> {
  return isClosed(await maintenanceRule(edge));
}

/**
 * Sends all requests to one side, and lets them through.
 *
 * @param conditions Those of the maintenance rule while it answers nobody.
 */
export async function openDoor(
  edge: Edge,
  side: Side,
  conditions: readonly RuleCondition[],
): Promise<void> {
  await setWeights(edge, side);
  await setConditions(edge, conditions);
}

/** Whether all requests go to one side. */
export async function doorProof(edge: Edge, side: Side): Promise<Proof> {
  if (isClosed(await maintenanceRule(edge))) {
    return { proven: false, why: "the load balancer still answers 503" };
  }
  const percent = await percentTo(edge, side);
  return percent === 100
    ? { proven: true, detail: { traffic: side, percent } }
    : { proven: false, why: `${percent} % of the requests go there` };
}

/** Requests of each hundred that go to a side; all where the load balancer knows no other. */
export async function percentTo(edge: Edge, side: Side): Promise<number> {
  const groups = groupsOf(edge);
  if (groups === undefined) return 100;
  const [action] = (await httpsListener(edge)).DefaultActions ?? [];
  const targets = action?.ForwardConfig?.TargetGroups ?? [];
  const weightOf = (arn: string) =>
    targets.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight ?? 0;
  const sum = weightOf(groups.cloud) + weightOf(groups.onPremises);
  return sum === 0 ? 0 : (100 * weightOf(groups[side])) / sum;
}

/** The target groups of both sides; undefined where the load balancer leads to the cloud alone. */
export function groupsOf({
  outputs,
}: Pick<Edge, "outputs">): Readonly<Record<Side, string>> | undefined {
  const { targetGroupArn: cloud, onPremisesTargetGroupArn: onPremises } = outputs;
  return onPremises === undefined ? undefined : { cloud, onPremises };
}

/** As the phase that comes next declares it. */
async function setWeights(edge: Edge, side: Side): Promise<void> {
  const groups = groupsOf(edge);
  if (groups === undefined) return;
  const { balancing, onPremises } = edge.config.edge;
  const { weights, stickiness } = splitTraffic(
    side === "cloud" ? 0 : 100,
    onPremises?.stickinessSeconds ?? 0,
    balancing.stickinessSeconds > 0,
  );
  const action: Action = {
    Type: "forward",
    ForwardConfig: {
      TargetGroups: (["cloud", "onPremises"] as const).map((it) => ({
        TargetGroupArn: groups[it],
        Weight: weights[it],
      })),
      TargetGroupStickinessConfig: {
        Enabled: stickiness.enabled,
        DurationSeconds: stickiness.duration,
      },
    },
  };
  const { ListenerArn } = await httpsListener(edge);
  await edge.aws.loadBalancing.modifyListener({ ListenerArn, DefaultActions: [action] });
}

async function httpsListener({ aws, outputs }: Edge): Promise<Listener> {
  const arn = inPlace(outputs.httpsListenerArn);
  const { Listeners = [] } = await aws.loadBalancing.describeListeners({ ListenerArns: [arn] });
  return inPlace(Listeners[0]);
}

async function maintenanceRule({ aws, outputs }: Edge): Promise<Rule> {
  const arn = inPlace(outputs.maintenanceRuleArn);
  const { Rules = [] } = await aws.loadBalancing.describeRules({ RuleArns: [arn] });
  return inPlace(Rules[0]);
}

function inPlace<T>(found: T | undefined): T {
  if (found !== undefined) return found;
  throw new OperationError(
    "The load balancer has no rule for its maintenance answer: deploy the phase cutover first.",
  );
}

async function setConditions(
  { aws, outputs }: Edge,
  conditions: readonly RuleCondition[],
): Promise<void> {
  const RuleArn = inPlace(outputs.maintenanceRuleArn);
  await aws.loadBalancing.modifyRule({ RuleArn, Conditions: [...conditions] });
}

/**
 * Without the properties that the SDK leaves undefined, and without the older form of the same
 * values beside the newer.
 */
function plain(conditions: readonly RuleCondition[]): Json {
  const newer = conditions.map(({ Values, ...condition }) =>
    Object.keys(condition).some((name) => name.endsWith("Config"))
      ? condition
      : { ...condition, Values },
  );
  return JSON.parse(JSON.stringify(newer)) as Json;
}
