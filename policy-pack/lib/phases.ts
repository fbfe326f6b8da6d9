import { type Graph, type Node } from "./graph";
import { record, text } from "./props";
import { types } from "./tokens";
import { isUnknown } from "./unknowns";

/** The tag of a DMS task that has the phase of its migration. A task without it is always meant. */
const phaseTag = "Phase";

/** The phases in which a task to Aurora follows changes; in the last one, a task of changes alone. */
const forwardPhases: readonly string[] = ["replicate", "cutover", "returned"];

/** The phase in which the task of a way back follows changes. */
const backPhase = "live";

/** Phases in which tasks rely on the passwords that they found when they started. */
const heldPhases: readonly string[] = ["load", "replicate", "cutover", "live", "returned"];

/** All phases that the tag may name: any other text is no phase. */
const phases: readonly string[] = ["prepare", ...heldPhases, "closed"];

/** Whether a task is there to follow changes now, as far as its tag has a phase. */
export function followsChanges(task: Node, graph: Graph): boolean {
  const phase = phaseOf(task);
  if (phase === undefined) return true;
  const targets = graph.refersTo(task, "targetEndpointArn", types.dmsEndpoint).nodes;
  if (targets.some(isOfWayBack)) return phase === backPhase;
  if (phase === "returned") return text(task.props, "migrationType") === "cdc";
  return forwardPhases.includes(phase);
}

/** Whether an endpoint reads Aurora or writes to another server, the way that a migration comes back. */
export function isOfWayBack({ props }: Node): boolean {
  const isAurora = (text(props, "engineName") ?? "").startsWith("aurora");
  return (text(props, "endpointType") === "source") === isAurora;
}

/** The endpoints that read a secret. */
export function readersOf(secret: Node, graph: Graph): Node[] {
  const via = [...types.secretVersion, ...types.secretRotation];
  return graph.companions(secret, "secretsManagerArn", types.dmsEndpoint, via);
}

/** Whether a task logs in with a secret in a phase in which its password must not change. */
export function isHeld(secret: Node, graph: Graph): boolean {
  const replications = [...types.dmsTask, ...types.dmsServerless];
  const users = readersOf(secret, graph).flatMap((endpoint) =>
    ["sourceEndpointArn", "targetEndpointArn"].flatMap((key) =>
      graph.companions(endpoint, key, replications),
    ),
  );
  return users.some((task) => heldPhases.includes(phaseOf(task) ?? ""));
}

function phaseOf({ props }: Node): string | undefined {
  if (isUnknown(props, "tags")) return undefined;
  const tags = record(props, "tags");
  const phase = isUnknown(tags, phaseTag) ? undefined : text(tags, phaseTag);
  return phase !== undefined && phases.includes(phase) ? phase : undefined;
}
