/**
 * A process that runs programs one after the other, each from its beginning, as the SDK itself runs
 * a program that is a function. A program that fails ends it.
 */
import { createRequire } from "node:module";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import { disconnect, resetOptions } from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import { type Run } from "./messages";

// Not to end while there is somebody who may ask for a run.
process.channel?.ref();
process.on("message", (run: Run) => {
  execute(run).then(
    () => process.send?.("done"),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function execute(run: Run): Promise<void> {
  process.chdir(run.directory);
  const { project, stack, organization, dryRun, parallel, monitor } = run;
  resetOptions(project, stack, parallel, monitor, monitor, dryRun, organization);
  setAllConfig({ ...run.values }, [...run.secretKeys]);
  await runInPulumiStack(() => {
    Reflect.deleteProperty(require.cache, run.entryPoint);
    // Not by the `require` of this file, which would keep everything that it has ever loaded.
    return Promise.resolve(createRequire(__filename)(run.entryPoint) as Record<string, unknown>);
  });
  await disconnect(true);
}
