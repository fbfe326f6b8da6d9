import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { pythonEnvironment } from "@landing-zone/aws-emulator/server/environment";
import { preloadAwsCli } from "../support/aws-cli";
import { awsExecutable } from "../../checks/aws-cli";

const credentials = {
  AWS_ACCESS_KEY_ID: "key-one",
  AWS_SECRET_ACCESS_KEY: "s",
  AWS_MAX_ATTEMPTS: "1",
};

describe("The AWS CLI of the tests, loaded once", function () {
  // It is installed when it is used for the first time.
  this.timeout(300_000);
  const server = createServer();
  let aws: string;
  let executable: string;
  let endpoint: string;

  before(async () => {
    ({ aws } = await pythonEnvironment(() => undefined));
    await preloadAwsCli();
    executable = awsExecutable();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("There is no port.");
    endpoint = `http://127.0.0.1:${address.port}`;
  });
  after(() => {
    server.close();
  });

  /** The arguments of a command that asks the server of these tests. */
  const ask = () => [
    "sts",
    "get-caller-identity",
    "--region",
    "us-east-1",
    "--endpoint-url",
    endpoint,
  ];

  const commands: Readonly<Record<string, readonly string[]>> = {
    "a command that prints text": ["--version"],
    "an option that does not exist": ["ec2", "describe-vpcs", "--region", "us-east-1", "--wrong"],
    "a service that does not exist": ["wrong", "describe-vpcs"],
    "an address where nobody is": ["kms", "list-keys", "--endpoint-url", "http://127.0.0.1:1"],
  };
  for (const [name, args] of Object.entries(commands)) {
    it(`says the same, in the same place and with the same exit code, of ${name}`, () => {
      const env = { ...process.env, ...credentials, AWS_DEFAULT_REGION: "us-east-1" };
      const results = [executable, aws].map((program) => {
        const { stdout, stderr, status } = spawnSync(program, args, { env, encoding: "utf8" });
        return { stdout, stderr, status };
      });
      expect(results[0]).to.deep.equal(results[1]);
    });
  }

  it("has the credentials of each command alone", async () => {
    for (const AWS_ACCESS_KEY_ID of ["key-one", "key-two"]) {
      const command = spawn(executable, ask(), {
        env: { ...process.env, ...credentials, AWS_ACCESS_KEY_ID },
      });
      const [connection] = (await once(server, "connection")) as [Socket];
      const [request] = (await once(connection, "data")) as [Buffer];
      connection.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      await once(command, "close");
      expect(request.toString()).to.include(`Credential=${AWS_ACCESS_KEY_ID}/`);
    }
  });

  it("ends a command with the process that asked for it", async () => {
    const command = spawn(executable, ask(), { env: { ...process.env, ...credentials } });
    const [connection] = (await once(server, "connection")) as [Socket];
    connection.resume();
    command.kill("SIGKILL");
    await once(connection, "close");
  });

  it("ends itself when the process that started it is gone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "aws-cli-test-"));
    const { python } = await pythonEnvironment(() => undefined);
    const serve = join(__dirname, "../../checks/preloaded-cli/serve.py");
    const child = spawn(python, [serve, join(folder, "server")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.stdin.end();
    expect(await once(child, "exit")).to.deep.equal([0, null]);
    rmSync(folder, { recursive: true });
  });
});
