import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of the project that the local engine belongs to. */
export const homeDirectory = resolve(__dirname, "../..");

/** Node.js's compile cache, for processes that cannot enable it in time themselves. */
export const compileCache = { NODE_COMPILE_CACHE: join(homeDirectory, "node_modules/.cache/v8") };

/** Arguments of Node.js that let a process load TypeScript. */
export const typescriptLoader = ["--import", pathToFileURL(require.resolve("tsx")).href];
