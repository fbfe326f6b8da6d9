import { type Resource } from "./graph";
import { statements, type Statement } from "./iam/statements";
import { records } from "./props";
import { types } from "./tokens";
import { isGiven, type Props } from "./unknowns";

/** The types that carry the permissions of principals. */
export const permissionTypes: readonly string[] = [
  ...types.iamPolicy,
  ...types.rolePolicy,
  ...types.role,
];

/**
 * The permission documents of a policy, an inline policy or a role, each as a thunk so that an
 * unknown one does not hide the others. A document that is not JSON has no statements.
 */
export function policyDocuments({ type, props }: Pick<Resource, "type" | "props">) {
  const holders: readonly Props[] = types.role.includes(type)
    ? records(props, "inlinePolicies")
    : [props];
  return holders
    .filter((holder) => isGiven(holder, "policy"))
    .map((holder) => (): readonly Statement[] => statements(holder, "policy") ?? []);
}
