import { type LocalStack } from "../deployment/stack";
import { type Step, type StepStatus } from "../deployment/step";
import { renderFailedStep, renderStep } from "../render/steps";
import { type Console } from "./console";

/** Steps of a run, printed as they are done. */
export class StepLog {
  readonly #console: Console;
  readonly #done: Step[] = [];

  constructor(console: Console) {
    this.#console = console;
  }

  /** Every step that was done, also those that changed nothing. */
  get done(): readonly Step[] {
    return this.#done;
  }

  readonly onStep = (step: Step, status: StepStatus): void => {
    const { colors } = this.#console;
    if (status === "failed") {
      this.#console.notice([renderFailedStep(step, colors)]);
    }
    if (status !== "done") return;
    this.#done.push(step);
    this.#console.progress.update(this.#done.length);
    if (step.operation !== "same") this.#console.notice(renderStep(step, colors));
  };
}

/** Runs something with an open stack and closes the stack whatever happens. */
export async function withStack<Result>(
  opening: Promise<LocalStack>,
  use: (stack: LocalStack) => Promise<Result>,
): Promise<Result> {
  const stack = await opening;
  try {
    return await use(stack);
  } finally {
    await stack.close();
  }
}
