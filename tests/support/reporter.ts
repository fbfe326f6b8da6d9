import Mocha from "mocha";

/** Mocha's dots and failure details, closed by one line that a pipeline can read. */
export = class ClosingLineReporter extends Mocha.reporters.Dot {
  override epilogue(): void {
    super.epilogue();
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
};
