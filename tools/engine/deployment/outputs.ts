import { isStackType } from "@landing-zone/plan/urn";
import { displayable, type PropertyMap } from "@landing-zone/plan/values";
import { DeploymentError } from "@landing-zone/plan/errors";
import { withoutSchemaDefaults } from "../preview-providers/aws-defaults";
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

/**
 * Everything that is deployed, in the form of `pulumi stack export`, as people may see it. Values that
 * the provider filled in are left out; in a real export they are listed in `__defaults`.
 */
export function stackExport({ resources }: StackState): object {
  const shown = resources.map(({ inputs, outputs, pendingDeletion, ...resource }) => ({
    ...resource,
    delete: pendingDeletion,
    inputs: displayable(withoutSchemaDefaults(resource.type, inputs)),
    outputs: displayable(outputs),
  }));
  return { version: 3, deployment: { resources: shown } };
}
