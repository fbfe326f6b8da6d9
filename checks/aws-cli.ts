import { existsSync } from "node:fs";
import { resolve } from "node:path";
import pLimit from "p-limit";
import { type z } from "zod";
import { type CommandLimits, CommandError, defaultLimits, runCommand } from "./command";
import { Stopwatch } from "./stopwatch";

/** Location of the AWS CLI and the AWS endpoint that it calls. */
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

/** Commands at a time: more would only slow each other down until they take too long. */
const concurrentCommands = 8;

/** A command that has been asked for, and when it began: not before it is its turn. */
interface Question {
  answer: Promise<unknown>;
  began?: number;
  /** Those that wait for it. */
  readonly watches: Set<Stopwatch>;
}

/**
 * The AWS CLI, run as a child process. A process, not the SDK: it can be killed when it hangs, it
 * uses the credentials, profiles and single sign-on that an operator has set up, and a failed check
 * shows a command line to repeat.
 *
 * A process, not the SDK: it can be killed when it hangs, it uses the credentials, profiles and
 * single sign-on that an operator has set up, and a failed check shows a command line to repeat.
 */
export class AwsCli {
  private readonly questions = new Map<string, Question>();
  private readonly inTurn = pLimit(concurrentCommands);

  constructor(private readonly options: AwsCliOptions) {}

  /** Whether an emulator is asked instead of AWS. */
  get isEmulator(): boolean {
    return this.options.endpointUrl !== undefined;
  }

  /**
   * Makes sure that the AWS CLI is there, before many commands report the same.
   *
   * @throws CommandError when it is not.
   */
  async assertInstalled(): Promise<void> {
    await this.start(["--version"]);
  }

  /**
   * Runs `aws <service> <operation> <args>` and returns its output: a JSON value, the text itself
   * if it is not JSON, the empty string if there is none.
   *
   * @throws CommandError when it fails, hangs, prints too much or is not installed.
   */
  async run(service: string, operation: string, ...args: string[]): Promise<unknown> {
    return this.start([service, operation, ...args, ...this.commonArguments()]);
  }

  private async start(args: readonly string[]): Promise<unknown> {
    const command = {
      executable: this.options.executable ?? awsExecutable(),
      args,
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
   * Runs a read-only command and returns its output, parsed by the schema.
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
    const answer = await this.answerTo(service, operation, args);
    const result = schema.safeParse(answer);
    if (!result.success) {
      const issues = result.error.issues.map(
        ({ path, message }) => `  ${path.join(".")}: ${message}`,
      );
      const command = ["aws", service, operation, ...args].join(" ");
      const printed = typeof answer === "string" ? `\n  it printed: ${excerpt(answer)}` : "";
      throw new Error(`${command}\n  answered in another shape:\n${issues.join("\n")}${printed}`);
    }
    return result.data;
  }

  /** The answer to a command, which may have been asked for before. */
  private async answerTo(service: string, operation: string, args: string[]): Promise<unknown> {
    const command = ["aws", service, operation, ...args].join(" ");
    const question = this.questions.get(command) ?? this.ask(command, service, operation, args);
    const watch = Stopwatch.current;
    if (watch === undefined) return question.answer;
    question.watches.add(watch);
    if (question.began !== undefined) watch.begin(command, question.began);
    try {
      return await question.answer;
    } finally {
      watch.end(command);
    }
  }

  private ask(command: string, service: string, operation: string, args: string[]): Question {
    const question: Question = { answer: Promise.resolve(), watches: new Set() };
    this.questions.set(command, question);
    question.answer = this.inTurn(() => {
      question.began = Date.now();
      for (const watch of question.watches) watch.begin(command, question.began);
      return this.run(service, operation, ...args);
    });
    return question;
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
 * The AWS CLI to run: the one that the environment variable `AWS_CLI` names, else the one in the
 * project's virtual environment, else the one on the `PATH`.
 */
export function awsExecutable(): string {
  const inProject = resolve(__dirname, "../.venv/bin/aws");
  return process.env["AWS_CLI"] ?? (existsSync(inProject) ? inProject : "aws");
}

/** The JSON of an output, perhaps after lines of warnings; the text itself when it has none. */
function parseOutput(output: string): unknown {
  const text = output.trim();
  const start = text.search(/^[[{"]/m);
  if (start < 0) return text;
  try {
    return JSON.parse(text.slice(start));
  } catch (error) {
    if (start > 0) return text;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(
      `printed ${text.length} characters that are not JSON (${reason}): ${excerpt(text)}`,
    );
  }
}

function excerpt(text: string): string {
  return text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text;
}
