import pulumi from "@pulumi/eslint-plugin";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What each part may not import. Imports point one way: index → config, components → lib. */
const program = ["./index.ts", "./outputs.ts"];
const configuration = ["./config.ts", "./config"];
const apart = ["./local", "./policy-pack", "./tests"];
const importDirections = [
  { target: "./lib", from: [...program, ...configuration, "./components", ...apart] },
  { target: "./components", from: [...program, ...configuration, ...apart] },
  ...configuration.map((target) => ({ target, from: [...program, "./components", ...apart] })),
  ...program.map((target) => ({ target, from: apart })),
  {
    target: "./local",
    from: [...program, ...configuration, "./components", "./lib", "./policy-pack", "./tests"],
  },
  {
    target: "./policy-pack",
    from: [...program, ...configuration, "./components", "./lib", "./local", "./tests"],
  },
];

export default tseslint.config(
  { ignores: ["node_modules/", "**/node_modules/", ".local/", ".venv/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.mjs", "policy-pack/index.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "@pulumi": pulumi, "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })] },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "import-x/no-restricted-paths": [
        "error",
        { basePath: import.meta.dirname, zones: importDirections },
      ],
    },
  },
  {
    files: ["components/**/*.ts", "index.ts"],
    rules: { "no-new": "off", "@typescript-eslint/no-extraneous-class": "off" },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      "@typescript-eslint/no-require-imports": "off",
      "@pulumi/no-output-in-template-literal": "off",
      "@pulumi/no-output-instance-in-template-literal": "off",
    },
  },
);
