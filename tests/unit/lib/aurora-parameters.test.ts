import { expect } from "chai";
import { clusterParameters, instanceParameters } from "../../../lib/aurora-parameters";

/** Static parameters of Aurora MySQL 3, from its parameter reference. */
const staticInAuroraMySql3 = ["binlog_format", "tls_version", "lower_case_table_names"];

describe("Aurora parameters", () => {
  const all = [...clusterParameters(), ...instanceParameters()];
  const value = (name: string) => all.find((parameter) => parameter.name === name)?.value;

  it("apply at the next reboot when static, and at once when dynamic", () => {
    for (const { name, applyMethod } of all) {
      const expected = staticInAuroraMySql3.includes(name) ? "pending-reboot" : "immediate";
      expect(applyMethod, name).to.equal(expected);
    }
  });

  it("require TLS 1.2 or later of every client", () => {
    expect(value("require_secure_transport")).to.equal("ON");
    expect(value("tls_version")?.split(",")).to.have.members(["TLSv1.2", "TLSv1.3"]);
  });

  it("write a row-based binary log with full images, so that DMS can read Aurora later", () => {
    expect(value("binlog_format")).to.equal("ROW");
    expect(value("binlog_row_image")).to.equal("FULL");
  });

  it("audit connections and grants, but not the data in queries", () => {
    expect(value("server_audit_logging")).to.equal("1");
    expect(value("server_audit_events")?.split(",")).to.include.members(["CONNECT", "QUERY_DCL"]);
    expect(value("server_audit_events")?.split(",")).not.to.include("QUERY");
  });

  it("let DMS load files, with timeouts of at least 300 seconds", () => {
    expect(value("local_infile")).to.equal("1");
    expect(Number(value("net_read_timeout"))).to.be.at.least(300);
    expect(Number(value("net_write_timeout"))).to.be.at.least(300);
  });
});
