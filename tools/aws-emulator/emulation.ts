import { join } from "node:path";
import { type Emulation } from "@landing-zone/engine/deployment/emulation";
import { typescriptLoader } from "@landing-zone/engine/paths";
import { answersWithin, isEmulator, startEmulator, stopEmulator } from "./server";
import { pythonEnvironment } from "./server/environment";

/** Deployments to the AWS emulator. */
export const awsEmulation: Emulation = {
  packages: ["aws", "random"],
  install: async (onProgress) => {
    await pythonEnvironment(onProgress);
  },
  start: startEmulator,
  stop: stopEmulator,
  exists: isEmulator,
  answersWithin: (ms, emulator) =>
    answersWithin(ms, emulator.endpoint, () => !isEmulator(emulator)),
  providerArguments: ({ endpoint }) => [
    ...typescriptLoader,
    join(__dirname, "emulated-provider/server.ts"),
    ...["--endpoint", endpoint],
  ],
};
