/** The command line: `node local/main.js plan`. */
require("../loader/typescript.mjs");
require("./cli.ts");
