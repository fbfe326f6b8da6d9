import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Connection, ResultSetHeader, RowDataPacket } from "mysql2/promise";

/** The changes that the database confirmed to the application. */
export interface Ledger {
  /** Total by the id of each order. */
  readonly orders: ReadonlyMap<number, string>;
  /** Bookings of each customer, by the customer's id. */
  readonly bookings: ReadonlyMap<number, number>;
  /** Orders that were cancelled. */
  readonly cancelled: ReadonlySet<number>;
  readonly transactions: number;
  /** Customers with a booking, and orders with a cancellation, of unknown outcome. */
  readonly inDoubt: {
    readonly bookings: ReadonlySet<number>;
    readonly cancelled: ReadonlySet<number>;
  };
}

/** Milliseconds between two transactions, so that a source rests now and then. */
const pause = { least: 8, most: 40 };

/** Each booking adds this to a customer's balance. */
const booking = "0.0001";

const firstCustomer = 1_000;
const customers = 1_500;

/**
 * The application: it takes orders, books and cancels on the source for as long as it runs, and
 * remembers the confirmed changes.
 */
export class Application {
  readonly #orders = new Map<number, string>();
  readonly #bookings = new Map<number, number>();
  readonly #cancelled = new Set<number>();
  readonly #doubtfulBookings = new Set<number>();
  readonly #doubtfulCancellations = new Set<number>();
  #transactions = 0;
  #isRunning = true;
  #isPaused = false;
  #goOn: () => void = () => undefined;
  #atRest: () => void = () => undefined;
  #connection: Connection;
  readonly #done: Promise<void>;

  /** @param moves Whether it survives the loss of its connection, until {@link moveTo} gives it another. */
  constructor(
    connection: Connection,
    private readonly moves = false,
  ) {
    this.#connection = connection;
    this.#done = this.#run();
    // Reported by stop().
    this.#done.catch(() => undefined);
  }

  get ledger(): Ledger {
    return {
      orders: this.#orders,
      bookings: this.#bookings,
      cancelled: this.#cancelled,
      transactions: this.#transactions,
      inDoubt: { bookings: this.#doubtfulBookings, cancelled: this.#doubtfulCancellations },
    };
  }

  /**
   * Ends after the transaction under way.
   * @throws Error when one failed.
   */
  async stop(): Promise<Ledger> {
    this.#isRunning = false;
    this.#goOn();
    await this.#done;
    return this.ledger;
  }

  /** Rests after the transaction under way, until {@link moveTo}. */
  async pause(): Promise<Ledger> {
    const resting = new Promise<void>((done) => (this.#atRest = done));
    this.#isPaused = true;
    await resting;
    return this.ledger;
  }

  /** Goes on, on a connection. */
  moveTo(connection: Connection): void {
    this.#connection.destroy();
    this.#connection = connection;
    this.#isPaused = false;
    this.#goOn();
  }

  async #run(): Promise<void> {
    while (this.#isRunning) {
      if (this.#isPaused) {
        const going = new Promise<void>((done) => (this.#goOn = done));
        this.#atRest();
        await going;
        continue;
      }
      try {
        await this.#transact();
      } catch (error) {
        if (!this.moves) throw error;
        this.#isPaused = true;
        continue;
      }
      await delay(randomInt(pause.least, pause.most));
    }
  }

  async #transact(): Promise<void> {
    const kind = randomInt(10);
    if (kind < 6) await this.#order();
    else if (kind < 9) await this.#book();
    else await this.#cancel();
    this.#transactions += 1;
  }

  async #order(): Promise<void> {
    const connection = this.#connection;
    const customer = firstCustomer + randomInt(customers);
    const total = (randomInt(100_000) / 100).toFixed(2);
    await connection.beginTransaction();
    const [made] = await connection.query<ResultSetHeader>(
      "INSERT INTO orders.orders (customer_id, placed, doc, total, note) VALUES (?, NOW(), JSON_OBJECT('price', CAST(? AS DECIMAL(12,2)), 'ok', TRUE), ?, ?)",
      [customer, total, total, `ordered ünder load ${total}`],
    );
    await connection.query(
      "INSERT INTO orders.order_line VALUES (?, 1, 'load', 1, ?), (?, 2, 'LOAD', 2, 0)",
      [made.insertId, total, made.insertId],
    );
    await connection.query("UPDATE orders.movement SET qty = qty + 1 WHERE id = ?", [
      randomInt(1, 900),
    ]);
    await connection.commit();
    this.#orders.set(made.insertId, total);
  }

  async #book(): Promise<void> {
    const customer = firstCustomer + randomInt(customers);
    const isNew = !this.#doubtfulBookings.has(customer);
    this.#doubtfulBookings.add(customer);
    await this.#connection.query(
      `UPDATE orders.customer SET balance = balance + ${booking}, ratio = RAND(), bits = (bits + 1) % 1024 WHERE id = ?`,
      [customer],
    );
    if (isNew) this.#doubtfulBookings.delete(customer);
    this.#bookings.set(customer, (this.#bookings.get(customer) ?? 0) + 1);
  }

