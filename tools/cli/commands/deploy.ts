import { awsEmulation } from "@landing-zone/aws-emulator/emulation";
import { LocalDeployment } from "@landing-zone/engine/deployment/local-deployment";
import { type Step, type StepStatus } from "@landing-zone/plan/step";
import { type ExitCode } from "@landing-zone/plan/errors";
import { type Project, readProject } from "@landing-zone/engine/project/project";
import { renderFailedStep, renderStep } from "../render/steps";
import { Console, type Streams } from "./console";
import { projectDirectory, type StackOptions } from "./run-options";

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

/**
 * Runs a function with a deployed stack, and closes the stack in any case.
 * @param activity Text of the progress line.
 * @returns The result of `use`, or the exit code of its failure, which is printed.
 */
export async function stackCommand(
  { cwd, stack, isGivenUpWhenSilent = false }: StackOptions & { isGivenUpWhenSilent?: boolean },
  streams: Streams,
  activity: string,
  use: (opened: LocalDeployment, console: Console, project: Project) => Promise<ExitCode>,
): Promise<ExitCode> {
  const console = new Console(streams, activity);
  const onOutput = (line: string): void => {
    console.notice([line]);
  };
  try {
    const project = readProject(projectDirectory(cwd));
    const opened = await LocalDeployment.open({
      project,
      stack,
      emulation: awsEmulation,
      isGivenUpWhenSilent,
      onOutput,
    });
    try {
      return await use(opened, console, project);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return console.failure(error);
  } finally {
    console.progress.stop();
  }
}
