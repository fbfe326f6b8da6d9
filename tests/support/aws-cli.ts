import { pythonEnvironment } from "@landing-zone/aws-emulator/server/environment";
import { preloadAwsCli as preload } from "../../checks/preloaded-cli";

let shared: Promise<void> | undefined;

/** From now on, this process and its children run an AWS CLI that is loaded only once. */
export function preloadAwsCli(): Promise<void> {
  return (shared ??= load());
}

async function load(): Promise<void> {
  const { aws } = await pythonEnvironment((message) => process.stderr.write(`${message}\n`));
  process.env["AWS_CLI"] = await preload(aws);
}
