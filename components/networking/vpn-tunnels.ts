import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { TunnelSettings } from "../../lib/settings/on-premises";

type TunnelArgs<N extends 1 | 2> = {
  [
    K in keyof ec2.VpnConnectionArgs as K extends `tunnel${N}${infer Rest}`
      ? Uncapitalize<Rest>
      : never
  ]: ec2.VpnConnectionArgs[K];
};
/** A tunnel's options without the `tunnel1` or `tunnel2` before each name. */
type TunnelOptions = TunnelArgs<1> & TunnelArgs<2>;

/**
 * The options of a connection's tunnels, under the names that a VPN connection knows them by.
 *
 * @param logGroupArn Where the tunnels log to.
 */
export function tunnelArgs(
  tunnels: readonly TunnelSettings[],
  logGroupArn: pulumi.Input<string>,
): Partial<ec2.VpnConnectionArgs> {
  return Object.fromEntries(
    tunnels.flatMap((tunnel, index) =>
      Object.entries(optionsOf(tunnel, logGroupArn)).map(([option, value]) => [
        `tunnel${index + 1}${option.charAt(0).toUpperCase()}${option.slice(1)}`,
        value,
      ]),
    ),
  );
}

function optionsOf(
  { insideCidr, phase1, phase2, ...actions }: TunnelSettings,
  logGroupArn: pulumi.Input<string>,
): TunnelOptions {
  return {
    ...actions,
    ...(insideCidr !== undefined && { insideCidr }),
    // IKEv1 has known weaknesses.
    ikeVersions: ["ikev2"],
    phase1EncryptionAlgorithms: [...phase1.encryptionAlgorithms],
    phase1IntegrityAlgorithms: [...phase1.integrityAlgorithms],
    phase1DhGroupNumbers: [...phase1.dhGroups],
    phase1LifetimeSeconds: phase1.lifetimeSeconds,
    phase2EncryptionAlgorithms: [...phase2.encryptionAlgorithms],
    phase2IntegrityAlgorithms: [...phase2.integrityAlgorithms],
    phase2DhGroupNumbers: [...phase2.dhGroups],
    phase2LifetimeSeconds: phase2.lifetimeSeconds,
    // AWS asks before it replaces a tunnel's endpoint.
    enableTunnelLifecycleControl: true,
    logOptions: {
      cloudwatchLogOptions: { logEnabled: true, logGroupArn, logOutputFormat: "json" },
    },
  };
}
