import { Command } from "commander";
import { format, resolveConfig } from "prettier";
import { ConfigurationError } from "../config/faults";
import { planCommand } from "../local/commands/plan";
import { exitCodes, messageOf, UsageError } from "../local/errors";
import { writeAtomically } from "../local/output-file";
import { checkDraft, draftStack } from "./new-environment/draft";
import { answersTo } from "./new-environment/interview";
import { type Question, questionsFor } from "./new-environment/questions";
import { StackFiles } from "./new-environment/stack-files";

/** What shells give for a program that Ctrl-C has ended. */
const interrupted = 130;

interface Options {
  readonly from: string;
  readonly set: readonly string[];
  readonly yes?: boolean;
  readonly cwd: string;
}

const command = new Command("npm run new-environment --")
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
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))
  .showHelpAfterError();

async function main(): Promise<number> {
  const name = command.parse().args[0] ?? "";
  const { from, set, yes, cwd } = command.opts<Options>();
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
    isInteractive: yes !== true && process.stdin.isTTY,
  });
  const draft = draftStack(model, answers, stacks);
  checkDraft(draft, name, cwd);
  const file = stacks.path(name);
  const style = await resolveConfig(file);
  const text = draft.toString({ lineWidth: 0 });
  writeAtomically(file, await format(text, { ...style, filepath: file }));
  console.log(`${file} is written. Its preview:\n`);
  const { exitCode } = await planCommand(
    {
      cwd,
      stack: name,
      config: [],
      secret: [],
      policyPack: undefined,
      policyPackConfig: undefined,
    },
    process,
  );
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

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof Error && error.name === "ExitPromptError") {
      console.error("Interrupted: nothing is written.");
      process.exitCode = interrupted;
      return;
    }
    console.error(messageOf(error));
    const isUsage = error instanceof UsageError || error instanceof ConfigurationError;
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.programFailed;
  },
);
