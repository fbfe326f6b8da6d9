require("./node-version.js");

const { enableCompileCache, flushCompileCache } = require("node:module");

// The engine ends a pack with a signal, and Node.js would keep what it compiled only at an exit.
enableCompileCache();
require("tsx/cjs");
require("./pack.ts");
flushCompileCache();
