import { RuleTester } from "eslint";
import { noPatches } from "../../tools/ci/no-patches.mjs";

const errors = [{ messageId: "patch" }];

new RuleTester().run("no-patches", noPatches, {
  valid: [
    'import * as pulumi from "@pulumi/pulumi"; const monitor = new pulumi.Thing(); monitor.call = 1;',
    'import { faults } from "./faults"; faults.lines = [];',
    "const copy = Object.assign({}, require('@pulumi/pulumi')); copy.log = 1;",
    "delete require.cache[file]; Reflect.deleteProperty(require.cache, file);",
    "process.exitCode = 1; Object.assign(process.env, variables);",
    "class Own extends Base {} const own = new Own(); own.prototypes = 1;",
  ],
  invalid: [
    "require.cache[file] = { exports: {} };",
    "Object.defineProperty(require.cache, file, { value: {} });",
    'import * as pulumi from "@pulumi/pulumi"; pulumi.log.debug = () => {};',
    'import rpc from "@pulumi/pulumi/runtime/rpc"; Object.assign(rpc, { transferProperties });',
    'const rpc = require("@pulumi/pulumi/runtime/rpc"); rpc.transferProperties = other;',
    'require("@pulumi/pulumi/log").debug = () => {};',
    'const { AnalyzerService } = require("x"); const { analyze } = AnalyzerService; analyze.requestDeserialize = f;',
    'const sdk = await import("@pulumi/pulumi"); sdk.log.debug = f;',
    'import fs from "node:fs"; fs.readFileSync = f;',
    "Array.prototype.map = f;",
    "Own.prototype.register = f;",
    "Object.defineProperty(Promise.prototype, 'then', { value: f });",
    "Error.prepareStackTrace = f;",
    "Object.defineProperty(Error, 'prepareStackTrace', { get });",
  ].map((code) => ({ code, errors })),
});
