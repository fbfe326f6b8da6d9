import { workflowFindings } from "../workflow-linters";

// Holds the GitHub workflows against zizmor (security) and actionlint (syntax, expressions, shell).
async function main(): Promise<void> {
  const { findings, notices } = await workflowFindings((message) => {
    console.error(message);
  });
  for (const line of [...notices, ...findings]) console.log(line);
  if (findings.length > 0) process.exitCode = 1;
  else console.log("The workflows have no finding.");
}

void main();
