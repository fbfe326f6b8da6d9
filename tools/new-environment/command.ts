import { Command, CommanderError } from "commander";
import { format, resolveConfig } from "prettier";
import { ConfigurationError } from "../../config/faults";
import { type Streams } from "@landing-zone/cli/commands/console";
import { planCommand } from "@landing-zone/cli/commands/plan";
import { exitCodes, messageOf, UsageError } from "@landing-zone/plan/errors";
import { writeAtomically } from "@landing-zone/engine/output-file";
import { checkDraft, draftStack } from "./draft";
import { answersTo } from "./interview";
import { type Question, questionsFor } from "./questions";
import { StackFiles } from "./stack-files";

/** What shells give for a program that Ctrl-C has ended. */
const interrupted = 130;

interface Options {
  readonly from: string;
  readonly set: readonly string[];
  readonly yes?: boolean;
  readonly cwd: string;
}

/** Where the command writes, and whether somebody is there to answer. */
export interface Surroundings extends Streams {
  readonly isInteractive: boolean;
}

/**
 * Writes the file of a new stack after the model of another, and previews it.
 * @param args The command line, without the program.
 * @returns The exit code; why it is not 0 is said on standard error.
 */
export async function newEnvironment(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    return await run(command(surroundings).parse(args, { from: "user" }), surroundings);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    const isInterrupted = error instanceof Error && error.name === "ExitPromptError";
    const message = isInterrupted ? "Interrupted: nothing is written." : messageOf(error);
    surroundings.stderr.write(`${message}\n`);
    if (isInterrupted) return interrupted;
    const isUsage = error instanceof UsageError || error instanceof ConfigurationError;
    return isUsage ? exitCodes.usage : exitCodes.programFailed;
  }
}

function command({ stdout, stderr }: Streams): Command {
  return new Command("npm run new-environment --")
    .description(
      "Writes the file of a new stack after the model of another, and previews it. Asks for the values that differ; without a terminal, or with --yes, takes their defaults.",
    )
    .argument("<name>", "name of the new environment")
    .option("--from <stack>", "the stack that is the model", "dev")
    .option(
      "--set <question=value>",
      "answers a question beforehand: account, region, cidr, gateway, host-<source>, certificate, domain",
      (value: string, earlier: readonly string[]) => [...earlier, value],
      [],
    )
    .option("-y, --yes", "ask nothing")
    .option("--cwd <folder>", "project folder", ".")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError();
}

async function run(parsed: Command, { isInteractive, ...streams }: Surroundings): Promise<number> {
  const name = parsed.args[0] ?? "";
  const { from, set, yes, cwd } = parsed.opts<Options>();
  const stacks = new StackFiles(cwd);
  if (stacks.has(name))
    throw new UsageError(`${stacks.path(name)} is there already: it is left as it is.`);
  if (!stacks.has(from)) {
    throw new UsageError(
      `There is no stack ${from} to take as a model; there are ${stacks.names().join(", ")}.`,
    );
  }
  const model = stacks.read(from);
  checkDraft(model, name, cwd);
  const questions = questionsFor(model);
  const answers = await answersTo(questions, {
    ...{ stack: name, model, stacks },
    given: answersOf(set, questions),
    isInteractive: yes !== true && isInteractive,
  });
  const draft = draftStack(model, answers, stacks);
  checkDraft(draft, name, cwd);
  const file = stacks.path(name);
  const style = await resolveConfig(file);
  const text = draft.toString({ lineWidth: 0 });
  writeAtomically(file, await format(text, { ...style, filepath: file }));
  streams.stdout.write(`${file} is written. Its preview:\n\n`);
  const { exitCode } = await planCommand({ cwd, stack: name, config: [], secret: [] }, streams);
  return exitCode;
}

function answersOf(
  set: readonly string[],
  questions: readonly Question[],
): Readonly<Record<string, string>> {
  const known = questions.map(({ option }) => option);
  return Object.fromEntries(
    set.map((text) => {
      const [option = "", ...value] = text.split("=");
      if (!known.includes(option) || value.length === 0) {
        throw new UsageError(
          `--set ${text} answers no question; ask for ${known.join(", ")}: --set ${known[0] ?? ""}=value`,
        );
      }
      return [option, value.join("=")];
    }),
  );
}
