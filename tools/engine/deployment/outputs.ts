import { isStackType } from "@landing-zone/plan/urn";
import { displayable, type PropertyMap } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { type StackState } from "./state";

/**
 * The outputs of a deployed stack, as people may see them.
 * @throws DeploymentError when nothing is deployed.
 */
export function deployedOutputs({ stack, resources }: StackState): PropertyMap {
  const root = resources.find(({ type }) => isStackType(type));
  if (root === undefined) {
    throw new DeploymentError(
      `Nothing of the stack "${stack}" is deployed on this machine: run npm run local -- up --stack ${stack}.`,
    );
  }
  return displayable(root.outputs) as PropertyMap;
}
