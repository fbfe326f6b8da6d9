import * as lb from "@pulumi/aws/lb";
import type * as types from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeSettings } from "../../lib/settings/edge";
import type { TlsPolicy } from "../../lib/tls-policies";

/** What the HTTPS listener shows to its clients. */
export interface ListenerCertificates extends Pick<EdgeSettings, "additionalCertificateArns"> {
  /** The certificate of clients that ask for no name, or for one that no other certificate has. */
  readonly certificateArn: pulumi.Input<string>;
}

/** The listener that serves the application. */
export function createHttpsListener(
  name: string,
  loadBalancerArn: pulumi.Input<string>,
  forward: types.input.lb.ListenerDefaultAction,
  args: ListenerCertificates & { tlsPolicy: TlsPolicy; tags?: Record<string, string> | undefined },
  opts: pulumi.CustomResourceOptions,
): void {
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
    opts,
  );
  for (const certificateArn of args.additionalCertificateArns) {
    new lb.ListenerCertificate(
      `${name}-${certificateArn.split("/").at(-1)}`,
      { listenerArn: listener.arn, certificateArn },
      opts,
    );
  }
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
