import { expect } from "chai";
import { SilenceWatch } from "@landing-zone/engine/processes/silence";

/** Resolves to the message when the watch breaks before the promise settles. */
function brokenBefore(watch: SilenceWatch, promise: Promise<unknown>): Promise<string | undefined> {
  return Promise.race([
    watch.broken.catch((error: unknown) => (error as Error).message),
    promise.then(() => undefined),
  ]);
}

describe("The watch on a program's silence", () => {
  const after = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    });

  it("breaks once the program is silent for too long, naming its last request", async () => {
    const watch = new SilenceWatch(30);
    watch.start();
    await watch.during("RegisterResource a", () => undefined);
    const message = await brokenBefore(watch, after(2_000));
    expect(message).to.include("silent for 0.03 s").and.include("RegisterResource a");
  });

  it("does not count while the engine works for the program, however long that takes", async () => {
    const watch = new SilenceWatch(30);
    watch.start();
    const answers = Promise.all([
      watch.during("RegisterResource a", () => after(150)),
      watch.during("RegisterResource b", () => after(100)),
    ]);
    expect(await brokenBefore(watch, answers)).to.equal(undefined);
    watch.stop();
  });

  it("does not begin before the program runs, nor after it is not waited for any more", async () => {
    const watch = new SilenceWatch(10);
    expect(await brokenBefore(watch, after(60)), "before").to.equal(undefined);
    watch.stop();
    await watch.during("RegisterResource a", () => undefined);
    expect(await brokenBefore(watch, after(60)), "after").to.equal(undefined);
  });
});
