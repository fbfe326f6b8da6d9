import type { Context } from "./context";
import type { Database } from "./database/connect";

/** Connections that are opened once, when they are asked for first. */
export class Databases {
  readonly #opened = new Map<string, Promise<Database>>();

  constructor(private readonly context: Pick<Context, "openSource" | "openTarget">) {}

  /** @param source A source's name; undefined for the target. */
  open(source: string | undefined): Promise<Database> {
    const key = source ?? "";
    const { openSource, openTarget } = this.context;
    const opening =
      this.#opened.get(key) ?? (source === undefined ? openTarget() : openSource(source));
    this.#opened.set(key, opening);
    return opening;
  }

  async close(): Promise<void> {
    const ends = await Promise.allSettled(this.#opened.values());
    for (const end of ends) if (end.status === "fulfilled") await end.value.close();
  }
}
