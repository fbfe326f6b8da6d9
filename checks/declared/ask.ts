import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { type OutputValues } from "../outputs";
import { type DeclaredResources } from "./resources";
import { type Answer, listAt, unread } from "./values";

/** AWS's codes for something that is not there, which is an answer and not a failure. */
const notThere =
  /\((?:\w*(?:NotFound|NotExist|Nonexistent|NoSuch)\w*(?:\.\w+)*|Invalid\w+\.NotFound|404|ObjectLockConfigurationNotFoundError)\)/;

/** A list could not be read; {@link Ask.failures} has the reason. */
export class ListUnread extends Error {
  override readonly name = "ListUnread";
}

/**
 * Asks AWS about the resources of a stack. A failing command is reported once, and its result is
 * {@link unread}: the rest of a comparison continues.
 */
export class Ask {
  readonly #failures = new Set<string>();

  constructor(
    private readonly aws: AwsCli,
    /** The resources that the stack declares. */
    readonly declared: DeclaredResources,
    /** The outputs of the stack. */
    readonly outputs: OutputValues,
    private readonly hidden: ReadonlySet<string>,
  ) {}

  /** Whether a value is compared at all: one that is not need not be read. */
  isCompared(name: string): boolean {
    return !this.hidden.has(name);
  }

  /** Commands that failed, in the words of each. */
  get failures(): readonly string[] {
    return [...this.#failures];
  }

  /** The answer of a command; undefined if the object does not exist. */
  async one(service: string, operation: string, ...args: string[]): Promise<Answer> {
    try {
      return await this.aws.read(z.unknown(), service, operation, ...args);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (notThere.test(message)) return undefined;
      this.#failures.add(message);
      return unread;
    }
  }

  /**
   * The members of a list in a command's answer, by the path of the list.
   * @throws ListUnread when the command failed: that nothing is there must not follow from it.
   */
  async list(path: string, ...command: [string, string, ...string[]]): Promise<readonly Answer[]> {
    const answer = await this.one(...command);
    if (answer === unread) throw new ListUnread();
    return listAt(answer, path);
  }
}
