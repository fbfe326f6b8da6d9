/** Loads parts of packages when they are first used, where a package loads them at once. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Puts a stand-in in the place of a module, which loads the module when it is first used. */
export function loadLate(filename) {
  let exports;
  const loaded = () => {
    if (exports === undefined) {
      Reflect.deleteProperty(require.cache, filename);
      exports = require(filename);
    }
    return exports;
  };
  const standIn = new Proxy(
    {},
    {
      get: (_, name) => name === "__esModule" || loaded()[name],
      has: (_, name) => name in loaded(),
      ownKeys: () => Object.keys(loaded()),
      getOwnPropertyDescriptor: (_, name) =>
        name in loaded()
          ? { value: loaded()[name], enumerable: true, configurable: true }
          : undefined,
    },
  );
  require.cache[filename] = { exports: standIn, loaded: true };
}
