/** Makes the properties of Pulumi's resources cheaper, for the program and for its unit tests. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The SDK gives a resource an output of two dozen promises for each of its properties, most of which
 * no program reads. Here the SDK makes a property's output when it is first read; when the resource
 * is registered by then, the output has its value at once.
 */
export function makeOutputsWhenRead() {
  const rpc = require("@pulumi/pulumi/runtime/rpc");
  const { transferProperties } = rpc;
  rpc.transferProperties = (resource, label, properties) => {
    const settle = {};
    for (const [name, value] of Object.entries(properties)) {
      if (name === "id" || name === "urn") continue;
      const make = () => transferProperties(resource, label, { [name]: value })[name];
      settle[name] = Object.hasOwn(resource, name) ? make() : whenRead(resource, name, make);
    }
    return settle;
  };
}

/** Has a property made when it is first read. Returns what settles it, before or after. */
function whenRead(resource, name, make) {
  let settle;
  let outcome;
  Object.defineProperty(resource, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      Reflect.deleteProperty(resource, name);
      settle = make();
      if (outcome) settle(...outcome);
      return resource[name];
    },
    set: (value) => {
      const property = { value, configurable: true, enumerable: true, writable: true };
      Object.defineProperty(resource, name, property);
    },
  });
  return (...given) => {
    if (settle) settle(...given);
    else outcome = given;
  };
}
