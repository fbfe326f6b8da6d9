import { expect } from "chai";
import {
  type Flavour,
  type MysqlServer,
  startMysqlServer,
} from "@landing-zone/mysql-servers/index";
import { connect, type Database } from "../../../operations/database/connect";
import { Journal } from "../../../operations/journal/journal";
import { takeSteps } from "../../../operations/journal/steps";
import { accountMap } from "../../../operations/schema/accounts";
import { applySteps } from "../../../operations/schema/apply";
import { differencesOf } from "../../../operations/schema/both-sides";
import { counterPlan, planSchema, type SchemaPlan } from "../../../operations/schema/plan";
import { parsePlanFile, renderPlanFile } from "../../../operations/schema/plan-file";
import type { PlannedStatement } from "../../../operations/schema/statements";
import { memoryStore } from "../support/memory-store";
import { museumSelections, museumStatements } from "../support/museum";
import { config } from "../preflight/situation";
import { describeFlavours } from "../../support/mysql-servers";

const { signal } = new AbortController();
const silent = { progress: () => undefined };

/** All of the museum; one of its schemas has another name on the target, and one table too. */
const museum = {
  ...config,
  dms: {
    ...config.dms,
    migrations: {
      orders: {
        ...config.dms.migrations["orders"]!,
        tables: museumSelections,
        transformations: [
          { schema: "Odd.name-1", action: "rename" as const, value: "odd`2" },
          { schema: "orders", table: "order_line", action: "rename" as const, value: "Line Item" },
          {
            schema: "orders",
            table: "order_line",
            column: "sku",
            action: "rename" as const,
            value: "Article, no.",
          },
        ],
      },
    },
  },
};
const context = { config: museum, console: silent as never, signal };
const request = { source: "erp", isCutOver: false };

const open = ({ host, port, user, password }: MysqlServer, label: string): Promise<Database> =>
  connect(label, { host, port, tls: "none" }, { username: user, password });

async function apply(
  target: Database,
  session: string,
  statements: readonly PlannedStatement[],
  journal?: Journal,
): Promise<void> {
  const steps = applySteps(
    { session },
    statements,
    () => Promise.resolve(target),
    () => undefined,
  );
  await takeSteps(steps, journal ?? (await Journal.begin(memoryStore(), "schema", "me", {})), {
    signal,
    progress: () => undefined,
  });
}

describeFlavours(
  ["mysql-5.6", "mysql-8.0", "mariadb-10.11"],
  (flavour) => `the schema of ${flavour}`,
  defineTests,
  ["mysql-8.0"],
);

