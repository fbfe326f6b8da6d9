import { type Graph, type Node } from "../../lib/graph";
import { toggle } from "../../lib/options";
import { knownTexts, text, texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isUnknown, isGiven } from "../../lib/unknowns";

/** The names that DMS looks for, and the managed policy that each role needs. */
const serviceRoles = {
  "dms-vpc-role": "AmazonDMSVPCManagementRole",
  "dms-cloudwatch-logs-role": "AmazonDMSCloudWatchLogsRole",
};

export const dmsServiceRoles = defineRule({
  name: "dms-service-roles",
  title: "DMS has its service roles",
  description:
    "A stack with replication must create the roles that DMS finds by name, with their policies, before the replication.",
  severity: "high",
  level: "mandatory",
  remediation:
    "Create dms-vpc-role and dms-cloudwatch-logs-role with their managed policies, and let instances and subnet groups depend on the attachments. If the account has the roles already, set `external` or pass their ARNs to a component of the stack.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/security-iam.html",
  options: {
    external: toggle("Whether the account has the roles already, made elsewhere.", false),
  },
  types: [...types.dmsInstance, ...types.dmsSubnets],
  *companions(node, graph, { external }) {
    const attachments = graph.derive(serviceAttachments);
    const awaited = graph.awaited(node);
    const isOrdered = attachments.every(({ urn }) => awaited.has(urn));
    if (!external && attachments.length > 0 && !isOrdered) {
      yield "it does not depend on the attachments of the service roles, so Pulumi may create it before them";
    }
  },
  *stack(graph, { external }) {
    const replicates = graph.all([
      ...types.dmsInstance,
      ...types.dmsServerless,
      ...types.dmsSubnets,
    ]);
    const owned = serviceRolesIn(graph);
    if (external || replicates.length === 0) {
      return;
    }
    if (owned.length === 0) {
      if (namesEveryRole(graph)) return;
      yield {
        message:
          "the stack creates no service roles and names none; set `external` if the account has them",
        level: "advisory",
      };
      return;
    }
    for (const [name, policy] of Object.entries(serviceRoles)) {
      const role = owned.find(({ props }) => text(props, "name") === name);
      if (!role) {
        yield { message: `the role ${name} is missing` };
      } else if (!attachmentsOf(role, graph).some((holder) => attaches(holder, policy))) {
        yield { message: `the role has no attachment of ${policy}`, resource: role };
      }
    }
  },
});

/** Whether components of the stack are given the ARNs of roles that the account has. */
function namesEveryRole({ resources }: Graph): boolean {
  const named = resources
    .filter(({ type }) => !type.startsWith("aws:"))
    .flatMap(({ inputs = {} }) => Object.keys(inputs).flatMap((key) => knownTexts(inputs, key)));
  return Object.keys(serviceRoles).every((role) =>
    named.some((text) => /^arn:[^:]*:iam::\d{12}:role\//.test(text) && text.endsWith(`/${role}`)),
  );
}

function serviceRolesIn(graph: Graph): Node[] {
  return graph
    .all(types.role)
    .filter(({ props }) => !isUnknown(props, "name"))
    .filter(({ props }) => Object.keys(serviceRoles).includes(text(props, "name") ?? ""));
}

/** The attachments of managed policies to a role, or the role itself. */
function attachmentsOf(role: Node, graph: Graph): Node[] {
  const own = isGiven(role.props, "managedPolicyArns") ? [role] : [];
  return [...own, ...graph.companions(role, "role", types.roleAttachment)];
}

function attaches({ props }: Node, policy: string): boolean {
  const arns = [text(props, "policyArn") ?? "", ...texts(props, "managedPolicyArns")];
  return arns.some((arn) => arn.endsWith(`/${policy}`));
}

function serviceAttachments(graph: Graph): Node[] {
  return serviceRolesIn(graph).flatMap((role) => attachmentsOf(role, graph));
}
