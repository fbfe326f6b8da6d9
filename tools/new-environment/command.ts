import { Command, CommanderError } from "commander";
import { format, resolveConfig } from "prettier";
import { type Document } from "yaml";
import { ConfigurationError } from "../../config/faults";
import { type Streams } from "@landing-zone/cli/commands/console";
import { planCommand } from "@landing-zone/cli/commands/plan";
import { exitCodes, messageOf, UsageError } from "@landing-zone/plan/errors";
import { writeAtomically } from "@landing-zone/engine/output-file";
import { checkDraft, draftStack } from "./draft";
import { isPlaceholder, textsOf } from "./bound";
import { answersTo } from "./interview";
import { type Answer, clashOf, configurationPath, type Question, questionsFor } from "./questions";
import { StackFiles } from "./stack-files";

/** Exit code that shells give for a program that Ctrl-C has ended. */
const interrupted = 130;

interface Options {
  readonly from: string;
  readonly set: readonly string[];
  readonly yes?: boolean;
  readonly cwd: string;
}

/** Streams of the command, and whether it may ask questions. */
export interface Surroundings extends Streams {
  readonly isInteractive: boolean;
}

/**
 * Writes the file of a new stack that is modelled on another, and previews it.
 * @param args The command line, without the program.
 * @returns The exit code; the reason for any other than 0 is printed to standard error.
 */
export async function newEnvironment(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const kept: Answer[] = [];
  try {
    return await run(command(surroundings).parse(args, { from: "user" }), surroundings, kept);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    const isInterrupted = error instanceof Error && error.name === "ExitPromptError";
    const message = isInterrupted ? "Interrupted: nothing is written." : messageOf(error);
    surroundings.stderr.write(`${message}\n${goOn(args[0], kept)}`);
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
      "answers a question beforehand: account, region, cidr, gateway, host-<source>, certificate, domain, or the key of another value that exists in the model's account only",
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

/** The command that continues with the given answers. */
function goOn(name: string | undefined, answers: readonly Answer[]): string {
  const given = answers.filter(([, answer]) => answer !== "");
  const options = given.map(([{ option }, answer]) => `--set '${option}=${answer}'`);
  return given.length === 0
    ? ""
    : `Your answers so far: npm run new-environment -- ${name ?? ""} ${options.join(" ")}\n`;
}

async function run(
  parsed: Command,
  { isInteractive, ...streams }: Surroundings,
  kept: Answer[],
): Promise<number> {
  const name = parsed.args[0] ?? "";
  const { from, set, yes, cwd } = parsed.opts<Options>();
  const stacks = new StackFiles(cwd);
  if (stacks.has(name))
    throw new UsageError(`${stacks.path(name)} already exists; it was not changed.`);
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
    keep: (answer) => void kept.push(answer),
  });
  const draft = draftStack(model, answers, stacks);
  checkAnswered(draft, { name, cwd, model, answers });
  const clashes = answers.flatMap(([question, answer]) => clashOf(question, answer, stacks));
  if (clashes.length > 0) throw new UsageError(clashes.join("\n"));
  const file = stacks.path(name);
  const style = await resolveConfig(file);
  const text = draft.toString({ lineWidth: 0 });
  writeAtomically(file, await format(text, { ...style, filepath: file }));
  streams.stdout.write(`${notesOn(draft, model, answers)}${file} is written. Its preview:\n\n`);
  const { exitCode } = await planCommand({ cwd, stack: name, config: [], secret: [] }, streams);
  return exitCode;
}

/**
 * Checks the draft against the schema; each missing value is named with the option that sets it.
 */
function checkAnswered(
  draft: Document,
  {
    name,
    cwd,
    model,
    answers,
  }: { name: string; cwd: string; model: Document; answers: readonly Answer[] },
): void {
  try {
    checkDraft(draft, name, cwd);
  } catch (error) {
    const missing = leftOut(model, answers).map(({ option }) => `--set ${option}=…`);
    if (!(error instanceof ConfigurationError) || missing.length === 0) throw error;
    throw new UsageError(
      `${error.message}\nThe model's values for these are examples, or of another account or region; give your own: ${missing.join(" ")}`,
      { cause: error },
    );
  }
}

/** Questions without an answer whose value the model has. */
function leftOut(model: Document, answers: readonly Answer[]): readonly Question[] {
  return answers.flatMap(([question, answer]) =>
    answer === "" && model.hasIn(["config", ...question.path]) ? [question] : [],
  );
}

/** Notes on parts of the model that were left out, and values that are still examples. */
function notesOn(draft: Document, model: Document, answers: readonly Answer[]): string {
  const missing = leftOut(model, answers).map(({ path }) => configurationPath(path));
  const examples = textsOf(draft, isPlaceholder).map(({ path }) => configurationPath(path));
  const note = (words: string, keys: readonly string[]) =>
    keys.length === 0 ? "" : `${words}: ${keys.join(", ")}\n`;
  return (
    note("Left out, as the model's are of another account or region", missing) +
    note("Still examples, to be replaced by hand", examples)
  );
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
          `--set ${text} matches no question; choose ${known.join(", ")}: --set ${known[0] ?? ""}=value`,
        );
      }
      return [option, value.join("=")];
    }),
  );
}
