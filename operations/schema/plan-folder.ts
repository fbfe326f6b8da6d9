import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { OperationError, UsageError } from "../errors";
import { hashOf, parsePlanFile, type PlanFile, renderPlanFile } from "./plan-file";
import type { SchemaPlan } from "./plan";

/** The files of a plan, in the order in which they are applied. */
export const planFileNames = ["before", "after", "programs"] as const;

/** One of {@link planFileNames}. */
export type PlanFileName = (typeof planFileNames)[number];

const titles: Readonly<Record<PlanFileName, string>> = {
  before: "Before the load: schemas, and tables with their primary and unique keys.",
  after: "After the load: indexes and foreign keys, one ALTER a table.",
  programs: "Users, functions, procedures and views; at the cut-over triggers and events.",
};

const manifest = z.object({
  source: z.string(),
  server: z.string(),
  hashes: z.record(z.enum(planFileNames), z.string()),
});

/** The texts of a plan's files. */
export function planTexts(
  plan: SchemaPlan,
  source: string,
): Readonly<Record<PlanFileName, string>> {
  const text = (name: PlanFileName): string =>
    renderPlanFile(
      [`${source}: ${titles[name]}`, "Planned by npm run migrate -- schema plan."],
      plan[name],
    );
  return { before: text("before"), after: text("after"), programs: text("programs") };
}

/** The folder of the plan of one source. */
export class PlanFolder {
  constructor(
    readonly path: string,
    private readonly source: string,
  ) {}

  file(name: PlanFileName): string {
    return join(this.path, `${name}.sql`);
  }

  private get manifestFile(): string {
    return join(this.path, "plan.json");
  }

  /** The files that are there and not as they were planned, or planned otherwise now. */
  replaced(texts: Readonly<Record<PlanFileName, string>>): readonly string[] {
    return planFileNames
      .map((name) => [this.file(name), texts[name]] as const)
      .filter(([file, text]) => existsSync(file) && readFileSync(file, "utf8") !== text)
      .map(([file]) => file);
  }

  write(server: string, texts: Readonly<Record<PlanFileName, string>>): void {
    mkdirSync(this.path, { recursive: true });
    for (const name of planFileNames) writeFileSync(this.file(name), texts[name]);
    const hashes = Object.fromEntries(planFileNames.map((name) => [name, hashOf(texts[name])]));
    const content = { source: this.source, server, hashes };
    writeFileSync(this.manifestFile, `${JSON.stringify(content, null, 2)}\n`);
  }

  /**
   * Reads a file of the plan.
   *
   * @throws UsageError when there is no plan; OperationError when the file is not as it was planned.
   */
  read(name: PlanFileName): {
    readonly file: PlanFile;
    readonly text: string;
    readonly hash: string;
  } {
    if (!existsSync(this.manifestFile) || !existsSync(this.file(name))) {
      throw new UsageError(
        `There is no plan in ${this.path}: run npm run migrate -- schema plan first.`,
      );
    }
    const { hashes } = manifest.parse(JSON.parse(readFileSync(this.manifestFile, "utf8")));
    const text = readFileSync(this.file(name), "utf8");
    const hash = hashOf(text);
    if (hashes[name] !== hash) {
      throw new OperationError(
        `${this.file(name)} was edited after it was planned. Change the source, the configuration or --account instead, and run schema plan again.`,
      );
    }
    return { file: parsePlanFile(this.file(name), text), text, hash };
  }
}
