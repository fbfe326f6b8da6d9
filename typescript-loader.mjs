/**
 * Loads TypeScript with tsx. Pulumi's host maps stack traces with source-map-support, which does not
 * know tsx's source maps; Node.js does, and this hands them over. What Node.js compiles is kept for
 * the next run.
 */
import "tsx";
import module, { findSourceMap } from "node:module";
import sourceMaps from "source-map-support";

const [major] = process.versions.node.split(".");
if (Number(major) < 22) {
  console.error(
    `Pulumi needs Node.js 22 or later, and this is ${process.versions.node}: put a newer one first on the PATH.`,
  );
  process.exit(1);
}

module.enableCompileCache();

sourceMaps.install({
  retrieveSourceMap: (source) => {
    const map = findSourceMap(source)?.payload;
    return map === undefined ? null : { url: source, map };
  },
});
