import { stackOutputs } from "../../lib/stack-outputs";

/** Names of output shapes in the reference. */
const shapeNames = { text: "text", list: "list of text", map: "text by name" };

/** `docs/outputs.md`: every stack output, its shape and its meaning. */
export function outputsReference(): string {
  const rows = Object.entries(stackOutputs).map(([name, output]) => {
    const absent = "absent" in output ? ` Absent ${output.absent}.` : "";
    return `| \`${name}\` | ${shapeNames[output.shape]} | ${output.description}${absent} |`;
  });
  return `# Outputs

What \`pulumi stack output --json\` gives, for operators and for the integration checks. Names stay; new ones may come.
What has no output is derived from one: the Aurora cluster's identifier is the first label of \`auroraClusterEndpoint\`, and every physical name ends with \`-<environment>\`.

| output | shape | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
}
