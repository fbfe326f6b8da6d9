import { expect } from "chai";
import type { Flavour } from "@landing-zone/mysql-servers/index";
import { missingServer, startMysqlServer } from "@landing-zone/mysql-servers/index";
import { valueExpression } from "../../lib/row-digest";
import { connectTo } from "./support/servers";

const flavours: readonly Flavour[] = ["mysql-8.0", "mysql-5.6", "mariadb-10.11"];

const bytes = new DataView(new ArrayBuffer(8));

/** The double that is a number of steps away. */
function neighbour(value: number, steps: bigint): number {
  bytes.setFloat64(0, value);
  bytes.setBigUint64(0, bytes.getBigUint64(0) + steps);
  return bytes.getFloat64(0);
}

/** Powers of two and their neighbours, where a wrong exponent would show, and the ends of the range. */
function doubles(): readonly number[] {
  const powers = Array.from({ length: 2098 }, (_, index) => 2 ** (index - 1074));
  return [
    ...[0, 0.1, -0.1, 5e-324, Number.MAX_VALUE, 1e-200, -1.169999999673516e-38, 1 / 3],
    ...powers,
    ...powers.slice(2).map((value) => neighbour(value, -1n)),
    ...powers.slice(0, -1).map((value) => -neighbour(value, 1n)),
  ];
}

/** Reads the text of a double back. */
function parsed(text: string): number {
  if (text === "0") return 0;
  const [sign = 0, tiny = 0, exponent = 0, mantissa = 0] = text.split("|").map(Number);
  const binary = exponent - 600 * tiny - 53;
  // In two steps, so that neither leaves the range of a double.
  const half = Math.trunc(binary / 2);
  return sign * mantissa * 2 ** half * 2 ** (binary - half);
}

describe("doubles in a digest", function () {
  this.timeout(180_000);
  for (const flavour of flavours) {
    const missing = missingServer(flavour);
    if (missing !== undefined) {
      it(`not run: ${missing}`, () => undefined);
      continue;
    }
    it(`lose nothing, and are written the same as elsewhere, on ${flavour}`, async () => {
      const server = await startMysqlServer({ flavour, role: "source" });
      const database = await connectTo(flavour, server);
      try {
        const values = doubles();
        await database.query("CREATE DATABASE d");
        await database.query("CREATE TABLE d.d (id INT NOT NULL PRIMARY KEY, v DOUBLE NOT NULL)");
        const rows = values.map((value, id) => `(${String(id)}, ${value.toExponential(17)})`);
        await database.query(`INSERT INTO d.d VALUES ${rows.join(", ")}`);
        const column = { name: "v", kind: "float", nullable: false } as const;
        const read = await database.query(
          `SELECT ${valueExpression(column, "mysql")} AS v FROM d.d ORDER BY id`,
        );
        const texts = read.map((row) => String(row["v"]));
        expect(texts.map(parsed)).to.deep.equal(values);
        const exponents = texts.slice(1).map((text) => Number(text.split("|")[3]));
        expect(exponents.every((it) => it >= 2 ** 53 && it < 2 ** 54)).to.equal(true);
      } finally {
        await database.close();
        await server.stop();
      }
    });
  }
});
