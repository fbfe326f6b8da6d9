import { join, resolve } from "node:path";

/** The folder of the local engine, also when its files are loaded in one piece. */
export const localDirectory = __dirname;

/** The folder of the project that the local engine belongs to. */
export const homeDirectory = resolve(localDirectory, "..");

/** Where Node.js keeps what it has compiled, for processes that cannot see to it in time themselves. */
export const compileCache = { NODE_COMPILE_CACHE: join(homeDirectory, "node_modules/.cache/v8") };
