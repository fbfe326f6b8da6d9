/** The command line: `node local/main.js plan`. */
require("../typescript-loader.mjs");
require("./cli.ts");
