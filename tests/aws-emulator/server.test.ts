import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { emulator } from "../support/emulator";
import { ProviderClient } from "./provider-client";

describe("the provider's process", () => {
  let server: ChildProcess;

  afterEach(async () => {
    const ended = once(server, "close");
    server.kill();
    await ended;
  });

  it("prints its port first, and serves there", async () => {
    const { endpoint } = await emulator();
    const args = [
      "--import",
      "tsx",
      "tools/aws-emulator/emulated-provider/server.ts",
      "--endpoint",
      endpoint,
    ];
    server = spawn(process.execPath, [...args, "127.0.0.1:1"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!server.stdout) throw new Error("The process has no output.");
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    expect(line).to.match(/^\d+$/);

    const client = new ProviderClient(`127.0.0.1:${line}`);
    const info = await client.call<PluginInfo>((rpc, done) => rpc.getPluginInfo(new Empty(), done));
    await client.configure("pulumi:providers:aws", { region: "eu-west-1" });
    const vpc = await client.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
    client.close();
    expect(info.getVersion()).to.equal("7.48.0");
    expect(vpc.state["arn"]).to.match(/^arn:aws:ec2:eu-west-1:123456789012:vpc\/vpc-/);
  });
});
