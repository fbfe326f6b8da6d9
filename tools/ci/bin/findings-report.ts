import { readFileSync } from "node:fs";
import { type WrittenPlan } from "../cost-report";
import { findingsReport } from "../findings-report";

// Prints the violations of a plan that `npm start -- --json FILE` has written, with the keys that settle them.
const file = process.argv[2];
if (file === undefined) {
  console.error("Name the file with a plan: npm run findings-report -- plan.json");
  process.exitCode = 2;
} else {
  try {
    console.log(findingsReport(JSON.parse(readFileSync(file, "utf8")) as WrittenPlan));
  } catch (error) {
    console.error(`${file} cannot be read as a plan: ${String(error)}`);
    process.exitCode = 2;
  }
}
