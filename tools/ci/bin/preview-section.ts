import { readFileSync } from "node:fs";
import { previewSection } from "../preview-section";

// Prints one stack's section of the pull request's comment.
const [stack, exitCode, ...files] = process.argv.slice(2);
const [output, guard, cost, findings] = files.map((file) => readFileSync(file, "utf8"));
if (
  stack === undefined ||
  exitCode === undefined ||
  output === undefined ||
  guard === undefined ||
  cost === undefined ||
  findings === undefined
) {
  console.error(
    "Usage: npm run preview-section -- <stack> <exit code> <output file> <guard report file> <cost report file> <findings report file>",
  );
  process.exitCode = 2;
} else {
  console.log(previewSection({ stack, exitCode: Number(exitCode), output, guard, cost, findings }));
}
