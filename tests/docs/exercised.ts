/** The tests that run the documents' commands that need no account: a file, and a text in it. */
export const exercised: readonly {
  readonly pattern: RegExp;
  readonly file: string;
  readonly text: string;
}[] = [
  { pattern: /^npm ci$/, file: ".ci/run", text: "npm ci" },
  { pattern: /^npm test$/, file: ".ci/run", text: "npm test" },
  { pattern: /^npm run (?:typecheck|lint|coverage)$/, file: ".ci/run", text: "npm run coverage" },
  { pattern: /^npx mocha <files>$/, file: ".mocharc.json", text: "tests/support/reporter.ts" },
  {
    pattern: /^npm run docs:diagrams$/,
    file: "tests/plan-report/browser.test.ts",
    text: "stackPicture",
  },
  {
    pattern: /^npm run lint:workflows$/,
    file: "tests/workflows/linters.test.ts",
    text: "workflowFindings",
  },
  {
    pattern:
      /^npx migration-landing-zone-policies preview\.json --config policies\.json(?: --(?:sarif|junit|baseline|write-baseline) [\w.]+)+$/,
    file: "tests/policy/command.test.ts",
    text: "--write-baseline",
  },
  { pattern: /^npm start$/, file: "tests/engine/command-line.test.ts", text: "npm start" },
  {
    pattern: /^npm start -- (?:--stack prod ?)?(?:--json plan\.json ?)?(?:--html plan\.html)?$/,
    file: "tests/program/stacks.test.ts",
    text: 'for (const stack of ["dev", "staging", "prod"])',
  },
  {
    pattern: /^npm start -- --config dms\.replicationInstance\.class=dms\.c6i\.large$/,
    file: "tests/docs/commands.test.ts",
    text: '"dms.replicationInstance.class": "dms.c6i.large"',
  },
  {
    pattern:
      /^npm start -- (?:--stack prod )?--policy-pack-config policy-pack\/presets\/\w+\.json$/,
    file: "tests/policy/presets.test.ts",
    text: "policyPackConfig",
  },
  {
    pattern: /^npm start -- --cwd bootstrap --stack nonprod --policy-pack \.\.\/policy-pack$/,
    file: "tests/bootstrap/program.test.ts",
    text: 'cwd: join(projectDirectory, "bootstrap")',
  },
  {
    pattern: /^npm run local -- (?:up|check|preview|destroy|rehearse)(?: (?:-s|--stack) dev)?$/,
    file: "tests/deployment/commands.test.ts",
    text: "rehearse",
  },
  {
    pattern: /^npm run doctor(?: -- --stack \w+)?$/,
    file: "tests/tools/doctor.test.ts",
    text: "npm run doctor",
  },
  {
    pattern: /^npm run new-environment -- \w+/,
    file: "tests/tools/new-environment.test.ts",
    text: "npm run new-environment",
  },
  {
    pattern: /^npm run rehearse(?: -- --stack staging --rows 20000)?$/,
    file: "tests/rehearsal/rehearsal.test.ts",
    text: "tools/rehearsal/main.ts",
  },
];
