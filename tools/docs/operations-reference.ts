import { Command, type Option } from "commander";
import { commonOptions } from "../../operations/command";
import { exitCodes } from "../../operations/exit-codes";
import { verbs } from "../../operations/verbs";

/** `docs/operations.md`: every verb of `npm run migrate`, with its arguments and options. */
export function operationsReference(): string {
  const common = commonOptions(new Command());
  return `# Operations

\`npm run migrate -- <verb> --stack <env>\` operates the migration of a stack, one verb for each step; [the runbook](runbook.md) has the order and what remains a person's decision.
A verb reads the stack's configuration and outputs, asks AWS by the SDK and MySQL over verified TLS, with passwords from Secrets Manager. It prints what it will do before it changes anything, waits with a limit, and can be repeated: what was interrupted goes on from the journal in the stack's bucket, on any machine. While one operator changes something, a second one is refused by the name of the first.

Exit codes: ${exitCodes.success} done, ${exitCodes.failed} the answer is no or it failed, ${exitCodes.usage} wrong usage or configuration, ${exitCodes.interrupted} interrupted.

## Options of every verb

${optionTable(common.options)}

\`--source-host\`, \`--source-port\`, \`--source-ca\` and \`--source-secret\` are given as \`<source>=<value>\`, and again for each, where a stack has several sources. With a tunnel the certificate is still verified against the server's own name.

${verbs.map(verbSection).join("\n\n")}
`;
}

function verbSection(verb: (typeof verbs)[number]): string {
  const command = new Command(verb.name);
  verb.declare?.(command);
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const usage = ["npm run migrate --", verb.name, ...args, "--stack <env>"].join(" ");
  const options = command.options.length === 0 ? [] : ["", optionTable(command.options)];
  return [`## ${verb.name}`, "", verb.description, "", `    ${usage}`, ...options].join("\n");
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map(({ flags, description, defaultValue }) => {
    const value: unknown = defaultValue;
    const isTold = typeof value === "number" || (typeof value === "string" && value !== "");
    const words = isTold ? `${description}; default: ${String(value)}` : description;
    return `| \`${flags}\` | ${words.replaceAll("|", "\\|")} |`;
  });
  return ["| option | meaning |", "| --- | --- |", ...rows].join("\n");
}
