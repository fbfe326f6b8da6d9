/** Makes the promises of Pulumi's SDK cheaper, for the program and for its unit tests. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The SDK watches all of its promises, a hundred for each resource, to tell at the end which have
 * never settled. Their traces, which lead to the SDK itself, are dear, and only shown with
 * `PULUMI_DEBUG_PROMISE_LEAKS`; to tell that there are any takes just the set of them.
 */
export function leaveOutTraces() {
  const debuggable = require("@pulumi/pulumi/runtime/debuggable");
  if (debuggable.debugPromiseLeaks) return;
  const { getStore } = require("@pulumi/pulumi/runtime/state");
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (promise, context) => {
    // The first has the SDK look at the set when the program exits.
    debuggable.debuggablePromise = watched;
    return debuggablePromise(promise, context);
  };
  const watched = (promise) => {
    const { leakCandidates } = getStore();
    leakCandidates.add(promise);
    return promise.then(
      (value) => {
        leakCandidates.delete(promise);
        return value;
      },
      (error) => {
        leakCandidates.delete(promise);
        throw error;
      },
    );
  };
}
