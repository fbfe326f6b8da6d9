import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { planCommand } from "@landing-zone/cli/commands/plan";
import { writeAtomically } from "@landing-zone/engine/output-file";
import { estimateOf, type Estimate } from "@landing-zone/cost/estimate";
import { costsReference } from "./costs-reference";
import { stackPicture } from "./diagrams";

const project = join(__dirname, "../..");
const folder = join(project, "docs", "architecture");

// Draws every stack from its plan and writes its cost. `npm run docs` leaves both out: they take a
// preview of each stack.
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const costs: Record<string, Estimate> = {};
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
    costs[stack] = estimateOf(plan);
  }
  writeAtomically(join(project, "docs", "costs.md"), costsReference(costs));
}

void main();