function defineTests(flavour: Flavour) {
  let servers: readonly MysqlServer[];
  let source: Database;
  let target: Database;
  let plan: SchemaPlan;
  const rendered = (name: "before" | "after" | "programs") =>
    parsePlanFile(name, renderPlanFile([name], plan[name]));
  const kinds = (...wanted: readonly string[]) =>
    rendered("programs").statements.filter(({ makes }) => wanted.includes(makes.kind));

  before(async () => {
    servers = await Promise.all([
      startMysqlServer({ flavour, role: "source" }),
      startMysqlServer({ flavour: "mysql-8.0", role: "target" }),
    ]);
    source = await open(servers[0]!, "source erp");
    target = await open(servers[1]!, "target");
    for (const statement of museumStatements(flavour === "mysql-5.6"))
      await source.query(statement);
    await source.query("CREATE USER 'shop'@'192.168.%' IDENTIFIED BY 'Secret-1'");
    await source.query("GRANT SELECT, INSERT ON orders.* TO 'shop'@'192.168.%'");
    await source.query("GRANT UPDATE (name) ON orders.customer TO 'shop'@'192.168.%'");
    await source.query("GRANT PROCESS, SUPER ON *.* TO 'shop'@'192.168.%'");
    plan = await planSchema(context, source, target, {
      source: "erp",
      accounts: accountMap(["shop@192.168.%=shop@10.40.%"]),
    });
  });
  after(async () => {
    await source.close();
    await target.close();
    await Promise.all(servers.map((server) => server.stop()));
  });

  it("is planned in files that can be read back whole", () => {
    for (const name of ["before", "after", "programs"] as const) {
      expect(rendered(name)).to.deep.equal(plan[name]);
    }
    expect(plan.notes.filter(({ isProblem }) => isProblem)).to.deep.equal([]);
  });

  it("makes every table before the load, with primary and unique keys and no other", async () => {
    await apply(target, plan.before.session, rendered("before").statements);
    const rows = await target.query(
      "SELECT DISTINCT index_name AS name FROM information_schema.statistics WHERE table_schema = 'orders' AND non_unique = 1",
    );
    // The counter of that table is in no other index.
    expect(rows.map(({ name }) => name)).to.deep.equal(["n"]);
    const { differences } = await differencesOf(context, source, target, request);
    expect(
      differences.filter(({ subject }) => /: (?:column|primary|unique)/.test(subject)),
    ).to.deep.equal([]);
    expect(differences.map(({ subject }) => subject)).to.include("orders.orders: index k_cust");
  });

  it("refuses to make what is there already", async () => {
    const error = await apply(target, plan.before.session, rendered("before").statements).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(String(error)).to.contain("it is there already, and this plan has not made it");
  });

  it("adds what is missing after the load, one ALTER a table, and goes on after a crash", async () => {
    const { statements } = rendered("after");
    const tables = statements.map(({ makes }) => makes.name);
    expect(new Set(tables).size).to.equal(tables.length);
    const journal = await Journal.begin(memoryStore(), "schema", "me", {});
    // The process died when the statement had run, and before that was written down.
    const [first, ...others] = statements;
    await journal.append(
      "intent",
      "keys of " + `${first!.makes.schema}.${first!.makes.name}: ${first!.makes.keys!.join(", ")}`,
    );
    await target.query(plan.after.session);
    await target.query(first!.sql);
    await apply(target, plan.after.session, [first!, ...others], journal);
    const { differences } = await differencesOf(context, source, target, request);
    expect(
      differences.filter(({ subject }) => !/^(?:view|function|procedure) /.test(subject)),
    ).to.deep.equal([]);
  });

  it("makes users without a password that anybody knows, and what they may do here", async () => {
    await apply(target, plan.programs.session, kinds("user", "grant"));
    const grants = await target.query("SHOW GRANTS FOR 'shop'@'10.40.%'");
    const texts = grants.map((row) => String(Object.values(row)[0]));
    expect(texts).to.have.members([
      "GRANT PROCESS ON *.* TO `shop`@`10.40.%`",
      "GRANT SELECT, INSERT ON `orders`.* TO `shop`@`10.40.%`",
      "GRANT UPDATE (`name`) ON `orders`.`customer` TO `shop`@`10.40.%`",
    ]);
    const [account] = await target.query("SHOW CREATE USER 'shop'@'10.40.%'");
    expect(String(Object.values(account!)[0]))
      .to.contain("ACCOUNT LOCK")
      .and.to.contain("REQUIRE SSL");
    expect(renderPlanFile([], plan.programs)).not.to.match(/IDENTIFIED (?:WITH|BY (?!RANDOM))/);
    expect(plan.notes.map(({ text }) => text).join("\n")).to.contain("SUPER");
  });

  it("makes views and routines, and compares equal", async () => {
    await apply(target, plan.programs.session, kinds("view", "function", "procedure"));
    const { differences, compared } = await differencesOf(context, source, target, request);
    expect(differences).to.deep.equal([]);
    expect(compared).to.equal(plan.tables.length + 5);
    await target.query("SELECT * FROM orders.a_first");
  });

  it("sets counters and makes triggers and events at the cut-over", async () => {
    const late = { ...request, isCutOver: true };
    const { differences } = await differencesOf(context, source, target, late);
    expect(differences.map(({ subject }) => subject)).to.have.members([
      "trigger orders.t ansi",
      "trigger orders.trg_order",
      "event orders.ev_clean",
      "orders.customer: AUTO_INCREMENT",
    ]);
    const counters = await counterPlan(context, source, target, "erp");
    expect(counters.map(({ sql }) => sql)).to.deep.equal([
      "ALTER TABLE `orders`.`customer` AUTO_INCREMENT = 1000",
    ]);
    await apply(target, plan.programs.session, [...counters, ...kinds("trigger", "event")]);
    expect((await differencesOf(context, source, target, late)).differences).to.deep.equal([]);
  });

  for (const [change, sql, undo, subject] of [
    [
      "a longer column",
      "ALTER TABLE orders.audit_log MODIFY who VARCHAR(61)",
      "ALTER TABLE orders.audit_log MODIFY who VARCHAR(60)",
      "orders.audit_log: column who",
    ],
    [
      "another default",
      "ALTER TABLE orders.customer ALTER balance SET DEFAULT 1",
      "ALTER TABLE orders.customer ALTER balance SET DEFAULT 0",
      "orders.customer: column balance",
    ],
    [
      "another collation",
      "ALTER TABLE orders.audit_log MODIFY who VARCHAR(60) COLLATE utf8mb4_bin",
      undefined,
      "orders.audit_log: collation of who",
    ],
    [
      "one index less",
      "ALTER TABLE orders.orders DROP KEY k_placed",
      "ALTER TABLE orders.orders ADD KEY k_placed (placed)",
      "orders.orders: index k_placed",
    ],
    [
      "one index more",
      "ALTER TABLE orders.orders ADD KEY k_more (placed)",
      "ALTER TABLE orders.orders DROP KEY k_more",
      "orders.orders: index k_more",
    ],
    [
      "another view",
      "CREATE OR REPLACE VIEW orders.a_first AS SELECT email AS id FROM orders.gold",
      undefined,
      "view orders.a_first",
    ],
  ] as const) {
    it(`finds ${change}`, async () => {
      await target.query("SET SESSION sql_mode = ''");
      await target.query(sql);
      const { differences } = await differencesOf(context, source, target, request);
      expect(differences.map((one) => one.subject)).to.include(subject);
      if (undo !== undefined) await target.query(undo);
    });
  }
}
