/** Loads the program's TypeScript: `node --import ./loader/program.mjs`, in Pulumi.yaml. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadLate, loadWhenCalled } from "./late-modules.mjs";
import { makeOutputsWhenRead } from "./sdk-outputs.mjs";
import { leaveOutTraces } from "./sdk-promises.mjs";
import "./typescript.mjs";

const require = createRequire(import.meta.url);
const load = require.extensions[".ts"];

require.extensions[".ts"] = (module, filename) => {
  require.extensions[".ts"] = load;
  leaveOutTraces();
  makeOutputsWhenRead();
  if (process.env.SDK_DEBUG_MESSAGES !== "true") leaveOutDebugMessages();
  load(module, filename);
};

/*
 * Most of what the SDKs load no program needs whole: what puts functions into Lambda archives, the
 * TypeScript compiler, programs that run other programs, and the 250 services of AWS.
 */
const sdk = createRequire(require.resolve("@pulumi/pulumi"));
for (const name of ["./typescript-shim", "./automation"]) loadLate(sdk.resolve(name));
loadWhenCalled(sdk.resolve("./runtime/closure/codePaths"), "computeCodePaths");
for (const name of ["@pulumi/aws", "@pulumi/aws/types/enums", "@pulumi/awsx"]) {
  const directory = dirname(require.resolve(name));
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) loadLate(join(directory, entry.name, "index.js"));
  }
}

/*
 * The SDK attaches a debugger, which makes promises slower, and loads OpenTelemetry: the one is for
 * functions in Lambda archives, which attach it themselves, the other for traces that are asked for.
 */
require("@pulumi/pulumi/runtime/closure/v8Hooks").isInitializedAsync = () => Promise.resolve();
const isTraced = process.argv.some((argument) => argument.startsWith("--tracing"));
if (!isTraced && !process.env.TRACEPARENT) {
  const { trace } = sdk("@opentelemetry/api");
  const newSpan = (name) => trace.getTracer(name).startSpan(name);
  require.cache[sdk.resolve("./cmd/run/tracing")] = { exports: { newSpan }, loaded: true };
}

/**
 * The SDK tells the engine three times a resource what it is doing, one message after the other, and
 * the program ends only after the last. `SDK_DEBUG_MESSAGES=true pulumi up --debug` shows them.
 */
function leaveOutDebugMessages() {
  require("@pulumi/pulumi/log").debug = () => Promise.resolve();
}
