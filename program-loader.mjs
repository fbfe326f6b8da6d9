/**
 * Loads the program's TypeScript: `node --import ./program-loader.mjs`, in Pulumi.yaml.
 *
 * Pulumi's SDK asks for a stack trace at every promise and every resource, and installs
 * source-map-support, which took almost half of the program's time and does not find tsx's source
 * maps. So Node.js maps here, and only errors that say something have a trace: the SDK's own
 * traces belong to errors without a message, which nobody reads.
 */
import { enableCompileCache, findSourceMap } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

enableCompileCache(join(import.meta.dirname, "node_modules", ".cache", "v8"));

const prepareStackTrace = (error, frames) =>
  error.message === "" ? "Error" : [String(error), ...frames.map(inSource)].join("\n    at ");

/** A stack frame with the place in the TypeScript source, where there is one. */
function inSource(frame) {
  const entry = findSourceMap(frame.getFileName() ?? "")?.findEntry(
    frame.getLineNumber() - 1,
    frame.getColumnNumber() - 1,
  );
  if (!entry?.originalSource?.startsWith("file:")) return String(frame);
  const file = fileURLToPath(entry.originalSource);
  const place = `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return String(frame).replace(/[^( ]+:\d+:\d+/, place);
}

Object.defineProperty(Error, "prepareStackTrace", { get: () => prepareStackTrace, set: () => {} });

await import("tsx");
