import { expect } from "chai";
import fc from "fast-check";
import { DatabaseError } from "../../operations/database/database-error";
import { quoted, quotedTable, tableLabel } from "../../operations/database/identifier";
import { isAtLeast, parseServer } from "../../operations/database/server";

describe("a server", () => {
  for (const [text, flavour, version] of [
    ["8.0.33", "mysql", [8, 0, 33]],
    ["5.6.24-log", "mysql", [5, 6, 24]],
    ["9.7.4-0ubuntu1", "mysql", [9, 7, 4]],
    ["10.11.6-MariaDB-0+deb12u1-log", "mariadb", [10, 11, 6]],
    ["5.5.5-10.3.39-MariaDB", "mariadb", [10, 3, 39]],
    ["8.0.mysql_aurora.3.10.0", undefined, undefined],
  ] as const) {
    it(`is read from ${text}`, () => {
      if (flavour === undefined) expect(() => parseServer(text)).to.throw(RangeError, text);
      else expect(parseServer(text)).to.deep.equal({ flavour, version, text });
    });
  }

  it("compares versions by number", () => {
    const server = parseServer("8.0.22");
    expect(isAtLeast(server, 8, 0, 22)).to.equal(true);
    expect(isAtLeast(server, 8, 0, 9)).to.equal(true);
    expect(isAtLeast(server, 8)).to.equal(true);
    expect(isAtLeast(server, 10)).to.equal(false);
    expect(isAtLeast(server, 8, 0, 23)).to.equal(false);
  });
});

describe("names", () => {
  it("are quoted so that the quotes can be taken off again, whatever is in them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(quoted(name).slice(1, -1).replaceAll("``", "`")).to.equal(name);
        expect(quoted(name).slice(1, -1).replaceAll("``", "")).not.to.contain("`");
      }),
    );
  });

  it("are quoted for people only where they need it", () => {
    expect(tableLabel({ schema: "orders", table: "lines" })).to.equal("orders.lines");
    expect(tableLabel({ schema: "oa-production", table: "a.b" })).to.equal("`oa-production`.`a.b`");
    expect(quotedTable({ schema: "a", table: "b`c" })).to.equal("`a`.`b``c`");
  });
});

describe("a database error", () => {
  const server = (code: string, message: string) =>
    new DatabaseError("source erp", "INSERT INTO t VALUES (?)", {
      code,
      errno: 1062,
      sqlState: "23000",
      message,
    });

  it("names the statement and the error, and never shows a value", () => {
    const { message, code } = server("ER_DUP_ENTRY", "Duplicate entry 'jane@corp' for key 'x'");
    expect(message).to.contain("INSERT INTO t VALUES (?)").and.to.contain("ER_DUP_ENTRY (1062");
    expect(message).not.to.contain("jane");
    expect(code).to.equal("ER_DUP_ENTRY");
  });

  it("shows a message that can only be about objects and rights", () => {
    expect(server("ER_NO_SUCH_TABLE", "Table 'a.b' doesn't exist").message).to.contain("'a.b'");
  });

  it("shows the network's error", () => {
    const { message, errno } = new DatabaseError("target", "connecting", {
      code: "ECONNREFUSED",
      errno: -111,
      message: "connect ECONNREFUSED 127.0.0.1:1",
    });
    expect(message).to.contain("127.0.0.1:1");
    expect(errno).to.equal(0);
  });
});
