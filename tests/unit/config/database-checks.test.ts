import { expect } from "chai";
import { collationsIn } from "../../../lib/collations";
import { configured, faultsOf, shortest } from "./example";

describe("a restored database", () => {
  const faults = (restoreFrom: object, adminUsername?: string) =>
    faultsOf(
      configured(shortest(), {
        "database.restoreFrom": restoreFrom,
        "database.adminUsername": adminUsername,
      }),
    );

  it("comes from one thing, at one time", () => {
    const snapshotIdentifier = "orders-snapshot";
    const clusterIdentifier = "orders";
    const time = "2026-01-31T12:00:00Z";
    for (const [from, problem] of [
      [{}, "is not one thing; either snapshotIdentifier, or clusterIdentifier"],
      [{ snapshotIdentifier, clusterIdentifier, latest: true }, "is not one thing; "],
      [{ clusterIdentifier }, "has no one point in time; clusterIdentifier with either"],
      [{ clusterIdentifier, time, latest: true }, "has no one point in time; "],
      [{ snapshotIdentifier, time }, "has snapshotIdentifier and time; a snapshot has its time"],
    ] as const) {
      expect(faults(from, "dba")[0]).to.include(`database.restoreFrom: ${problem}`);
    }
    expect(faults({ snapshotIdentifier }, "dba")).to.deep.equal([]);
    expect(faults({ clusterIdentifier, time }, "dba")).to.deep.equal([]);
    expect(faults({ clusterIdentifier, latest: true }, "dba")).to.deep.equal([]);
  });

  it("does not come from itself", () => {
    expect(
      faults({ clusterIdentifier: "migration-aurora-dev", latest: true }, "dba"),
    ).to.deep.equal([
      'database.restoreFrom.clusterIdentifier: "migration-aurora-dev" is the cluster that is made; another one',
    ]);
  });

  it("keeps its administrator, who has to be named", () => {
    expect(faults({ snapshotIdentifier: "orders" })).to.deep.equal([
      "database.adminUsername: is required with database.restoreFrom; the administrator of the restored cluster, whom RDS keeps",
    ]);
  });
});

describe("copies of backups", () => {
  it("fail when they go nowhere else", () => {
    const copies = (region: string, account: string) =>
      faultsOf(
        configured(shortest(), {
          accountId: "111122223333",
          "database.backup.vault": {
            copyToVaultArn: `arn:aws:backup:${region}:${account}:backup-vault:orders`,
          },
        }),
      );
    expect(copies("us-east-1", "111122223333")[0]).to.match(
      /^database\.backup\.vault\.copyToVaultArn: .* is in the stack's own region; a vault of another/,
    );
    expect(copies("us-west-2", "111122223333")).to.deep.equal([]);
    expect(copies("us-east-1", "444455556666")).to.deep.equal([]);
  });
});

describe("Database Insights", () => {
  it("keep their data for 15 months in the advanced mode, which AWS refuses otherwise", () => {
    const insights = (days: number) =>
      faultsOf(
        configured(shortest(), {
          "database.insightsMode": "advanced",
          "database.performanceInsightsRetentionDays": days,
        }),
      );
    expect(insights(434)).to.deep.equal([
      "database.performanceInsightsRetentionDays: 434 is not enough for insightsMode advanced; at least 465",
    ]);
    expect(insights(465)).to.deep.equal([]);
  });
});

describe("parameters of Aurora", () => {
  it("fail with the reason where safety or the migration rests on their value", () => {
    const tree = configured(shortest(), {
      "database.parameters": { binlog_format: "MIXED", foreign_key_checks: 0 },
    });
    const [format, keys] = faultsOf(tree);
    expect(format).to.match(
      /^database\.parameters\.binlog_format: may not be set; the preset sets it: DMS reads changes/,
    );
    expect(keys).to.match(
      /^database\.parameters\.foreign_key_checks: may not be set; the DMS endpoint switches/,
    );
  });

  it("fail when nobody checked them, suggesting one that was", () => {
    const tree = configured(shortest(), { "database.parameters": { wait_time: 600 } });
    expect(faultsOf(tree)[0]).to.match(
      /^database\.parameters\.wait_time: unknown key; did you mean "wait_timeout"\?/,
    );
  });

  it("fail when the collation is of another character set", () => {
    const parameters = (values: object) =>
      faultsOf(configured(shortest(), { "database.parameters": values }));
    expect(parameters({ collation_server: "latin1_german1_ci" })).to.deep.equal([
      `database.parameters.collation_server: "latin1_german1_ci" is not a collation of the character set utf8mb4; ${collationsIn("utf8mb4").join(", ")}`,
    ]);
    const latin = { character_set_server: "latin1", collation_server: "latin1_german1_ci" };
    expect(parameters(latin)).to.deep.equal([]);
  });
});

describe("the SQL mode", () => {
  const faults = (mode: string) =>
    faultsOf(configured(shortest(), { "database.parameters.sql_mode": mode }));

  it("fails for each word that MySQL 8 does not have, with the nearest", () => {
    expect(faults("STRICT_TRANS_TABLES,NO_ZERO_DATE")).to.deep.equal([]);
    const [misspelt, gone, ...others] = faults("STRICT_TRANS_TABELS,NO_AUTO_CREATE_USER");
    expect(others).to.deep.equal([]);
    expect(misspelt).to.match(
      /^database\.parameters\.sql_mode: "STRICT_TRANS_TABELS" is not a SQL mode of MySQL 8; did you mean "STRICT_TRANS_TABLES"\? ALLOW_INVALID_DATES, /,
    );
    expect(gone).to.include('"NO_AUTO_CREATE_USER" is not a SQL mode');
    expect(faults("ANSI,ANSI")[0]).to.include('"ANSI" is there twice');
  });
});

describe("the time zone", () => {
  const fault = (zone: string) =>
    faultsOf(configured(shortest(), { "database.parameters.time_zone": zone })).join("\n");

  it("fails with the zones of Aurora's list whose clocks show the same", () => {
    expect(fault("Europe/Berlin")).to.include(
      '"Europe/Berlin" is not allowed; the same as Europe/Amsterdam, Europe/Paris, Europe/Prague, Europe/Sarajevo; ',
    );
    expect(fault("America/New_York")).to.include("the same as US/East-Indiana, US/Eastern; ");
    expect(fault("Asia/Kolkata")).to.include("the same as Asia/Calcutta; ");
  });

  it("fails with the nearest name when it is misspelt", () => {
    expect(fault("Europe/Parris")).to.include('did you mean "Europe/Paris"? ');
    expect(fault("Atlantis/Nowhere")).not.to.match(/the same as|did you mean/);
  });
});
