import { flavours, type Flavour } from "./flavours";
import { serverProgram } from "./installation";

/** `node --import tsx tools/mysql-servers/fetch.ts <flavour>`: fetches a server unless it is there. */
async function main([name = ""]: readonly string[]): Promise<void> {
  if (!Object.hasOwn(flavours, name)) {
    throw new Error(
      `There is no flavour "${name}". Flavours: ${Object.keys(flavours).join(", ")}.`,
    );
  }
  await serverProgram(name as Flavour, (message) => process.stdout.write(`${message}\n`));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
