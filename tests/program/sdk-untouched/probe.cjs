/**
 * Preloaded into a Node.js process. When the process ends, writes a description of the functions
 * that can be reached through the modules of Pulumi, gRPC and google-protobuf, and lists the
 * functions of Node.js that have changed since the start. The description goes to the file
 * `PROBE_OUTPUT`. The modules that the JSON file `PROBE_MODULES` lists are loaded first, if it is
 * given.
 */
const { createHash } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { isMainThread } = require("node:worker_threads");

const { PROBE_OUTPUT: output, PROBE_MODULES: modulesFile } = process.env;
const sdk = /node_modules\/(@pulumi|@grpc|google-protobuf|@opentelemetry\/api)\//;
const sourceOf = Function.prototype.call.bind(Function.prototype.toString);
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const isFunction = (value) => typeof value === "function";
const isPlain = (value) =>
  typeof value === "object" &&
  value !== null &&
  [Object.prototype, null].includes(getPrototypeOf(value));

/** Every function below a value, by path. Own properties only, and each object once. */
function functionsOf(root, path, seen = new Set()) {
  if (!(isFunction(root) || isPlain(root)) || seen.has(root)) return [];
  seen.add(root);
  const below = membersOf(root).flatMap(([key, value]) => [
    ...functionsOf(value, `${path}.${key}`, seen),
    ...(isFunction(root) && key === "prototype" ? methodsOf(value, path, seen) : []),
  ]);
  return isFunction(root) ? [[path, root], ...below] : below;
}

function methodsOf(prototype, path, seen) {
  const methods = membersOf(prototype).filter(([key]) => key !== "constructor");
  return methods.flatMap(([key, value]) => functionsOf(value, `${path}#${key}`, seen));
}

/** The properties of an object: values, and the functions behind accessors. */
function membersOf(object) {
  if (object === null || object === undefined) return [];
  return Reflect.ownKeys(object).flatMap((key) => {
    const { value, get, set } = getOwnPropertyDescriptor(object, key);
    const name = String(key);
    return get || set
      ? [
          [`get ${name}`, get],
          [`set ${name}`, set],
        ]
      : [[name, value]];
  });
}

function describeModule(filename, module) {
  const functions = functionsOf(module.exports, "exports").map(([path, value]) => [
    path,
    createHash("sha1").update(sourceOf(value)).digest("hex"),
  ]);
  return {
    isLoaded: module instanceof Module && module.filename === filename && module.loaded,
    functions: Object.fromEntries(functions),
  };
}

/** The functions of Node.js by path, but for modules that warn when they are loaded. */
function nodeFunctions() {
  const modules = Module.builtinModules.filter((name) => !/^_|^(sys|punycode|wasi)$/.test(name));
  return new Map([
    ...functionsOf(Object.fromEntries(membersOf(globalThis)), "globalThis"),
    ...modules.flatMap((name) => functionsOf(require(name), name)),
  ]);
}

function describe(before) {
  const after = nodeFunctions();
  const modules = modulesFile ? JSON.parse(readFileSync(modulesFile, "utf8")) : [];
  for (const filename of modules) require(filename);
  const loaded = Object.entries(require.cache).filter(([filename]) => sdk.test(filename));
  return {
    changedInNode: [...before.keys()].filter((path) => before.get(path) !== after.get(path)),
    prepareStackTrace: String(Error.prepareStackTrace),
    modules: Object.fromEntries(
      loaded.map(([filename, module]) => [filename, describeModule(filename, module)]),
    ),
  };
}

if (isMainThread && output !== undefined) {
  const before = nodeFunctions();
  process.once("SIGTERM", () => process.exit());
  process.once("exit", () => {
    writeFileSync(output, JSON.stringify(describe(before)));
  });
}
