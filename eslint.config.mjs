import pulumi from "@pulumi/eslint-plugin";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports point one way: index → config, components → lib; see docs/architecture.md. */
const importDirections = [
  {
    target: "./lib",
    from: ["./components", "./local", "./policy-pack", "./tests", "./config.ts", "./index.ts"],
  },
  {
    target: "./components",
    from: ["./local", "./policy-pack", "./tests", "./config.ts", "./index.ts"],
  },
  {
    target: "./config.ts",
    from: ["./components", "./local", "./policy-pack", "./tests", "./index.ts"],
  },
  { target: "./index.ts", from: ["./local", "./policy-pack", "./tests"] },
  {
    target: "./local",
    from: ["./components", "./lib", "./config.ts", "./index.ts", "./policy-pack", "./tests"],
  },
  {
    target: "./policy-pack",
    from: ["./components", "./lib", "./config.ts", "./index.ts", "./local", "./tests"],
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
