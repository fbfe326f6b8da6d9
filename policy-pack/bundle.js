const { hash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, rm, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/**
 * A TypeScript file in one piece with what it needs of its project, which takes far less than to
 * read each file. It is made by esbuild, and kept until any of the files, or the names in any of
 * their folders, is another.
 *
 * @param {string} filename The file to start from.
 * @param {{ readonly directory: string, readonly target: string }} options Where pieces are kept, and
 *   the oldest Node.js that must take them, such as `node22`.
 * @returns {{ readonly code: string, readonly sourceMap: string }} The JavaScript, and where it is from.
 */
module.exports = function bundle(filename, { directory, target }) {
  const path = join(directory, `${hash("sha1", `${filename} ${target}`)}.bundle`);
  return kept(path) ?? keep(path, build(filename, target));
};

function build(filename, target) {
  const { buildSync } = require("esbuild");
  const { outputFiles, metafile } = buildSync({
    entryPoints: [filename],
    outfile: `${filename}.js`,
    absWorkingDir: dirname(filename),
    write: false,
    metafile: true,
    bundle: true,
    packages: "external",
    platform: "node",
    target,
    format: "cjs",
    sourcemap: "external",
    sourcesContent: false,
    tsconfigRaw: { compilerOptions: { strict: true } },
    logLevel: "silent",
  });
  const [sourceMap, text] = outputFiles.map((file) => file.text);
  const code = copyingOnce(text);
  const files = Object.keys(metafile.inputs).map((file) => join(dirname(filename), file));
  files.push(__filename, require.resolve("esbuild/package.json"));
  return { code, sourceMap, files, state: stateOf(files) };
}

/** esbuild copies what a package exports for each file that imports it; once for all is enough. */
function copyingOnce(code) {
  const copy = "var __toESM = (mod, isNodeMode, target) => (";
  const once =
    "var __toESM = (mod, mode) => __copies.get(mod) ?? __copies.set(mod, __copy(mod, mode)).get(mod)";
  // In one line: all others stay where the source map has them.
  return code.replace(
    copy,
    `var __copies = new Map(); ${once}; ${copy.replace("__toESM", "__copy")}`,
  );
}

/** What files, and the names beside them, are like. @throws Error when one of them is gone. */
function stateOf(files) {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const names = folders.flatMap((folder) => readdirSync(folder).filter(isImported));
  const contents = files.map((file) => hash("sha1", readFileSync(file)));
  return hash("sha1", [...names, ...contents].join("\n"));
}

/** Whether a file may import something of this name: none does what is hidden or not the project's. */
function isImported(name) {
  return !name.startsWith(".") && name !== "node_modules";
}

/** The piece that is kept, if it is whole and still what the files say. */
function kept(path) {
  try {
    const [head, code, sourceMap] = readFileSync(path, "utf8").split("\0");
    const { files, state, sum } = JSON.parse(head);
    if (sum !== hash("sha1", code + sourceMap) || state !== stateOf(files)) return undefined;
    return { code, sourceMap };
  } catch {
    return undefined;
  }
}

/** Keeps a piece for the next time, if the folder can be written to. */
function keep(path, { code, sourceMap, files, state }) {
  const head = JSON.stringify({ files, state, sum: hash("sha1", code + sourceMap) });
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, [head, code, sourceMap].join("\0"));
    renameSync(draft, path);
  } catch {
    rm(draft, { force: true }, () => {});
  }
  return { code, sourceMap };
}
