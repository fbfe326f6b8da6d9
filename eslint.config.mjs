import pulumi from "@pulumi/eslint-plugin";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";
import { noPatches } from "./tools/ci/no-patches.mjs";

/**
 * The parts of the project, and which others each may import. Imports point one way: nothing of the
 * product imports `tools/` or `tests/`, and the policy pack imports nothing outside itself.
 */
const mayImport = {
  "index.ts": ["outputs.ts", "config.ts", "components", "lib"],
  "outputs.ts": ["components", "lib"],
  "config.ts": ["config", "lib"],
  lib: [],
  config: ["lib"],
  components: ["lib"],
  "policy-pack": [],
  bootstrap: ["components", "config", "lib"],
  checks: ["config", "lib"],
  operations: ["checks", "config", "lib"],
  bench: ["tools", "operations", "tests/support", "lib"],
  "tools/plan": [],
  "tools/engine": ["tools/plan"],
  "tools/change-guard": ["tools/plan", "lib"],
  "tools/cost": ["tools/plan"],
  "tools/plan-report": ["tools/plan", "tools/cost"],
  "tools/aws-emulator": ["tools/engine", "tools/plan"],
  "tools/mysql-servers": [],
  "tools/replication": ["tools/mysql-servers", "lib"],
  "tools/rehearsal": ["tools", "checks", "config", "lib"],
  "tools/cli": ["tools", "policy-pack"],
  "tools/ci": ["tools", "checks", "config", "lib"],
  "tools/doctor": ["tools", "checks", "config", "lib"],
  "tools/new-environment": ["tools", "config", "lib"],
  "tools/docs": ["tools", "operations", "config", "lib"],
};
const importDirections = Object.entries(mayImport).map(([part, allowed]) => ({
  target: `./${part}`,
  from: ".",
  except: [part, ...allowed, "node_modules", "package.json"].map((path) => `./${path}`),
  message: "Imports point one way: see mayImport in eslint.config.mjs.",
}));

/** Loading a package of providers whole takes ten times as long as loading the modules in use. */
const wholePackage = {
  selector: 'ImportDeclaration[importKind!="type"][source.value=/^@pulumi.(aws|awsx|random)$/]',
  message: 'Import a module of it, for example "@pulumi/aws/rds"; types with "import type".',
};

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "**/node_modules/",
      ".local/",
      ".venv/",
      "bench/subjects/cdk/",
      // Programs of the published package's users: tests/package checks their types against it.
      "components/dist/",
      "examples/",
      "templates/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            "eslint.config.mjs",
            "typescript-loader.mjs",
            "policy-pack/*.js",
            "tests/parallel.cjs",
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "@pulumi": pulumi, local: { rules: { "no-patches": noPatches } } },
    rules: {
      "local/no-patches": "error",
      "no-restricted-syntax": ["error", wholePackage],
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: { "import-x/no-restricted-paths": ["error", { zones: importDirections }] },
  },
  {
    files: ["components/**/*.ts", "index.ts"],
    rules: {
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "max-lines": ["error", { max: 250 }],
    },
  },
  {
    files: [
      "*.ts",
      "{bench,bootstrap,checks,components,config,lib,operations,policy-pack,tools}/**/*.ts",
    ],
    rules: {
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A recorded program, as it was recorded.
    files: ["tests/engine/fixtures/traced/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    // Plain programs as people write them, with deprecated but allowed properties.
    files: ["tests/policy/fixtures/plain/**"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      "@typescript-eslint/no-require-imports": "off",
      "@pulumi/no-output-in-template-literal": "off",
      "@pulumi/no-output-instance-in-template-literal": "off",
    },
  },
);