  async #cancel(): Promise<void> {
    const [order] = [...this.#orders.keys()].filter(
      (id) => !this.#cancelled.has(id) && !this.#doubtfulCancellations.has(id),
    );
    if (order === undefined) return;
    const connection = this.#connection;
    this.#doubtfulCancellations.add(order);
    await connection.beginTransaction();
    await connection.query("DELETE FROM orders.order_line WHERE order_id = ?", [order]);
    await connection.query("DELETE FROM orders.orders WHERE id = ?", [order]);
    await connection.commit();
    this.#doubtfulCancellations.delete(order);
    this.#cancelled.add(order);
  }
}

/** Balances before the application began, in ten-thousandths. */
export async function balancesOf(connection: Connection): Promise<ReadonlyMap<number, bigint>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT id, CAST(balance * 10000 AS SIGNED) AS balance FROM orders.customer",
  );
  return new Map(rows.map(({ id, balance }) => [Number(id), BigInt(balance as number)]));
}

/** Lines that the application writes with each order. */
const linesOfOrder = 2;

/**
 * Contradictions between a database and the application's records: orders that are missing, incomplete
 * or exist although cancelled, and customers with lost or doubled bookings. Empty when all is well.
 */
export async function contradictions(
  connection: Connection,
  ledger: Ledger,
  before: ReadonlyMap<number, bigint>,
): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT id, total FROM orders.orders");
  const totals = new Map(rows.map(({ id, total }) => [Number(id), String(total)]));
  const [counts] = await connection.query<RowDataPacket[]>(
    "SELECT order_id AS id, COUNT(*) AS n FROM orders.order_line GROUP BY order_id",
  );
  const lines = new Map(counts.map(({ id, n }) => [Number(id), Number(n)]));
  const orders = [...ledger.orders].flatMap(([id, total]) => {
    const isCancelled = ledger.cancelled.has(id);
    if (ledger.inDoubt.cancelled.has(id) && !totals.has(id)) return [];
    if (isCancelled) return totals.has(id) ? [`order ${id} is there although cancelled`] : [];
    if (totals.get(id) !== total) return [`order ${id} is missing or has another total`];
    const n = lines.get(id) ?? 0;
    return n === linesOfOrder ? [] : [`order ${id} has ${n} lines instead of ${linesOfOrder}`];
  });
  const balances = await balancesOf(connection);
  const customers = [...balances].flatMap(([id, balance]) => {
    const expected = (before.get(id) ?? 0n) + BigInt(ledger.bookings.get(id) ?? 0);
    const isInDoubt = ledger.inDoubt.bookings.has(id) && balance === expected + 1n;
    return balance === expected || isInDoubt
      ? []
      : [`customer ${id} has a booking too many or too few`];
  });
  return [...orders, ...customers];
}
