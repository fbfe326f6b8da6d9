/**
 * Loads TypeScript: after it, `require` takes `.ts` files.
 *
 * A file comes in one piece with what it needs of the project. Within it `__dirname` is the folder
 * of the file that was required.
 *
 * Errors have their places in the TypeScript from here, and only those that say something have a
 * trace: Pulumi's SDK makes an error without a message at every promise and every resource, and
 * nobody reads their traces, which took almost half of the program's time.
 */
import { createRequire, enableCompileCache, SourceMap } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { loadLate } from "./late-modules.mjs";
import bundle from "../policy-pack/bundle.js";

// What Node.js has kept is of use only under the same flags, and the SDK sets this one half-way.
setFlagsFromString("--allow-natives-syntax");
const cache = join(import.meta.dirname, "../node_modules/.cache");
enableCompileCache(join(cache, "v8"));

const require = createRequire(import.meta.url);
// All languages of zod's messages, of which the project uses English.
loadLate(require.resolve("zod/v4/locales"));

const sourceMaps = new Map();

// The one way in for a CommonJS file of another kind that runs before it is read.
require.extensions[".ts"] = (module, filename) => {
  const { code, sourceMap } = bundle(filename, { directory: cache, target: "node20" });
  sourceMaps.set(filename, { text: sourceMap });
  module._compile(code, filename);
};

const prepareStackTrace = (error, frames) =>
  error.message === "" ? "Error" : [String(error), ...frames.map(inSource)].join("\n    at ");

/** A stack frame with the place in the TypeScript source, where there is one. */
function inSource(frame) {
  const filename = frame.getFileName();
  const sourceMap = sourceMaps.get(filename);
  if (sourceMap === undefined) return String(frame);
  sourceMap.parsed ??= new SourceMap(JSON.parse(sourceMap.text));
  const { originalSource, originalLine, originalColumn } = sourceMap.parsed.findEntry(
    frame.getLineNumber() - 1,
    frame.getColumnNumber() - 1,
  );
  if (originalSource === undefined) return String(frame);
  const file = resolve(dirname(filename), originalSource);
  const place = `${file}:${originalLine + 1}:${originalColumn + 1}`;
  return String(frame).replace(/[^( ]+:\d+:\d+/, place);
}

Object.defineProperty(Error, "prepareStackTrace", { get: () => prepareStackTrace, set: () => {} });
