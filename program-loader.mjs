/** Loads the program's TypeScript: `node --import ./program-loader.mjs`, in Pulumi.yaml. */
import { createRequire } from "node:module";
import "./typescript-loader.mjs";

const require = createRequire(import.meta.url);
const load = require.extensions[".ts"];

require.extensions[".ts"] = (module, filename) => {
  leaveOutTraces(require("@pulumi/pulumi/runtime/debuggable"));
  load(module, filename);
};

/**
 * The SDK keeps a stack trace of every promise, in case one never settles. Taking them is dear, and
 * they lead to the SDK itself.
 */
function leaveOutTraces(debuggable) {
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}
