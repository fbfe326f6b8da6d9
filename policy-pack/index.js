// Before anything else is loaded: an older Node.js would fail at a function that it lacks.
const [major] = process.versions.node.split(".");
if (Number(major) < 22) {
  throw new Error(
    `The policy pack needs Node.js 22 or later and was started with ${process.versions.node}. Put a newer one first on the PATH.`,
  );
}

const Module = require("node:module");
const { join } = require("node:path");
const bundle = require("./bundle.js");

/*
 * What the SDK has for putting functions into Lambda archives and for running programs is more than
 * half of what it loads, and a policy has no use for it.
 */
const sdk = Module.createRequire(require.resolve("@pulumi/pulumi"));
for (const name of ["./automation", "./runtime/closure/codePaths"]) {
  require.cache[sdk.resolve(name)] = { exports: {}, loaded: true };
}

// The engine ends a pack with a signal, and Node.js would keep what it compiled only at an exit.
Module.enableCompileCache();
load(join(__dirname, "pack.ts"));
Module.flushCompileCache();

function load(filename) {
  const directory = join(__dirname, "node_modules", ".cache");
  const { code, sourceMap } = bundle(filename, { directory, target: "node22" });
  const url = `data:application/json;base64,${Buffer.from(sourceMap).toString("base64")}`;
  Module.setSourceMapsSupport?.(true);
  module._compile(`${code}\n//# sourceMappingURL=${url}`, filename);
}
