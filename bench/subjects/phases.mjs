/**
 * Preloaded into `npm start` and all that it starts: notes when the engine starts the program and
 * the policy pack, when the pack serves, when the program ends, and when the engine itself does.
 * In every other process it does nothing.
 */
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";

const file = process.env.BENCH_PHASES_FILE;
const isEngine = /[/\\]tools[/\\]cli[/\\]main\.ts$/.test(process.argv[1] ?? "");

if (file !== undefined && isEngine) {
  const now = () => (performance.timeOrigin + performance.now()) / 1000;
  const phases = { engineStarted: performance.timeOrigin / 1000 };
  subscribe("child_process", ({ process: child }) => {
    // The channel gets the time before the child starts.
    setImmediate(() => {
      const command = child.spawnargs.join(" ");
      if (command.includes("run-policy-pack")) {
        child.stdout.once("data", () => (phases.packServes = now()));
      } else if (command.includes("cmd/run")) {
        phases.programStarted = now();
        child.once("exit", () => (phases.programEnded = now()));
      }
    });
  });
  process.once("exit", () => {
    writeFileSync(file, JSON.stringify({ ...phases, engineEnded: now() }));
  });
}
