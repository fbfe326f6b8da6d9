import { expect } from "chai";
import type { Connection } from "mysql2/promise";
import { contradictions, type Ledger } from "@landing-zone/rehearsal/application";

/** A database as the application left it; the balance is in ten-thousandths. */
const asTold = {
  orders: [
    { id: 1, total: "9.99" },
    { id: 3, total: "1.00" },
  ],
  lines: [
    { id: 1, n: 2 },
    { id: 3, n: 2 },
  ],
  balances: [
    { id: 1_000, balance: 52 },
    { id: 1_001, balance: 7 },
    { id: 1_002, balance: 1 },
  ],
};

const before = new Map([
  [1_000, 50n],
  [1_001, 7n],
  [1_002, 0n],
]);

/** Order 2 was cancelled; whether order 3 was, and customer 1002 has a booking, nobody was told. */
const ledger: Ledger = {
  orders: new Map([
    [1, "9.99"],
    [2, "5.00"],
    [3, "1.00"],
  ]),
  bookings: new Map([[1_000, 2]]),
  cancelled: new Set([2]),
  transactions: 6,
  inDoubt: { bookings: new Set([1_002]), cancelled: new Set([3]) },
};

function found(database: typeof asTold): Promise<readonly string[]> {
  const answer = (sql: string) => {
    if (sql.includes("orders.customer")) return database.balances;
    return sql.includes("order_line") ? database.lines : database.orders;
  };
  const connection = { query: (sql: string) => Promise.resolve([answer(sql)]) };
  return contradictions(connection as unknown as Connection, ledger, before);
}

describe("The ledger of the application", () => {
  it("is kept by a database that has what was confirmed, once", async () => {
    expect(await found(asTold)).to.deep.equal([]);
    const undecided = { orders: asTold.orders.slice(0, 1), balances: before };
    const balances = [...undecided.balances].map(([id, balance]) => ({
      ...{ id, balance: Number(balance) + (ledger.bookings.get(id) ?? 0) },
    }));
    expect(await found({ ...asTold, orders: undecided.orders, balances })).to.deep.equal([]);
  });

  const [first, ...others] = asTold.balances;
  const broken = {
    "order 1 is missing or has another total": { orders: asTold.orders.slice(1) },
    "order 1 has 1 lines instead of 2": {
      lines: [
        { id: 1, n: 1 },
        { id: 3, n: 2 },
      ],
    },
    "order 1 has 4 lines instead of 2": {
      lines: [
        { id: 1, n: 4 },
        { id: 3, n: 2 },
      ],
    },
    "order 2 is there although cancelled": {
      orders: [...asTold.orders, { id: 2, total: "5.00" }],
    },
    "customer 1000 has a booking too many or too few": {
      balances: [{ ...first!, balance: 51 }, ...others],
    },
    "customer 1001 has a booking too many or too few": {
      balances: [first!, { id: 1_001, balance: 8 }, others[1]!],
    },
    "customer 1002 has a booking too many or too few": {
      balances: [first!, others[0]!, { id: 1_002, balance: 2 }],
    },
  };
  for (const [contradiction, part] of Object.entries(broken)) {
    it(`is contradicted: ${contradiction}`, async () => {
      expect(await found({ ...asTold, ...part })).to.deep.equal([contradiction]);
    });
  }
});
