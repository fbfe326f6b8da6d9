import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationReference } from "./configuration-reference";
import { stackFileJsonSchema } from "./json-schema";
import { keyPoliciesReference } from "./key-policies";
import { operationsReference } from "./operations-reference";
import { outputsReference } from "./outputs-reference";
import { parametersReference } from "./parameters-reference";
import { phasesReference } from "./phases-reference";

/** The generated documents: their content by path, relative to the project. */
export function generatedDocuments(): Record<string, string> {
  return {
    "docs/configuration.md": `${configurationReference()}\n`,
    "docs/outputs.md": outputsReference(),
    "docs/operations.md": operationsReference(),
    "docs/kms-keys.md": keyPoliciesReference(),
    "docs/phases.md": phasesReference(),
    "docs/database-parameters.md": parametersReference(),
    "docs/configuration.schema.json": `${JSON.stringify(stackFileJsonSchema(), null, 2)}\n`,
  };
}

if (require.main === module) {
  for (const [path, content] of Object.entries(generatedDocuments())) {
    writeFileSync(join(__dirname, "../..", path), content);
  }
}
