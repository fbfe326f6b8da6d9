import { readFileSync } from "node:fs";
import { costReport, type WrittenPlan } from "../cost-report";

// Prints how the cost of a stack differs between two plans that `npm start -- --json FILE` has written.
const [before, after] = process.argv.slice(2);
const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as WrittenPlan;
if (before === undefined || after === undefined) {
  console.error("Name the two plans: npm run cost-report -- before.json after.json");
  process.exitCode = 2;
} else {
  try {
    console.log(costReport(read(before), read(after)));
  } catch (error) {
    console.error(`${before} and ${after} cannot be read as plans: ${String(error)}`);
    process.exitCode = 2;
  }
}
