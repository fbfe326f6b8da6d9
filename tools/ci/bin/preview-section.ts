import { readFileSync } from "node:fs";
import { previewSection } from "../preview-section";

// Prints one stack's section of the pull request's comment.
const [stack, exitCode, outputFile, guardFile, costFile] = process.argv.slice(2);
if (stack === undefined || exitCode === undefined || !outputFile || !guardFile || !costFile) {
  console.error(
    "Usage: npm run preview-section -- <stack> <exit code> <output file> <guard report file> <cost report file>",
  );
  process.exitCode = 2;
} else {
  console.log(
    previewSection({
      stack,
      exitCode: Number(exitCode),
      output: readFileSync(outputFile, "utf8"),
      guard: readFileSync(guardFile, "utf8"),
      cost: readFileSync(costFile, "utf8"),
    }),
  );
}
