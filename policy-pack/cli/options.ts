import { parseArgs } from "node:util";

export const usage = `Usage: migration-landing-zone-policies <preview.json> [options]

Judges a preview that "pulumi preview --json --show-sames" has recorded; - reads standard input.

  --config FILE          the policy configuration, as --policy-pack-config takes it
  --rules PLACE          a folder or a package with rules of your own; may be repeated
  --baseline FILE        findings that are known and do not block
  --write-baseline FILE  writes the findings that block now, dated, with the known ones
  --write-config FILE    writes the configuration with the baseline in it, for Pulumi
  --sarif FILE           writes the findings as SARIF 2.1.0
  --junit FILE           writes the findings as JUnit's XML
  --exceptions FILE      writes exceptions, relaxations and baseline, with owner, age and end, as JSON
  --help                 prints this text

Exit codes: 0 nothing blocks, 1 a mandatory policy is violated, 2 wrong usage or unreadable file.`;

/** The command line of the pack. */
export interface Options {
  /** The recorded preview; `-` is standard input. */
  readonly preview: string;
  readonly config?: string | undefined;
  readonly rules: readonly string[];
  readonly baseline?: string | undefined;
  readonly "write-baseline"?: string | undefined;
  readonly "write-config"?: string | undefined;
  readonly sarif?: string | undefined;
  readonly junit?: string | undefined;
  readonly exceptions?: string | undefined;
}

const file = { type: "string" } as const;

/**
 * The options of a command line; undefined if it asks for help.
 * @throws Error if it does not match {@link usage}.
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: file,
      rules: { type: "string", multiple: true, default: [] },
      baseline: file,
      "write-baseline": file,
      "write-config": file,
      sarif: file,
      junit: file,
      exceptions: file,
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const [preview] = positionals;
  if (preview === undefined || positionals.length > 1) {
    throw new Error(`expected one recorded preview, not ${positionals.length}`);
  }
  return { ...values, preview };
}
