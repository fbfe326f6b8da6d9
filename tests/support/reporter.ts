import Mocha from "mocha";

/** Prefix of a test title that names tests this machine cannot run, with the reason. */
const notRun = "not run: ";

/**
 * Mocha's dots and failure details, then what could not be run here, closed by one line that a
 * pipeline can read.
 */
export = class ClosingLineReporter extends Mocha.reporters.Dot {
  readonly #notRun: string[] = [];

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", ({ title }) => {
      if (title.startsWith(notRun)) this.#notRun.push(title);
    });
  }

  override epilogue(): void {
    super.epilogue();
    for (const title of this.#notRun) console.log(title);
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
};
