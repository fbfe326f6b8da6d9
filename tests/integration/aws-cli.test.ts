import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { isRunning } from "@landing-zone/engine/processes/running";
import { z } from "zod";
import { AwsCli, type AwsCliOptions } from "../../checks/aws-cli";
import { Stopwatch } from "../../checks/stopwatch";
import { type CommandLimits, defaultLimits } from "../../checks/command";

/** Short enough for a test, long enough for a process to start on a busy machine. */
const quick: CommandLimits = { timeoutMs: 1_500, graceMs: 300, maxOutputBytes: 1_000_000 };

function fakeAws(name: string, options: Partial<AwsCliOptions> = {}): AwsCli {
  const executable = join(__dirname, "fixtures/aws", `${name}.mjs`);
  return new AwsCli({ region: "eu-west-1", executable, limits: quick, ...options });
}

/** The message that a promise is rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It succeeded");
}

/** Those of some processes that are still there. A killed one is gone a moment later. */
async function survivorsOf(pids: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + 3_000;
  while (pids.some(isRunning) && Date.now() < deadline) await setImmediate();
  return pids.filter(isRunning);
}

/** Sets environment variables for one test. */
function withEnvironment(variables: Record<string, string>): void {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  restorations.push(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });
}

const restorations: (() => void)[] = [];

