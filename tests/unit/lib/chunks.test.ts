import { runInNewContext } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { allOf, type Condition, inRange, isOneOf, nextChunkRows } from "../../../lib/chunks";

type Key = readonly number[];

const columns = (width: number) =>
  Array.from({ length: width }, (_, index) => ({ name: `k${String(index)}` }));

/** Evaluates a condition for a row, as a server does. */
function holds({ sql, parameters }: Condition<number>, key: Key): boolean {
  let next = 0;
  const script = sql
    .replaceAll("?", () => String(parameters[next++]))
    .replaceAll(/k(\d)/g, (_, index: string) => String(key[Number(index)]))
    .replaceAll("AND", "&&")
    .replaceAll("OR", "||")
    .replaceAll(/(?<![<>])=/g, "==")
    .replaceAll("TRUE", "true")
    .replaceAll("FALSE", "false");
  expect(next, "a placeholder for each parameter").to.equal(parameters.length);
  return Boolean(runInNewContext(script));
}

const compare = (left: Key, right: Key) => {
  const index = left.findIndex((value, at) => value !== right[at]);
  return index < 0 ? 0 : left[index]! - right[index]!;
};

describe("chunks of a table", () => {
  it("take each key exactly once, however the table is cut", () => {
    const keysOf = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const key = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: width, maxLength: width });
      return fc.record({
        width: fc.constant(width),
        keys: fc.uniqueArray(key, { comparator: (a, b) => compare(a, b) === 0, maxLength: 20 }),
        cuts: fc.uniqueArray(key, { comparator: (a, b) => compare(a, b) === 0, maxLength: 5 }),
      });
    });
    fc.assert(
      fc.property(keysOf, ({ width, keys, cuts }) => {
        const sorted = cuts.toSorted(compare);
        const ranges = [undefined, ...sorted].map((after, index) => ({
          after,
          upTo: sorted[index],
        }));
        for (const key of keys) {
          const taking = ranges.filter((range) => holds(inRange(columns(width), range), key));
          expect(taking, JSON.stringify(key)).to.have.length(1);
        }
      }),
    );
  });

  it("take the keys after one boundary and up to another", () => {
    const width = 2;
    const taken = [0, 1, 2]
      .flatMap((a) => [0, 1, 2].map((b) => [a, b]))
      .filter((key) => holds(inRange(columns(width), { after: [0, 1], upTo: [1, 1] }), key));
    expect(taken).to.deep.equal([
      [0, 2],
      [1, 0],
      [1, 1],
    ]);
  });

  it("cast a boundary to the type of its column", () => {
    const key = [{ name: "`id`", cast: "UNSIGNED" }];
    expect(inRange(key, { after: ["7"] })).to.deep.equal({
      sql: "`id` > CAST(? AS UNSIGNED)",
      parameters: ["7"],
    });
  });

  it("find some keys, and none among none", () => {
    const keys = [
      [1, 2],
      [2, 1],
    ];
    const found = (key: Key) => holds(isOneOf(columns(2), keys), key);
    expect([found([1, 2]), found([2, 1]), found([1, 1])]).to.deep.equal([true, true, false]);
    expect(holds(isOneOf(columns(2), []), [1, 2])).to.equal(false);
    expect(holds(allOf([]), [1])).to.equal(true);
  });

  it("are as large as takes half a second, and never jump", () => {
    expect(nextChunkRows()).to.equal(10_000);
    expect(nextChunkRows({ rows: 10_000, ms: 500 })).to.equal(10_000);
    expect(nextChunkRows({ rows: 10_000, ms: 5 })).to.equal(20_000);
    expect(nextChunkRows({ rows: 10_000, ms: 60_000 })).to.equal(5_000);
    expect(nextChunkRows({ rows: 600, ms: 60_000 })).to.equal(500);
    expect(nextChunkRows({ rows: 90_000, ms: 1 })).to.equal(100_000);
  });
});
