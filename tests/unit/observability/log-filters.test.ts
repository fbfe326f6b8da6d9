import { expect } from "chai";
import { logPatterns } from "../../../lib/log-patterns";
import { alarmsOn, dimensionsOf } from "./alarm-queries";
import { args, deploy, deployStandard } from "./observability-args";

const type = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** CloudWatch's matching of a pattern that is one text in quotes, or several of which any will do. */
function matches(pattern: unknown, line: string): boolean {
  const [, only] = /^"([^"]*)"$/.exec(pattern as string) ?? [];
  const any = [...(pattern as string).matchAll(/\?"([^"]*)"/g)].map(([, text]) => text!);
  return (only === undefined ? any : [only]).some((text) => line.includes(text));
}

/** A line of a VPN tunnel's log. */
const tunnelLine = (details: string, state = "down") =>
  JSON.stringify({ event_timestamp: 1769860800, details, ike_phase1_state: state });

describe("Filters on logs", () => {
  const examples = [
    {
      log: "dms-log-errors",
      group: "dms-tasks-migration-dms-test",
      counts: "2026-01-31T12:00:00 [TARGET_APPLY    ]E:  Failed to execute statement [1020403]",
      ignores: "2026-01-31T12:00:00 [SOURCE_CAPTURE  ]I:  Event: E: is only text here",
    },
    {
      log: "dms-serverless-archive-log-errors",
      group: "dms-serverless-replication-archive-test",
      counts: "{'replication_state':'failed', 'message': 'Test connection failed for endpoint X.'}",
      ignores: "{'replication_state':'initializing', 'message': 'Initializing the replication.'}",
    },
    {
      log: "vpn-log-negotiations",
      group: "/aws/vendedlogs/migration-vpn-tunnels-test",
      counts: tunnelLine("AWS tunnel detected a pre-shared key mismatch with cgw: 203.0.113.10"),
      ignores: tunnelLine("AWS tunnel processed request (id=1) for CREATE_CHILD_SA", "established"),
    },
    {
      log: "aurora-error-log-errors",
      group: "/aws/rds/cluster/migration-aurora-test/error",
      counts: "2026-01-31T12:00:00.000000Z 7 [ERROR] [MY-010584] [Repl] Replica SQL",
      ignores: "2026-01-31T12:00:00.000000Z 7 [Warning] [MY-010055] [Server] IP address",
    },
    {
      log: "aurora-audit-log-failed-logins",
      group: "/aws/rds/cluster/migration-aurora-test/audit",
      counts: "1769860800000000,migration-aurora-1,app,10.0.0.1,14,0,FAILED_CONNECT,,,1045",
      ignores: "1769860800000000,migration-aurora-1,app,10.0.0.1,14,0,CONNECT,orders,,0",
    },
  ];
  for (const { log, group, counts, ignores } of examples) {
    it(`count in ${group} what is at fault, and nothing else`, async () => {
      const { recording } = await deployStandard();
      const { inputs } = recording.one(type, `watch-${log}`);
      expect(inputs).to.include({ name: `migration-${log}-test`, logGroupName: group });
      expect(matches(inputs["pattern"], counts)).to.equal(true);
      expect(matches(inputs["pattern"], ignores)).to.equal(false);
    });
  }

  it("count each way in which the ends of a tunnel cannot agree", async () => {
    const { recording } = await deployStandard();
    const { pattern } = recording.one(type, "watch-vpn-log-negotiations").inputs;
    for (const details of [
      "No Proposal Match Found by AWS",
      'No Proposal Match Found. Notifying with "No proposal chosen"',
      "AWS tunnel payload decryption was unsuccessful due to invalid Pre-shared Key",
      "AWS tunnel is sending AUTHENTICATION_FAILED as the response",
      "AWS: Traffic Selector: TS_UNACCEPTABLE: received from responder",
      "AWS tunnel Phase 2 was unable to establish while keeping Phase 1 UP",
      "AWS tunnel Timeout: deleting un-established Phase 1 IKE_SA with cgw: 203.0.113.10",
    ]) {
      expect(matches(pattern, tunnelLine(details)), details).to.equal(true);
    }
  });

  it("search the tunnels of each VPN connection", async () => {
    const vpnLogGroupNames = ["/aws/vendedlogs/first", "/aws/vendedlogs/second"];
    const { recording } = await deploy({ network: { ...args.network, vpnLogGroupNames } });
    const searched = recording
      .of(type)
      .filter(({ name }) => name.startsWith("watch-vpn-"))
      .map(({ inputs }) => inputs["logGroupName"]);
    expect(searched).to.deep.equal(vpnLogGroupNames);
  });

  it("each feed an alarm, in a namespace of the environment", async () => {
    const { recording } = await deployStandard();
    const filters = recording.of(type);
    expect(filters).not.to.be.empty;
    for (const { inputs } of filters) {
      const { name, namespace, value, defaultValue } = inputs["metricTransformation"] as Record<
        string,
        string
      >;
      expect([namespace, value, defaultValue]).to.deep.equal(["Migration/test", "1", "0"]);
      const alarms = alarmsOn(recording, namespace!, name!);
      expect(dimensionsOf(alarms), name).to.include.deep.members([{}]);
    }
  });

  it("search the log of each replication instance, and count them together", async () => {
    const shared = args.dms.replicationInstances["default"]!;
    const bulk = {
      ...shared,
      instanceId: "migration-dms-bulk-test",
      logGroupName: "dms-tasks-migration-dms-bulk-test",
    };
    const { recording } = await deploy({
      dms: { ...args.dms, replicationInstances: { default: shared, bulk } },
    });
    const metrics = ["dms-log", "dms-bulk-log"].map(
      (log) => recording.one(type, `watch-${log}-errors`).inputs["metricTransformation"],
    );
    expect(metrics[0]).to.deep.equal(metrics[1]);
    expect(alarmsOn(recording, "Migration/test", "ReplicationErrors")).to.have.length(1);
  });

  it("know their log groups in a preview", async () => {
    const { recording } = await deploy({}, { preview: true });
    const groups = recording.of(type).map(({ inputs }) => inputs["logGroupName"]);
    expect(groups).to.include("/aws/rds/cluster/migration-aurora-test/error");
  });

  it("count each thing under a name of its own", () => {
    const names = logPatterns.map(({ rule }) => rule.metric);
    expect(new Set(names).size).to.equal(names.length);
  });
});
