import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type z } from "zod";
import { type CommandLimits, CommandError, defaultLimits, runCommand } from "./command";

/** Where the AWS CLI is, and which AWS it talks to. */
export interface AwsCliOptions {
  /** The AWS region of every command. */
  readonly region: string;
  /** The URL of an emulator. Default: AWS itself. */
  readonly endpointUrl?: string | undefined;
  /** The executable. Default: {@link awsExecutable}. */
  readonly executable?: string;
  /** Default: {@link defaultLimits}. */
  readonly limits?: CommandLimits;
}

/** Characters of unreadable output that an error message shows. */
const excerptLength = 200;

/**
 * The AWS CLI, run as a child process.
 *
 * A process, not the SDK: it can be killed when it hangs, it uses the credentials, profiles and
 * single sign-on that an operator has set up, and a failed check shows a command line to repeat.
 */
export class AwsCli {
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly options: AwsCliOptions) {}

  /**
   * Runs `aws <service> <operation> <args>` and returns what it printed: a JSON value, the text
   * itself when it is none, the empty string when it printed nothing.
   *
   * @throws CommandError when it fails, hangs, prints too much or is not installed.
   */
  async run(service: string, operation: string, ...args: string[]): Promise<unknown> {
    const command = {
      executable: this.options.executable ?? awsExecutable(),
      args: [service, operation, ...args, ...this.commonArguments()],
      env: this.environment(),
    };
    try {
      return parseOutput(await runCommand(command, this.options.limits ?? defaultLimits));
    } catch (error) {
      if (error instanceof CommandError && error.code === "ENOENT") {
        throw new CommandError(
          command,
          "the AWS CLI was not found: install it (https://aws.amazon.com/cli/), or name the executable in the environment variable AWS_CLI",
        );
      }
      if (error instanceof SyntaxError) {
        throw new CommandError(command, error.message);
      }
      throw error;
    }
  }

  /**
   * What a command that changes nothing prints, in the shape that the schema describes.
   *
   * The same command is run only once: all checks of a run look at one moment.
   *
   * @throws Error naming each field that is missing or of another type.
   */
  async read<Shape>(
    schema: z.ZodType<Shape>,
    service: string,
    operation: string,
    ...args: string[]
  ): Promise<Shape> {
    const key = JSON.stringify([service, operation, ...args]);
    const answer = this.answers.get(key) ?? this.run(service, operation, ...args);
    this.answers.set(key, answer);
    const result = schema.safeParse(await answer);
    if (!result.success) {
      const issues = result.error.issues.map(
        ({ path, message }) => `  ${path.join(".")}: ${message}`,
      );
      const command = ["aws", service, operation, ...args].join(" ");
      throw new Error(`${command}\n  answered in another shape:\n${issues.join("\n")}`);
    }
    return result.data;
  }

  private commonArguments(): string[] {
    const { region, endpointUrl } = this.options;
    const endpoint = endpointUrl === undefined ? [] : ["--endpoint-url", endpointUrl];
    return ["--region", region, "--output", "json", ...endpoint];
  }

  private environment(): NodeJS.ProcessEnv {
    const env = { ...process.env, AWS_PAGER: "", AWS_CLI_AUTO_PROMPT: "off" };
    if (this.options.endpointUrl === undefined) return env;
    // An emulator takes any credentials; those of a person stay on this machine.
    return {
      ...env,
      AWS_PROFILE: undefined,
      AWS_SESSION_TOKEN: undefined,
      AWS_ACCESS_KEY_ID: "emulator",
      AWS_SECRET_ACCESS_KEY: "emulator",
    };
  }
}

/**
 * The AWS CLI to run: what the environment variable `AWS_CLI` names, else the one in the project's
 * virtual environment when it is there, else the one on the `PATH`.
 */
export function awsExecutable(): string {
  const inProject = resolve(__dirname, "../../../.venv/bin/aws");
  return process.env["AWS_CLI"] ?? (existsSync(inProject) ? inProject : "aws");
}

function parseOutput(output: string): unknown {
  const text = output.trim();
  if (!/^[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const excerpt = text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text;
    throw new SyntaxError(
      `printed ${text.length} characters that are not JSON (${reason}): ${excerpt}`,
    );
  }
}
