import { Command, Option } from "commander";
import { integrationChecks } from "./catalogue";
import { integrationSuite } from "./suite";
import { AwsCli, awsExecutable } from "./aws-cli";
import { type DeclaredResources } from "./declared/resources";
import { loadDeclared } from "./declared/load";
import { loadOutputs, type OutputSource } from "./outputs";
import { preloadAwsCli } from "./preloaded-cli";
import { type Selection, selectChecks } from "./selection";

/** Exit codes: a check failed; wrong usage, or outputs that cannot be used. */
const exitCodes = { failed: 1, usage: 2 };

interface Options {
  readonly stack?: string;
  readonly outputs?: string;
  readonly export?: string;
  readonly endpointUrl?: string;
  readonly region?: string;
}

const program = new Command("test:integration")
  .description("Holds a deployed stack against the promises of the landing zone, by the AWS CLI.")
  .option("--stack <name>", "the stack to ask Pulumi for its outputs")
  .addOption(
    new Option("--outputs <file>", "the outputs as `pulumi stack output --json` prints them").env(
      "STACK_OUTPUTS",
    ),
  )
  .addOption(
    new Option("--export <file>", "the declaration, as `pulumi stack export` prints it").env(
      "STACK_EXPORT",
    ),
  )
  .option("--endpoint-url <url>", "an AWS emulator instead of AWS")
  .option("--region <region>", "the region that the stack is expected in")
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.usage));

async function main(): Promise<number> {
  const options = program.parse().opts<Options>();
  const outputs = await loadOutputs(sourceOf(options));
  if (options.region !== undefined && options.region !== outputs.region) {
    throw new Error(
      `--region: is ${options.region}, but the stack's output region is ${outputs.region}`,
    );
  }
  const { endpointUrl } = options;
  const executable = await preloadAwsCli(awsExecutable());
  const aws = new AwsCli({ region: outputs.region, endpointUrl, executable });
  await aws.assertInstalled();
  const declared = await declaredOf(options);
  const selection = selectChecks(integrationChecks, outputs, aws.isEmulator, declared);
  const failures = await new Promise<number>((resolve) => {
    integrationSuite(selection.run, { outputs, aws, declared }).run(resolve);
  });
  console.log(summary(selection, failures));
  if (declared === undefined) {
    console.log("Nothing was compared with the stack's declaration: give --export, or --stack.");
  }
  return failures === 0 ? 0 : exitCodes.failed;
}

function sourceOf({ stack, outputs }: Options): OutputSource {
  if (outputs !== undefined) return { file: outputs };
  if (stack !== undefined) return { stack };
  throw new Error("Give --stack, to ask Pulumi for the outputs, or --outputs, a file with them.");
}

async function declaredOf(options: Options): Promise<DeclaredResources | undefined> {
  if (options.export !== undefined) return loadDeclared({ file: options.export });
  return options.stack === undefined ? undefined : loadDeclared({ stack: options.stack });
}

function summary({ run, notExercised, notPartOfDeployment }: Selection, failures: number): string {
  return [
    ...notPartOfDeployment.map(({ area, name }) => `not part of this deployment: ${area} ${name}`),
    ...notExercised.map(
      ({ check, reason }) => `not exercised here: ${check.area} ${check.name} (${reason})`,
    ),
    `${run.length - failures} passed, ${failures} failed, ${notExercised.length} not exercised here, ${notPartOfDeployment.length} not part of this deployment`,
  ].join("\n");
}

// A child that runs is killed when the process exits, which a signal alone would not let it do.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = exitCodes.usage;
  },
);
