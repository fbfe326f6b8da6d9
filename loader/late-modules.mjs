/** Loads parts of packages when they are first used, where a package loads them at once. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Puts a stand-in in the place of a module, which loads the module when it is first used. */
export function loadLate(filename) {
  const loaded = later(filename);
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

/** The same for a module whose function is read at once: the module is loaded when it is called. */
export function loadWhenCalled(filename, name) {
  const loaded = later(filename);
  const standIn = { [name]: (...options) => loaded()[name](...options) };
  require.cache[filename] = { exports: standIn, loaded: true };
}

/** What a module exports, for when its stand-in cannot do without. */
function later(filename) {
  let exports;
  return () => {
    if (exports === undefined) {
      Reflect.deleteProperty(require.cache, filename);
      exports = require(filename);
    }
    return exports;
  };
}
