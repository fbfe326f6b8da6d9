import { randomUUID } from "node:crypto";
import { z } from "zod";
import { OperationError } from "../errors";
import type { ObjectStore, StoredObject } from "./object-store";
import { hasEnded, type Operator } from "./operator";

const lockKey = "lock.json";

/** Milliseconds that a lock holds when it is not renewed. */
export const lockLifetimeMs = 120_000;

const holderSchema = z.object({
  token: z.string(),
  name: z.string(),
  host: z.string(),
  process: z.number(),
  verb: z.string(),
  since: z.string(),
  expires: z.string(),
  released: z.boolean(),
});

/** Holder of a stack's lock, and the reason. */
export type Holder = Readonly<z.infer<typeof holderSchema>>;

/** Options for acquiring a lock. */
export interface LockOptions {
  readonly operator: Operator;
  readonly verb: string;
  /** Take it from another operator, whose verb then stops at its next step. */
  readonly steal: boolean;
  /** The present time. */
  readonly now?: () => Date;
}

/**
 * The right to change a migration, which one operator has at a time. It is an object of the stack's
 * bucket: it holds across machines, and for as long as it is renewed.
 */
export class Lock {
  readonly #store: ObjectStore;
  readonly #now: () => Date;
  #holder: Holder;
  #stored: StoredObject;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: ObjectStore, holder: Holder, stored: StoredObject, now: () => Date) {
    this.#store = store;
    this.#holder = holder;
    this.#stored = stored;
    this.#now = now;
  }

  /**
   * Takes the lock.
   *
   * @throws OperationError naming the operator who holds it.
   */
  static async take(store: ObjectStore, options: LockOptions): Promise<Lock> {
    const { operator, verb, steal, now = () => new Date() } = options;
    const found = await store.read(lockKey);
    const previous = found && readHolder(found);
    if (previous && !steal && isHeld(previous, now())) throw refusal(previous);
    const holder = {
      ...operator,
      verb,
      token: randomUUID(),
      since: now().toISOString(),
      expires: expiry(now()),
      released: false,
    };
    const text = JSON.stringify(holder);
    const stored =
      found === undefined
        ? await store.create(lockKey, text)
        : await store.replace(lockKey, text, found);
    if (stored !== undefined) return new Lock(store, holder, stored, now);
    const winner = await store.read(lockKey);
    throw winner ? refusal(readHolder(winner)) : new OperationError("The lock cannot be taken.");
  }

  /**
   * Makes the lock hold for its whole lifetime from now.
   *
   * @throws OperationError when another operator has taken it meanwhile.
   */
  renew(): Promise<void> {
    return this.#inTurn(() => this.#renew());
  }

  /** Gives the lock back. One that another operator has taken stays theirs. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      const holder = { ...this.#holder, released: true };
      await this.#store.replace(lockKey, JSON.stringify(holder), this.#stored);
    });
  }

  /** Each write is on top of the one before. */
  #inTurn(write: () => Promise<void>): Promise<void> {
    const written = this.#last.then(write);
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #renew(): Promise<void> {
    const holder = { ...this.#holder, expires: expiry(this.#now()) };
    const stored = await this.#store.replace(lockKey, JSON.stringify(holder), this.#stored);
    if (stored === undefined) {
      const thief = await this.#store.read(lockKey);
      throw new OperationError(
        `The lock was taken over${thief ? ` by ${readHolder(thief).name}` : ""}; this command stops here.`,
      );
    }
    this.#holder = holder;
    this.#stored = stored;
  }
}

/** The current holder of a stack's lock; undefined if it is free. */
export async function lockHolder(
  store: ObjectStore,
  now = new Date(),
): Promise<Holder | undefined> {
  const found = await store.read(lockKey);
  const holder = found && readHolder(found);
  return holder && isHeld(holder, now) ? holder : undefined;
}

function readHolder({ text }: StoredObject): Holder {
  return holderSchema.parse(JSON.parse(text));
}

function isHeld(holder: Holder, now: Date): boolean {
  return !holder.released && new Date(holder.expires) > now && !hasEnded(holder);
}

const expiry = (now: Date) => new Date(now.getTime() + lockLifetimeMs).toISOString();

function refusal({ name, verb, since, expires }: Holder): OperationError {
  return new OperationError(
    `${name} is working on this migration: ${verb}, since ${since}. Wait until it ends. If that operator is gone, the lock expires at ${expires}; --steal-lock takes it at once.`,
  );
}
