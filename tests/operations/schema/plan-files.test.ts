import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { OperationError, UsageError } from "../../../operations/errors";
import { accountMap } from "../../../operations/schema/accounts";
import { counterStatements } from "../../../operations/schema/counters";
import type { SchemaPlan } from "../../../operations/schema/plan";
import { parsePlanFile, type PlanFile, renderPlanFile } from "../../../operations/schema/plan-file";
import { PlanFolder, planTexts } from "../../../operations/schema/plan-folder";
import { withDefiner } from "../../../operations/schema/program-text";
import { madeKinds } from "../../../operations/schema/statements";

describe("a file of a plan", () => {
  const name = fc.string({ unit: "binary", maxLength: 64 });
  const sql = fc
    .string({ unit: "binary" })
    .map((text) => `CREATE ${text.replaceAll(/[\s;]+$/g, "")}.`)
    .filter((text) => !/\r/.test(text));
  const statement = fc.record({
    makes: fc.record({ kind: fc.constantFrom(...madeKinds), schema: name, name }),
    sql: fc.oneof(
      sql,
      sql.map((text) => `${text};;\n;;;\nDELIMITER ;;\n-- makes {}\n${text}`),
    ),
  });

  it("holds any statements for any names", () => {
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        const file: PlanFile = { session: "SET SESSION sql_mode = ''", statements };
        expect(parsePlanFile("x", renderPlanFile(["title"], file))).to.deep.equal(file);
      }),
    );
  });

  it("is refused when it is something else", () => {
    expect(() => parsePlanFile("x.sql", "SELECT 1;")).to.throw(UsageError, "x.sql");
  });

  it("is read only as it was planned", () => {
    const path = mkdtempSync(join(tmpdir(), "plan-"));
    try {
      const empty = { session: "SET SESSION sql_mode = ''", statements: [] };
      const plan: SchemaPlan = {
        before: empty,
        after: empty,
        programs: empty,
        notes: [],
        tables: [],
      };
      const folder = new PlanFolder(path, "erp");
      expect(() => folder.read("before")).to.throw(UsageError, "schema plan");
      const texts = planTexts(plan, "erp");
      folder.write("8.0.33", texts);
      expect(folder.read("before").file).to.deep.equal(empty);
      expect(folder.replaced(texts)).to.deep.equal([]);
      writeFileSync(
        folder.file("before"),
        `${readFileSync(folder.file("before"), "utf8")}-- more\n`,
      );
      expect(() => folder.read("before")).to.throw(OperationError, "edited after it was planned");
      expect(folder.replaced(texts)).to.deep.equal([folder.file("before")]);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });
});

describe("a definer", () => {
  const created =
    "CREATE ALGORITHM=MERGE DEFINER=`ro``ot`@`%` SQL SECURITY DEFINER VIEW `v` AS select 1 ;\n";
  it("is taken out where nobody takes its place", () => {
    expect(withDefiner(created, { accounts: () => undefined })).to.deep.equal({
      sql: "CREATE ALGORITHM=MERGE SQL SECURITY DEFINER VIEW `v` AS select 1",
      definer: { user: "ro`ot", host: "%" },
    });
  });

  it("is read in ANSI's quotes too, and the name gets its schema", () => {
    const routine = 'CREATE DEFINER="a""b"@"%" PROCEDURE "p `x`"()\nSELECT `y` AS "z"';
    expect(withDefiner(routine, { accounts: () => undefined }, "s`1")).to.deep.equal({
      sql: 'CREATE PROCEDURE `s``1`."p `x`"()\nSELECT `y` AS "z"',
      definer: { user: 'a"b', host: "%" },
    });
  });

  it("is mapped as --account says", () => {
    const { sql } = withDefiner(created, { accounts: accountMap(["ro`ot@%=app's@10.%"]) });
    expect(sql).to.contain("CREATE ALGORITHM=MERGE DEFINER='app''s'@'10.%' SQL SECURITY DEFINER");
  });

  for (const option of ["root", "root@localhost", "root@localhost=", "a@b=c@d=e@f", "=a@b"]) {
    it(`is not mapped by ${option}`, () => {
      expect(() => accountMap([option])).to.throw(UsageError, option);
    });
  }
});

describe("counters", () => {
  it("are set where the target is behind, and never back", () => {
    const counter = (name: string, next: string) => ({ schema: "a", table: name, next });
    expect(
      counterStatements(
        [
          counter("x", "18446744073709551615"),
          counter("y", "5"),
          counter("z", "7"),
          counter("n", "1"),
        ],
        [counter("x", "18446744073709551614"), counter("y", "6")],
      ).map(({ sql }) => sql),
    ).to.deep.equal([
      "ALTER TABLE `a`.`x` AUTO_INCREMENT = 18446744073709551615",
      "ALTER TABLE `a`.`z` AUTO_INCREMENT = 7",
    ]);
  });
});