describe("AWS CLI", () => {
  afterEach(() => {
    for (const restore of restorations.splice(0)) restore();
  });

  it("gets the region, JSON as its format, and the emulator's URL when there is one", async () => {
    const args = z.object({ args: z.array(z.string()) });
    const common = ["ec2", "describe-vpcs", "--region", "eu-west-1", "--output", "json"];
    const emulated = fakeAws("echo", { endpointUrl: "http://127.0.0.1:5000" });
    expect(await fakeAws("echo").read(args, "ec2", "describe-vpcs")).to.deep.equal({
      args: common,
    });
    expect(await emulated.read(args, "ec2", "describe-vpcs")).to.deep.equal({
      args: [...common, "--endpoint-url", "http://127.0.0.1:5000"],
    });
  });

  it("passes arguments on as they are, without a shell", async () => {
    const args = z.object({ args: z.array(z.string()) });
    const nasty = "$(touch x); 'a' \"b\" *";
    const answer = await fakeAws("echo").read(args, "ec2", "describe-vpcs", "--filters", nasty);
    expect(answer.args[3]).to.equal(nasty);
  });

  it("keeps a person's credentials from an emulator", async () => {
    withEnvironment({ AWS_PROFILE: "production", AWS_SESSION_TOKEN: "t", AWS_ACCESS_KEY_ID: "k" });
    const emulated = fakeAws("echo", { endpointUrl: "http://127.0.0.1:5000" });
    expect(await fakeAws("echo").run("sts", "x")).to.include({ AWS_PROFILE: "production" });
    expect(await emulated.run("sts", "x")).to.include({ AWS_ACCESS_KEY_ID: "emulator" });
    expect(await emulated.run("sts", "x")).not.to.have.any.keys("AWS_PROFILE", "AWS_SESSION_TOKEN");
  });

  it("stops a command that hangs, and names it", async () => {
    const message = await failureOf(fakeAws("hang").run("ec2", "describe-vpcs"));
    expect(message).to.match(/hang\.mjs ec2 describe-vpcs --region eu-west-1/);
    expect(message).to.include("took longer than 1.5 s");
  });

  it("kills a command that ignores SIGTERM, together with its children", async () => {
    const folder = mkdtempSync(join(tmpdir(), "integration-"));
    const pidsFile = join(folder, "pids.json");
    restorations.push(() => {
      rmSync(folder, { recursive: true });
    });
    withEnvironment({ PIDS_FILE: pidsFile });
    const message = await failureOf(fakeAws("ignore-sigterm").run("ec2", "describe-vpcs"));
    const pids = JSON.parse(readFileSync(pidsFile, "utf8")) as number[];
    expect(message).to.include("took longer than 1.5 s");
    expect(pids).to.have.length(2);
    expect(await survivorsOf(pids)).to.deep.equal([]);
  });

  it("explains an answer that breaks off, with an excerpt", async () => {
    const message = await failureOf(fakeAws("half-json").run("ec2", "describe-vpcs"));
    expect(message).to.match(/printed 27 characters that are not JSON/);
    expect(message).to.include('{"Vpcs": [{"VpcId": "vpc-1"');
  });

  it("stops a command that prints without end", async () => {
    const message = await failureOf(fakeAws("flood").run("ec2", "describe-vpcs"));
    expect(message).to.include("printed more than 1000000 bytes");
  });

  it("passes on how a command failed, without the secrets that it was given", async () => {
    const secrets = ["--secret-string", "hunter2", "--password=hunter3", "--secret-id", "db"];
    const message = await failureOf(fakeAws("fail").run("secretsmanager", "put", ...secrets));
    expect(message).to.include("exit code 255");
    expect(message).to.include("An error occurred (AccessDenied)");
    expect(message).to.include("--secret-id db");
    expect(message).to.include("--password=[redacted]");
    expect(message).not.to.match(/hunter/);
  });

  it("suggests how to install it when it is missing", async () => {
    const missing = fakeAws("", { executable: "/nowhere/aws" });
    const message = await failureOf(missing.run("ec2", "describe-vpcs"));
    expect(message).to.include("/nowhere/aws ec2 describe-vpcs");
    expect(message).to.match(/install it .* AWS_CLI/);
  });

  it("returns text, and nothing, from commands that print no JSON", async () => {
    const say = fakeAws("say");
    withEnvironment({ ANSWER: "eu-west-1\n" });
    expect(await say.run("configure", "get", "region")).to.equal("eu-west-1");
    withEnvironment({ ANSWER: "" });
    expect(await say.run("s3api", "get-bucket-versioning")).to.equal("");
  });

  it("names every field of an answer that is not as expected", async () => {
    withEnvironment({ ANSWER: '{"Vpcs": [{"VpcId": 1}]}' });
    const schema = z.object({ Vpcs: z.array(z.object({ VpcId: z.string(), State: z.string() })) });
    const message = await failureOf(fakeAws("say").read(schema, "ec2", "describe-vpcs"));
    expect(message).to.match(/Vpcs\.0\.VpcId: .*expected string/);
    expect(message).to.match(/Vpcs\.0\.State: .*expected string/);
  });

  it("asks the same thing only once", async () => {
    const say = fakeAws("say");
    withEnvironment({ ANSWER: "first" });
    await say.read(z.string(), "ec2", "describe-vpcs");
    withEnvironment({ ANSWER: "second" });
    expect(await say.read(z.string(), "ec2", "describe-vpcs")).to.equal("first");
    expect(await say.read(z.string(), "ec2", "describe-subnets")).to.equal("second");
  });

  it("skips a warning before JSON, and shows what was printed instead of JSON", async () => {
    const schema = z.object({ Vpcs: z.array(z.unknown()) });
    withEnvironment({ ANSWER: 'SyntaxWarning: invalid escape\n{"Vpcs": []}' });
    expect(await fakeAws("say").read(schema, "ec2", "describe-vpcs")).to.deep.equal({ Vpcs: [] });
    withEnvironment({ ANSWER: "Please log in" });
    const message = await failureOf(fakeAws("say").read(schema, "ec2", "describe-vpcs"));
    expect(message).to.include("aws ec2 describe-vpcs").and.to.include("it printed: Please log in");
  });

  it("reports a check that takes too long by its command and the time of it", async () => {
    const aws = fakeAws("hang", { limits: { ...quick, timeoutMs: 10_000 } });
    const looked = Stopwatch.run(300, () =>
      aws.read(z.unknown(), "kms", "describe-key", "--key-id", "k-1"),
    );
    expect(await failureOf(looked)).to.match(
      /^took longer than 0.3 s:\n {2}aws kms describe-key --key-id k-1 has been running for 0\.\d s$/,
    );
  });

  it("begins the time of a check when its first command begins", async () => {
    const result = await Stopwatch.run(0, async () => {
      for (let turn = 0; turn < 100; turn++) await setImmediate();
      return "done";
    });
    expect(result).to.equal("done");
  });

  it("allows 20 s and 2 s more, so that its own message comes before Mocha's", () => {
    expect(defaultLimits).to.include({ timeoutMs: 20_000, graceMs: 2_000 });
  });
});
