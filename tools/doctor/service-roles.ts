import { z } from "zod";
import { type AwsCli } from "../../checks/aws-cli";
import { CommandError } from "../../checks/command";
import { type Inspection, fault, fine, type Subject } from "./finding";

const names = ["dms-vpc-role", "dms-cloudwatch-logs-role"];
const role = z.object({
  Role: z.object({ Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) }),
});

/** Whether the account's DMS service roles are there, or are not, as the stack takes them. */
export function serviceRoleInspections({ aws, config }: Subject): readonly Inspection[] {
  const { serviceRoles } = config.dms;
  return names.map((name) => ({
    name: `role ${name}`,
    inspect: async () => {
      const owner = await ownerOf(aws, name);
      if (serviceRoles === "existing") {
        return owner === undefined
          ? fault(
              `${name} does not exist, and dms.serviceRoles is existing: DMS would answer that the role "is not configured properly"`,
              "Prepare the account with bootstrap/, or set dms.serviceRoles to create in one of its stacks.",
            )
          : fine(`${name} exists`);
      }
      return owner === undefined || owner === config.environment
        ? fine(owner === undefined ? `${name} will be created` : `${name} is this stack's`)
        : fault(
            `${name} exists already${owner === "" ? "" : ` (of ${owner})`}, and dms.serviceRoles is create: IAM would answer EntityAlreadyExists`,
            "Set dms.serviceRoles to existing: the account needs the role once.",
          );
    },
  }));
}

/**
 * The environment that created a role: empty if it is not tagged, undefined if the role does not
 * exist.
 */
async function ownerOf(aws: AwsCli, name: string): Promise<string | undefined> {
  try {
    const { Role } = await aws.read(role, "iam", "get-role", "--role-name", name);
    return Role.Tags.find(({ Key }) => Key === "Environment")?.Value ?? "";
  } catch (error) {
    if (error instanceof CommandError && error.message.includes("NoSuchEntity")) return undefined;
    throw error;
  }
}
