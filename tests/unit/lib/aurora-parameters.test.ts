import { expect } from "chai";
import {
  auroraParameters,
  clusterParameters,
  type DatabaseParameter,
  fixedParameters,
  instanceParameters,
  type ParameterOverrides,
  type ParameterPreset,
  parameterPresets,
} from "../../../lib/aurora-parameters";

/** Static parameters of Aurora MySQL 3, from its parameter reference. */
const staticInAuroraMySql3 = ["binlog_format", "tls_version", "lower_case_table_names"];

const all = (preset: ParameterPreset, overrides?: ParameterOverrides): DatabaseParameter[] => [
  ...clusterParameters(preset, overrides),
  ...instanceParameters(preset, overrides),
];
const valueIn = (preset: ParameterPreset, overrides?: ParameterOverrides) => (name: string) =>
  all(preset, overrides).find((parameter) => parameter.name === name)?.value;

for (const preset of parameterPresets) {
  describe(`Aurora parameters for ${preset}`, () => {
    const value = valueIn(preset);

    it("apply at the next reboot when static, and at once when dynamic", () => {
      for (const { name, applyMethod } of all(preset, { lower_case_table_names: 1 })) {
        const expected = staticInAuroraMySql3.includes(name) ? "pending-reboot" : "immediate";
        expect(applyMethod, name).to.equal(expected);
      }
    });

    it("require TLS 1.2 or later of every client", () => {
      expect(value("require_secure_transport")).to.equal("ON");
      expect(value("tls_version")?.split(",")).to.have.members(["TLSv1.2", "TLSv1.3"]);
    });

    it("write a row-based, uncompressed binary log with full images, so that DMS can read Aurora", () => {
      expect(value("binlog_format")).to.equal("ROW");
      expect(value("binlog_row_image")).to.equal("full");
      expect(value("binlog_transaction_compression")).to.equal("OFF");
    });

    it("audit connections and grants, but not the data in queries", () => {
      expect(value("server_audit_logging")).to.equal("1");
      const events = value("server_audit_events")?.split(",");
      expect(events).to.include.members(["CONNECT", "QUERY_DCL"]).and.not.to.include("QUERY");
    });

    it("keep idle and slow connections of DMS for at least 300 seconds", () => {
      for (const name of [
        "net_read_timeout",
        "net_write_timeout",
        "wait_timeout",
        "interactive_timeout",
      ]) {
        expect(Number(value(name)), name).to.be.at.least(300);
      }
    });
  });
}

describe("Aurora parameters", () => {
  it("let DMS load files, and the dump create triggers, during the migration only", () => {
    for (const name of ["local_infile", "log_bin_trust_function_creators"]) {
      expect(parameterPresets.map((preset) => valueIn(preset)(name))).to.deep.equal(["1", "0"]);
    }
  });

  it("run no events before the cut-over, whose effects DMS brings from the source", () => {
    expect(parameterPresets.map((preset) => valueIn(preset)("event_scheduler"))).to.deep.equal([
      "OFF",
      "ON",
    ]);
  });

  it("are the same in every preset but for their values, so that none has to be reset", () => {
    const [migration, live] = parameterPresets.map((preset) => all(preset).map(({ name }) => name));
    expect(live).to.deep.equal(migration);
  });

  it("need no reboot to change from one preset to the other", () => {
    const values = (preset: ParameterPreset) =>
      all(preset).filter(({ applyMethod }) => applyMethod === "pending-reboot");
    expect(values("live")).to.deep.equal(values("migration"));
  });

  it("are in the group that RDS knows them in", () => {
    expect(clusterParameters("live", { time_zone: "UTC" }).map(({ name }) => name)).to.include(
      "time_zone",
    );
    expect(instanceParameters("live").map(({ name }) => name)).to.include("local_infile");
  });

  it("take the values of the configuration over those of the preset", () => {
    const value = valueIn("migration", { wait_timeout: 600, sql_mode: "STRICT_TRANS_TABLES" });
    expect(value("wait_timeout")).to.equal("600");
    expect(value("sql_mode")).to.equal("STRICT_TRANS_TABLES");
  });

  it("are not set by configuration where safety or the migration rests on them", () => {
    expect(fixedParameters).to.include.keys(
      "require_secure_transport",
      "tls_version",
      "binlog_format",
      "binlog_row_image",
      "server_audit_logging",
      "local_infile",
      "foreign_key_checks",
      "innodb_flush_log_at_trx_commit",
    );
    expect(fixedParameters["binlog_format"]).to.match(/^the preset sets it: DMS reads/);
    for (const [name, facts] of Object.entries(auroraParameters)) {
      expect(name in fixedParameters, name).to.equal(!("configurable" in facts));
    }
  });
});
