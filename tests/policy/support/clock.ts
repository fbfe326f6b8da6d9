import { mock } from "node:test";

/** Stops the clock of this process for the tests of the enclosing `describe`, at an ISO time. */
export function stopClock(time: string): void {
  before(() => {
    mock.timers.enable({ apis: ["Date"], now: Date.parse(time) });
  });
  after(() => {
    mock.timers.reset();
  });
}
