import { z } from "zod";
import { networks, oneOf, yesOrNo } from "./kinds";

const host = z
  .strictObject({
    instanceType: oneOf(
      ["t4g.nano", "t4g.micro", "t4g.small"],
      "Type of the instance, which only forwards connections.",
    ).default("t4g.nano"),
  })
  .describe(
    "An instance in a private subnet that `npm run migrate -- <verb> --via host` tunnels through by Session Manager: no port of it is open. It reaches Aurora and the sources, and gets private endpoints of Session Manager. Default: none.",
  );

/** The instance that sessions are forwarded through. */
export type AccessHostSettings = z.output<typeof host>;

const access = z
  .strictObject({
    cidrs: networks(
      "Ranges of the operators' machines in `network.onPremises.cidrs` or `network.cidr`, which may connect to Aurora. Default: none.",
    ).optional(),
    host: host.optional(),
  })
  .describe(
    "How those who operate the migration reach Aurora. Default: not at all, and its administrator's way in is outside of the stack.",
  );

/** The schema of `operations`. */
export const operationsSettings = z.strictObject({
  heartbeat: yesOrNo(
    "Whether each migration that replicates changes includes a table of the schema `landing_zone` that `npm run migrate -- heartbeat` creates and writes. It measures the real delay and lets `verify` compare rows while they change. Set it before the load; setting it later replaces no task, but the table must be reloaded.",
  ).default(false),
  access: access.prefault({}),
});

/** Settings for the operators of the migration. */
export type OperationsSettings = z.output<typeof operationsSettings>;
