/** Mocha's settings for all tests at once: a file a time on each core. */
const { globSync, mkdtempSync, rmSync } = require("node:fs");
const { availableParallelism, tmpdir } = require("node:os");
const { join } = require("node:path");
const settings = require("../.mocharc.json");

/**
 * The slowest files come first, so that no core is left with one at the end. Files that wait for
 * servers alternate with files that compute, so that the cores are shared evenly.
 */
const first = [
  "tests/rehearsal/rehearsal.test.ts",
  "tests/policy/mutations.test.ts",
  "tests/operations/cutover/interrupted.test.ts",
  "tests/package/package.test.ts",
  "tests/operations/killed.test.ts",
  "tests/integration/tamper.test.ts",
  "tests/operations/faults.test.ts",
  "tests/program/settling.test.ts",
  "tests/operations/cutover/caught.test.ts",
  "tests/policy/document-properties.test.ts",
  "tests/operations/cutover/life.test.ts",
  "tests/policy/no-false-alarms.test.ts",
  "tests/operations/whole.test.ts",
  "tests/policy/presets.test.ts",
  "tests/operations/verify.test.ts",
  "tests/policy/alone.test.ts",
  "tests/replication/copying.test.ts",
  "tests/plan-report/browser.test.ts",
  "tests/program/phases.test.ts",
  "tests/program/settings.test.ts",
  "tests/deployment/landing-zone.test.ts",
  "tests/deployment/existing-vpc.test.ts",
  "tests/program/stacks.test.ts",
  "tests/deployment/convergence.test.ts",
  "tests/deployment/commands.test.ts",
  "tests/engine/failures.test.ts",
  "tests/tools/new-environment.test.ts",
  "tests/engine/command-line.test.ts",
  "tests/bootstrap/deployment.test.ts",
  "tests/tools/doctor.test.ts",
  "tests/engine/engine.test.ts",
];

// Suites share one preparation in a run: the workers find the folder in their environment.
if (process.env.TEST_RUN_FOLDER === undefined) {
  const folder = mkdtempSync(join(tmpdir(), "test-run-"));
  process.env.TEST_RUN_FOLDER = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

module.exports = {
  ...settings,
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
  spec: [...new Set([...first, ...globSync("tests/**/*.test.ts").sort()])],
};
