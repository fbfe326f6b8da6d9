import * as lb from "@pulumi/aws/lb";
import type * as types from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeSettings } from "../../lib/settings/edge";
import type { TlsPolicy } from "../../lib/tls-policies";

/** Certificates of the HTTPS listener. */
export interface ListenerCertificates extends Pick<EdgeSettings, "additionalCertificateArns"> {
  /** The certificate of clients that ask for no name, or for one that no other certificate has. */
  readonly certificateArn: pulumi.Input<string>;
}

/**
 * The listener that serves the application.
 *
 * @param sharesSwitched Whether operations switch the shares of its target groups, which a deployment
 *   then leaves as it finds them.
 */
export function createHttpsListener(
  name: string,
  loadBalancerArn: pulumi.Input<string>,
  forward: types.input.lb.ListenerDefaultAction,
  args: ListenerCertificates & {
    tlsPolicy: TlsPolicy;
    sharesSwitched: boolean;
    tags?: Record<string, string> | undefined;
  },
  opts: pulumi.CustomResourceOptions,
): lb.Listener {
  const listener = new lb.Listener(
    `${name}-https`,
    {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: args.tlsPolicy,
      certificateArn: args.certificateArn,
      defaultActions: [forward],
      tags: args.tags,
    },
    { ...opts, ...(args.sharesSwitched && { ignoreChanges: ["defaultActions[0].forward"] }) },
  );
  for (const certificateArn of args.additionalCertificateArns) {
    new lb.ListenerCertificate(
      `${name}-${certificateArn.split("/").at(-1)}`,
      { listenerArn: listener.arn, certificateArn },
      opts,
    );
  }
  return listener;
}

/** A host that no client asks for: names below `.invalid` exist nowhere (RFC 2606). */
const nobodysHost = "maintenance.invalid";

/**
 * The rule by which operations answer every request of the HTTPS listener for as long as writes stand
 * still: its condition is a host that nobody asks for, until they make it the path `*`.
 *
 * @param isSwitched Whether a deployment leaves the condition as it finds it.
 * @returns The rule's ARN.
 */
export function createMaintenanceRule(
  name: string,
  listenerArn: pulumi.Input<string>,
  args: { isSwitched: boolean; tags?: Record<string, string> | undefined },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const rule = new lb.ListenerRule(
    `${name}-maintenance`,
    {
      listenerArn,
      priority: 1,
      conditions: [{ hostHeader: { values: [nobodysHost] } }],
      actions: [
        {
          type: "fixed-response",
          fixedResponse: {
            contentType: "text/plain",
            messageBody: "Down for maintenance. Please try again in a few minutes.",
            statusCode: "503",
          },
        },
      ],
      tags: args.tags,
    },
    { ...opts, ...(args.isSwitched && { ignoreChanges: ["conditions"] }) },
  );
  return rule.arn;
}

/** The listener that sends everything to HTTPS. */
export function createRedirect(
  name: string,
  loadBalancerArn: pulumi.Input<string>,
  tags: Record<string, string> | undefined,
  opts: pulumi.CustomResourceOptions,
): void {
  new lb.Listener(
    `${name}-http`,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
        },
      ],
      tags,
    },
    opts,
  );
}
