import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectSocket, createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { type MysqlServer, startMysqlServer } from "@landing-zone/mysql-servers/index";
import { connect } from "../../operations/database/connect";
import { nodeOf, Tunnels } from "../../operations/tunnel";
import { lacksServer } from "../support/mysql-servers";

const node = "i-0a1b2c3d4e5f60718";

describe("the managed node of --via", () => {
  for (const [via, expected] of [
    [`ssm:${node}`, node],
    ["ssm:i-1a2b3c4d", "i-1a2b3c4d"],
    ["ssm:mi-0a1b2c3d4e5f60718", "mi-0a1b2c3d4e5f60718"],
  ] as const) {
    it(`is read from ${via}`, () => {
      expect(nodeOf(via, undefined)).to.equal(expected);
    });
  }
  it("is the stack's own host, where it has one", () => {
    expect(nodeOf("host", node)).to.equal(node);
    expect(() => nodeOf("host", undefined)).to.throw("set operations.access.host");
  });
  for (const via of ["", "ssm", "ssm:", node, "ssh:host", `ssm:${node} --profile x`, "ssm:i-XYZ"]) {
    it(`is refused in "${via}"`, () => {
      expect(() => nodeOf(via, node)).to.throw(
        `--via "${via}": host and ssm:<instance> are allowed`,
      );
    });
  }
});

describe("tunnels through a managed node", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "tunnel-"));
  const log = join(folder, "log");
  const { env } = process;
  const path = env["PATH"] ?? "";
  let echo: Server;
  const opened: Tunnels[] = [];

  before(async () => {
    const executable = join(folder, "aws");
    const main = join(__dirname, "fixtures/aws.mjs");
    writeFileSync(executable, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
    chmodSync(executable, 0o755);
    echo = createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
    await once(echo, "listening");
    env["TUNNEL_LOG"] = log;
    leadTo({ "db.example:3306": (echo.address() as AddressInfo).port });
    env["PATH"] = `${folder}${delimiter}${path}`;
  });
  afterEach(() => Promise.all(opened.splice(0).map((tunnels) => tunnels.close())));
  after(() => {
    env["PATH"] = path;
    delete env["TUNNEL_LOG"];
    delete env["TUNNEL_SERVERS"];
    echo.close();
    rmSync(folder, { recursive: true });
  });

  const leadTo = (servers: Readonly<Record<string, number>>) => {
    env["TUNNEL_SERVERS"] = JSON.stringify(servers);
  };
  const tunnelsThrough = (through: string) => {
    const waiting = { signal: new AbortController().signal, progress: () => undefined };
    const tunnels = new Tunnels("eu-central-1", through, waiting);
    opened.push(tunnels);
    return tunnels;
  };
  const sessions = () => readFileSync(log, "utf8").trim().split("\n");

  it("forward a port of this machine, one session for each server, until they are closed", async () => {
    const tunnels = tunnelsThrough(node);
    const server = { host: "db.example", port: 3306 };
    const [end, same] = await Promise.all([tunnels.to(server), tunnels.to(server)]);
    expect(same).to.deep.equal(end);
    const socket = connectSocket(end.port, end.host);
    socket.write("hello");
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    expect(answer.toString()).to.equal("hello");
    const [session = "", ...others] = sessions();
    expect(others).to.deep.equal([]);
    expect(session).to.contain(`ssm start-session --region eu-central-1 --target ${node}`);
    expect(session).to.contain("--document-name AWS-StartPortForwardingSessionToRemoteHost");
    expect(session).to.contain('{"host":["db.example"],"portNumber":["3306"]');
    await tunnels.close();
    expect(() => process.kill(Number(session.split(" ")[0]), 0)).to.throw("ESRCH");
  });

  it("report why there is none, in the words of the AWS CLI", async () => {
    const nowhere = "i-00000000000000000";
    const failure = await tunnelsThrough(nowhere)
      .to({ host: "db.example", port: 3306 })
      .catch(String);
    expect(failure).to.match(
      /No tunnel to db\.example:3306 through i-0+: An error occurred \(TargetNotConnected\)/,
    );
  });

  it("report that there is no AWS CLI", async () => {
    env["PATH"] = "";
    try {
      const failure = await tunnelsThrough(node)
        .to({ host: "db.example", port: 3306 })
        .catch(String);
      expect(failure).to.contain("the AWS CLI cannot be run: spawn aws ENOENT");
    } finally {
      env["PATH"] = `${folder}${delimiter}${path}`;
    }
  });

  describe("to a database", () => {
    if (lacksServer("mysql-8.0")) return;
    let server: MysqlServer;
    before(async () => {
      const certificateNames = ["db.example"];
      server = await startMysqlServer({ flavour: "mysql-8.0", role: "target", certificateNames });
      leadTo({ "db.example:3306": server.port, "other.example:3306": server.port });
    });
    after(() => server.stop());

    const versionOf = async (host: string) => {
      const tunnel = await tunnelsThrough(node).to({ host, port: 3306 });
      const { user: username, password } = server;
      const tls = { ca: readFileSync(server.caFile!, "utf8"), verifyIdentity: true };
      const address = { host, port: 3306, tunnel, tls };
      const database = await connect("target", address, { username, password });
      await database.close();
      return database.server.flavour;
    };

    it("verify the name of the server, not of this machine's end", async () => {
      expect(await versionOf("db.example")).to.equal("mysql");
      expect(await versionOf("other.example").catch(String)).to.match(/does not match/);
    });
  });
});
