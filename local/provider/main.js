/** The provider process: `node local/provider/main.js --endpoint <url>`. */
const { flushCompileCache } = require("node:module");
require("../../loader/typescript.mjs");
require("./server.ts");

// A provider is ended by a signal, and Node.js would keep what it compiled only at an exit.
flushCompileCache();
