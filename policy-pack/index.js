require("./node-version.js");

const { enableCompileCache, flushCompileCache } = require("node:module");

// The engine ends a pack with a signal, and Node.js would write its compile cache only at an exit.
enableCompileCache();
require("tsx/cjs");
require("./pack.ts");
flushCompileCache();
