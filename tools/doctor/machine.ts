import { CommandError, runCommand } from "../../checks/command";
import { awsExecutable } from "../../checks/aws-cli";
import { type Finding, type Inspection, fault, fine, warning } from "./finding";

/** The oldest versions that are known to work, or that the packages ask for. */
const oldest = {
  node: "20.0.0",
  python: "3.10.0",
  /** Version 1 as pinned in tools/aws-emulator/server/requirements.txt gets on with all checks; 1.32 and 2.15 are of the end of 2023. */
  aws: { "1": "1.32.0", "2": "2.15.0" },
  pulumi: "3.200.0",
} as const;

/** Programs on this machine. */
export const machineInspections: readonly Inspection[] = [
  {
    name: "Node.js",
    inspect: () =>
      atLeast(
        "Node.js",
        process.versions.node,
        oldest.node,
        "Install Node.js 20 or later from https://nodejs.org; npm installs the newer one that Pulumi needs.",
      ),
  },
  {
    name: "Python",
    inspect: async () =>
      (await versionOf("python3", ["--version"], /Python (\S+)/, (version) =>
        atLeast(
          "Python",
          version,
          oldest.python,
          "Install Python 3.10 or later: the AWS emulator and its AWS CLI run in it.",
        ),
      )) ??
      warning(
        "python3 is not on the PATH",
        "Install Python 3.10 or later for `npm run local` and the tests that use the emulator.",
      ),
  },
  {
    name: "AWS CLI",
    inspect: async () =>
      (await versionOf(awsExecutable(), ["--version"], /aws-cli\/(\S+)/, (version) =>
        atLeast(
          "The AWS CLI",
          version,
          oldest.aws[version.startsWith("1.") ? "1" : "2"],
          "Install AWS CLI 2: https://aws.amazon.com/cli/. Or name another in the environment variable AWS_CLI.",
        ),
      )) ??
      fault(
        `${awsExecutable()} cannot be run`,
        "Install AWS CLI 2: https://aws.amazon.com/cli/. Or name another in the environment variable AWS_CLI.",
      ),
  },
  {
    name: "Pulumi CLI",
    inspect: async () =>
      (await versionOf("pulumi", ["version"], /v(\d+\.\d+\.\d+)/, (version) =>
        atLeast(
          "The Pulumi CLI",
          version,
          oldest.pulumi,
          "Install the newest: https://www.pulumi.com/docs/install/. Or use `npx pulumi`.",
        ),
      )) ??
      warning(
        "pulumi does not run",
        "`npx pulumi` downloads it on its first run; or install it: https://www.pulumi.com/docs/install/.",
      ),
  },
];

/** The version of a program; undefined if it does not run. */
async function versionOf(
  executable: string,
  args: readonly string[],
  pattern: RegExp,
  judge: (version: string) => Finding,
): Promise<Finding | undefined> {
  try {
    const version = pattern.exec(await runCommand({ executable, args }))?.[1];
    return version === undefined ? undefined : judge(version);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

function atLeast(name: string, version: string, wanted: string, fix: string): Finding {
  const isOlder = version.localeCompare(wanted, "en", { numeric: true }) < 0;
  return isOlder
    ? fault(`${name} is version ${version}, older than ${wanted}`, fix)
    : fine(`${name} ${version}`);
}
