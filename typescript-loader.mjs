/**
 * Loads TypeScript with tsx. Pulumi's host maps stack traces with source-map-support, which does not
 * know tsx's source maps; Node.js does, and this hands them over.
 */
import "tsx";
import { findSourceMap } from "node:module";
import sourceMaps from "source-map-support";

sourceMaps.install({
  retrieveSourceMap: (source) => {
    const map = findSourceMap(source)?.payload;
    return map === undefined ? null : { url: source, map };
  },
});
