import { runOptions } from "@landing-zone/cli/commands/run-options";
import { type Plan } from "@landing-zone/plan/plan";
import { type BenchContext, projectDirectory } from "../context";
import { forcedActivities, plannedActivities } from "../critical-path/activities";
import { type Activity, type Chain, longestChain } from "../critical-path/chain";
import { lookedUpOn, typicalSeconds } from "../critical-path/durations";
import { needlessWaits } from "../critical-path/needless-waits";
import { notSideBySide, timedDeployment } from "../critical-path/timed-deployment";
import { fixed, type Group, measured, ratio } from "../metric";

/** The slowest resources, which nothing in AWS puts in an order. */
const sideBySide = [
  "aws:rds/cluster:Cluster",
  "aws:dms/replicationInstance:ReplicationInstance",
  "aws:ec2/vpnConnection:VpnConnection",
  "aws:lb/loadBalancer:LoadBalancer",
];

/** From how many seconds on nothing may wait for a creation without need. */
const slowS = 60;

/**
 * How many times faster than in AWS the deployment is played. The engine's own half a second counts
 * as much more: as ten.
 */
const speed = 20;

/** How long a deployment takes, and how much of it AWS asks for. */
export async function deploymentGroup({ runs, onProgress }: BenchContext): Promise<Group> {
  const deployments = [];
  for (let round = 1; round <= runs; round++) {
    onProgress(`round ${round} of ${runs}: the prod stack, ${speed} times faster than in AWS`);
    deployments.push(await deployProd());
  }
  const [{ plan } = await deployProd()] = deployments;
  const { bound, metrics, remarks } = criticalPath(plan);
  const apart = deployments.map(({ creations }) => notSideBySide(creations, sideBySide).length);
  const ends = deployments.map(({ creations }) => Math.max(...creations.map(({ doneS }) => doneS)));
  return {
    title: "Deployment",
    explanation: `The longest chain of creations that wait for each other in the prod stack, with typical creation times (\`bench/critical-path/durations.ts\`, looked up on ${lookedUpOn}), against the longest chain that AWS forces on any program (\`bench/critical-path/forced-order.ts\`). Played is the program itself on the local engine, where each creation takes its typical time divided by ${speed}.`,
    metrics: [
      ...metrics,
      measured("played: everything is made after", ends, "s"),
      ratio(
        "played / forced",
        ends,
        ends.map(() => bound.seconds),
        1.02,
      ),
      measured("played: of Aurora, DMS, VPN, load balancer not side by side", apart, "", 0),
    ],
    remarks,
  };
}

/** The longest chains, by the graph alone. */
function criticalPath(plan: Plan): Pick<Group, "metrics" | "remarks"> & { bound: Chain } {
  const planned = plannedActivities(plan, typicalSeconds);
  const forced = forcedActivities(plan, typicalSeconds);
  const [chain, bound] = [longestChain(planned), longestChain(forced)];
  const waits = needlessWaits(plan, typicalSeconds, slowS);
  return {
    bound,
    metrics: [
      fixed("longest chain of the plan", chain.seconds, "s"),
      fixed("longest chain that AWS forces", bound.seconds, "s"),
      fixed("plan / forced", chain.seconds / bound.seconds, "×", 1.02),
      fixed(
        "the same with the least favourable of other times",
        leastFavourable(planned, forced),
        "×",
      ),
      fixed("slow creations that wait for a slow one without need", waits.length, "", 0),
    ],
    remarks: [
      `Longest chain of the plan: ${described(chain)}.`,
      `Longest chain that AWS forces: ${described(bound)}.`,
      ...waits.map(({ type, waitsFor }) => `Without need ${type} waits for ${waitsFor}.`),
    ],
  };
}

async function deployProd() {
  const options = { cwd: projectDirectory, stack: "prod", config: [], secret: [] };
  return timedDeployment({
    ...runOptions({ ...options, policyPack: false }, () => undefined),
    seconds: typicalSeconds,
    speed,
  });
}

/** The largest proportion of the two chains when the time of one type is half or twice the typical one. */
function leastFavourable(planned: readonly Activity[], forced: readonly Activity[]): number {
  const proportions = forced.flatMap(({ key: type }) =>
    [0.5, 2].map((factor) => {
      const changed = (activities: readonly Activity[]): Chain =>
        longestChain(
          activities.map((activity) =>
            typeOf(activity) === type
              ? { ...activity, seconds: activity.seconds * factor }
              : activity,
          ),
        );
      return changed(planned).seconds / changed(forced).seconds;
    }),
  );
  return Math.max(...proportions);
}

/** The key is a URN, or the type itself. */
function typeOf({ key }: Activity): string {
  return key.split("::").at(-2)?.split("$").at(-1) ?? key;
}

function described({ keys }: Chain): string {
  return keys.map(short).join(" → ");
}

/** `Vpc network-vpc` for a URN, `Vpc` for a type. */
function short(key: string): string {
  const [type = key, name = ""] = key.startsWith("urn:") ? key.split("::").slice(-2) : [key];
  return `${type.split(":").at(-1) ?? type} ${name}`.trimEnd();
}
