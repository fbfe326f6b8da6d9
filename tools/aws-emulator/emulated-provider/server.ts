import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Command } from "commander";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { channelOptions } from "@landing-zone/engine/monitor/rpc";
import { EmulatedProvider } from "./emulated-provider";
import { resourceProviderService } from "./service";

/**
 * Serves the providers `aws` and `random` on a free port of this machine until it is stopped. The port is the first line on standard output, as of any Pulumi plugin.
 */
function main(): void {
  const command = new Command("provider")
    .description("Pulumi's ResourceProvider service for aws and random, over an AWS emulator")
    .option("--endpoint <url>", "URL of the emulator; default: the provider's own endpoints")
    // An engine passes its own address and further flags to each plugin; this one needs none of them.
    .argument("[engine]", "address of the engine")
    .allowUnknownOption()
    .parse();
  const { endpoint } = command.opts<{ endpoint?: string }>();
  const provider = new EmulatedProvider(process.cwd(), endpoint);
  const server = new Server(channelOptions);
  server.addService(ResourceProviderService, resourceProviderService(provider, awsVersion));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

main();
