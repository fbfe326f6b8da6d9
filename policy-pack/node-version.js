// Before anything else is loaded: an older Node.js would fail at a function that it lacks.
const [major] = process.versions.node.split(".");
if (Number(major) < 22) {
  throw new Error(
    `The policy pack needs Node.js 22 or later and was started with ${process.versions.node}. Put a newer one first on the PATH.`,
  );
}
