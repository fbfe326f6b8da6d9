// Before anything else is loaded: an older Node.js would fail at a function that it lacks.
const [major] = process.versions.node.split(".");
if (Number(major) < 22) {
  throw new Error(
    `The policy pack needs Node.js 22 or later and was started with ${process.versions.node}. Put a newer one first on the PATH.`,
  );
}

const { buildSync } = require("esbuild");
const Module = require("node:module");
const { join } = require("node:path");

/*
 * What the SDK has for putting functions into Lambda archives is almost half of what it loads, and
 * a policy has no use for it.
 */
const sdk = Module.createRequire(require.resolve("@pulumi/pulumi"));
require.cache[sdk.resolve("@npmcli/arborist")] = { exports: {}, loaded: true };

// The engine ends a pack with a signal, and Node.js would keep what it compiled only at an exit.
Module.enableCompileCache();
load(join(__dirname, "pack.ts"));
Module.flushCompileCache();

/**
 * Loads a TypeScript file in one piece with what it needs of the pack. To make that anew each time
 * takes less than reading a file for every rule, and is never out of date.
 */
function load(filename) {
  const { outputFiles } = buildSync({
    entryPoints: [filename],
    outfile: `${filename}.js`,
    write: false,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    format: "cjs",
    sourcemap: "inline",
    sourcesContent: false,
  });
  Module.setSourceMapsSupport?.(true);
  module._compile(outputFiles[0].text, filename);
}
