import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { copyProgram } from "../../tests/support/copy-program";
import { type Command } from "../measure/measure";
import { previewCommand, scratchDirectory } from "../context";

/**
 * A copy of the program with compilers' caches of its own. It lies within the project, so that it
 * finds the same packages, but not below node_modules, where ts-node compiles nothing.
 */
export class ProgramCopy {
  readonly directory: string;
  readonly #caches: string;
  #changes = 0;

  /** @param name Of the copy's folder. */
  constructor(name: string) {
    this.directory = join(scratchDirectory, name);
    this.#caches = `${this.directory}-caches`;
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
    copyProgram(this.directory);
    this.emptyCaches();
  }

  /** Has Pulumi load the program as it loads TypeScript by default: by ts-node, with type checking. */
  loadByDefault(): this {
    const file = join(this.directory, "Pulumi.yaml");
    const project = parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, stringify({ ...project, runtime: "nodejs" }));
    return this;
  }

  /**
   * Empties the caches that ts-node and tsx keep in the folder for temporary files, as on a machine
   * where the program has not run yet.
   */
  emptyCaches(): this {
    for (const folder of [this.#caches, join(this.directory, "node_modules")]) {
      rmSync(folder, { recursive: true, force: true });
    }
    mkdirSync(this.#caches, { recursive: true });
    return this;
  }

  /** Changes a source file, which has to be compiled again then. */
  change(): this {
    appendFileSync(join(this.directory, "index.ts"), `// Change ${++this.#changes}.\n`);
    return this;
  }

  preview(...options: readonly string[]): Command {
    return {
      ...previewCommand("--cwd", this.directory, ...options),
      env: { TMPDIR: this.#caches },
    };
  }
}
