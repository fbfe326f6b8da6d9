#!/usr/bin/env node
require("./node-version.js");
require("tsx/cjs");
require("./cli/main.ts");
