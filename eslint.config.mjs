import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** What each part may not import. Imports point one way: index → config, components → lib. */
const program = ["index", "outputs"];
const apart = ["local", "policy-pack", "tests", "bench"];
const forbiddenImports = {
  lib: [...program, "config", "components", ...apart],
  components: [...program, "config", ...apart],
  config: [...program, "components", ...apart],
  local: [...program, "config", "components", "lib", "policy-pack", "tests", "bench"],
  "policy-pack": [...program, "config", "components", "lib", "local", "tests", "bench"],
  bench: [...program, "config", "components", "lib", "policy-pack", "tests"],
};
const restrict = (files, up, parts) => ({
  files: [files],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^${up}(${parts.join("|")})(/|$)`,
            message: "Imports point one way: index → config, components → lib.",
          },
        ],
      },
    ],
  },
});
/** A part of the project is as many folders up as the importing file lies deep. */
const importDirections = [
  ...Object.entries(forbiddenImports).flatMap(([part, parts]) =>
    [1, 2, 3, 4].map((depth) =>
      restrict(
        `${[part, ...Array(depth - 1).fill("*"), "*.ts"].join("/")}`,
        `(\\.\\./){${depth}}`,
        parts,
      ),
    ),
  ),
  restrict(
    "config.ts",
    "\\./",
    forbiddenImports.config.filter((part) => part !== "config"),
  ),
  ...program.map((file) => restrict(`${file}.ts`, "\\./", apart)),
];

export default tseslint.config(
  { ignores: ["node_modules/", "**/node_modules/", ".local/", ".venv/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            "eslint.config.mjs",
            "typescript-loader.mjs",
            "policy-pack/bundle.js",
            "policy-pack/index.js",
            "tests/parallel.cjs",
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  ...importDirections,
  {
    files: ["components/**/*.ts", "index.ts"],
    rules: {
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "max-lines": ["error", { max: 250 }],
    },
  },
  {
    files: ["*.ts", "{bench,bootstrap,checks,components,config,lib,policy-pack,tools}/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
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
