import { input } from "@inquirer/prompts";
import { type Document } from "yaml";
import { checkDraft, draftStack, faultsSoFar } from "./draft";
import { type Answer, clashOf, defaultAnswer, type Question } from "./questions";
import { type StackFiles } from "./stack-files";

/** Subject and streams of an interview. */
export interface Interview {
  /** Name of the new stack. */
  readonly stack: string;
  readonly model: Document;
  readonly stacks: StackFiles;
  /** Answers by option, which are not asked for. */
  readonly given: Readonly<Record<string, string>>;
  /** Whether somebody can answer; otherwise the defaults are used. */
  readonly isInteractive: boolean;
  /** Takes each answer once it is given, so that it outlives an interruption. */
  readonly keep: (answer: Answer) => void;
}

/**
 * An answer to each question: the given one, the typed one, or the default. A wrong typed answer is
 * reported at once, and the question asked again.
 *
 * @throws ExitPromptError when it is interrupted.
 */
export async function answersTo(
  questions: readonly Question[],
  interview: Interview,
): Promise<readonly Answer[]> {
  const { given, model, stacks } = interview;
  const answers: Answer[] = [];
  for (const [index, question] of questions.entries()) {
    const suggestion = defaultAnswer(question, model, stacks, answers);
    const unanswered = questions.slice(index + 1);
    const answer =
      given[question.option] ??
      (interview.isInteractive
        ? await input({
            message: question.text,
            default: suggestion,
            validate: validator(interview, answers, question, unanswered),
          })
        : suggestion);
    answers.push([question, answer]);
    interview.keep([question, answer]);
  }
  return answers;
}

/** Holds an answer against the schema and checks of the program: true, or the faults it brings. */
function validator(
  { stack, model, stacks }: Interview,
  answers: readonly Answer[],
  question: Question,
  unanswered: readonly Question[],
): (answer: string) => true | string {
  const faultsWith = (all: readonly Answer[]) =>
    faultsSoFar(() => {
      checkDraft(draftStack(model, all, stacks), stack, stacks.directory);
    }, unanswered);
  const earlier = faultsWith(answers);
  return (answer) => {
    const faults = [
      ...faultsWith([...answers, [question, answer]]).filter((fault) => !earlier.includes(fault)),
      ...clashOf(question, answer, stacks),
    ];
    return faults.length === 0 || faults.join("\n");
  };
}
