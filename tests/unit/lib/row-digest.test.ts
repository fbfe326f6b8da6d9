import { createHash } from "node:crypto";
import { expect } from "chai";
import { columnKind, rowExpression, selfTest } from "../../../lib/row-digest";

describe("the digest of a row", () => {
  for (const [dataType, columnType, kind] of [
    ["int", "int(11)", "plain"],
    ["int", "int(8) unsigned zerofill", "number"],
    ["bit", "bit(10)", "number"],
    ["DECIMAL", "decimal(10,2)", "plain"],
    ["timestamp", "timestamp(6)", "plain"],
    ["float", "float", "float"],
    ["double", "double(10,2)", "float"],
    ["varchar", "varchar(10)", "text"],
    ["enum", "enum('zerofill')", "text"],
    ["mediumtext", "mediumtext", "longText"],
    ["binary", "binary(16)", "binary"],
    ["longblob", "longblob", "longBinary"],
    ["multipolygon", "multipolygon", "longBinary"],
    ["json", "json", "json"],
    ["uuid", "uuid", "text"],
  ] as const) {
    it(`takes ${columnType} as ${kind}`, () => {
      expect(columnKind(dataType, columnType)).to.equal(kind);
    });
  }

  it("tells NULL apart only where a column can be NULL", () => {
    const column = { name: "`a`", kind: "plain" } as const;
    expect(rowExpression([{ ...column, nullable: false }], "mysql")).not.to.contain("ISNULL");
    expect(rowExpression([{ ...column, nullable: true }], "mysql")).to.contain("ISNULL(`a`)");
  });

  it("is tested on a server against values that Node.js computes too", () => {
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const hashes = [
      hash(`${Buffer.from("ä€😀").toString("hex").toUpperCase()}#1#0.1`),
      hash("b#18446744073709551615"),
    ];
    const halves = (from: number) => hashes.map((it) => BigInt(`0x${it.slice(from, from + 16)}`));
    const [high, low, total] = [halves(0), halves(16), halves(32)];
    expect(selfTest.expected).to.deep.equal({
      row_count: "2",
      unreadable: "0",
      high: String(high[0]! ^ high[1]!),
      low: String(low[0]! ^ low[1]!),
      total: String(total[0]! + total[1]!),
    });
  });
});
