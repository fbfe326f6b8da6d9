import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { planCommand } from "@landing-zone/cli/commands/plan";
import { writeAtomically } from "@landing-zone/engine/output-file";
import { stackPicture } from "./diagrams";

const project = join(__dirname, "..");
const folder = join(project, "docs", "architecture");

// Draws every stack anew from its plan; `npm run docs` does not, as it takes a preview of each.
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const stack of ["dev", "staging", "prod"]) {
    const { plan, exitCode } = await planCommand(
      { cwd: project, stack, config: [], secret: [], policyPack: false, quiet: true },
      process,
    );
    if (plan === undefined) {
      process.exitCode = exitCode;
      return;
    }
    writeAtomically(join(folder, `${stack}.svg`), stackPicture(plan));
  }
}

void main();
