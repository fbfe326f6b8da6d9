import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
  readFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { cacheDirectory, onceAcrossProcesses } from "./cache";
import { flavours, type Flavour } from "./flavours";
import type { ServerProgram } from "./installation";
import type { Progress } from "./packages";
import { run } from "./run";

/** Options that keep a server small; an unknown one is passed over. */
export const smallServer = [
  "--innodb-buffer-pool-size=64M",
  "--loose-innodb-redo-log-capacity=32M",
  "--loose-performance-schema=OFF",
  // mysqld refuses to run as root without this option.
  ...(userInfo().uid === 0 ? ["--user=root"] : []),
];

/**
 * Fills a data folder for a new server by copying one that is made once for each program, which
 * takes about ten seconds.
 */
export async function makeDataFolder(
  flavour: Flavour,
  program: ServerProgram,
  folder: string,
  progress: Progress,
): Promise<void> {
  const template = join(cacheDirectory(), "templates", `${flavour}-${program.id}`);
  await onceAcrossProcesses(
    template,
    () => existsSync(template),
    () => makeTemplate(flavour, program, template, progress),
  );
  cpSync(template, folder, { recursive: true });
}

async function makeTemplate(
  flavour: Flavour,
  program: ServerProgram,
  template: string,
  progress: Progress,
): Promise<void> {
  progress(`Making an empty ${flavours[flavour].title} (first time only, about 10 s)`);
  mkdirSync(dirname(template), { recursive: true });
  const scratch = mkdtempSync(`${template}.new-`);
  try {
    const data = join(scratch, "data");
    await initialise(flavour, program, scratch, data);
    // The id of one server; each makes its own.
    rmSync(join(data, "auto.cnf"), { force: true });
    renameSync(data, template);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function initialise(flavour: Flavour, program: ServerProgram, scratch: string, data: string) {
  const { initialise: method } = flavours[flavour];
  const options = [...smallServer, `--datadir=${data}`, `--tmpdir=${scratch}`];
  if (method === "initialize-insecure") {
    await run(program.command([...options, "--initialize-insecure"], scratch));
    return;
  }
  if (program.share === undefined) throw new Error(`${program.origin} has no SQL files`);
  const { share } = program;
  const shipped = method.files.map((file) => readFileSync(join(share, file), "utf8"));
  const inputFile = join(scratch, "bootstrap.sql");
  const statements = ["CREATE DATABASE mysql;", "USE mysql;", ...shipped, method.then, ""];
  writeFileSync(inputFile, statements.join("\n"));
  mkdirSync(data);
  await run({ ...program.command([...options, "--bootstrap"], scratch), inputFile });
}
