import type * as pulumi from "@pulumi/pulumi";
import type { Protection } from "../lib/protection";

export { type Protection, protectionFor } from "../lib/protection";
export { defaultTags } from "../lib/tags";
export { zonesOf } from "../lib/zones";

/**
 * Arguments common to all components of an environment.
 *
 * Components register without their arguments (`super(type, name, {}, opts)`), plain text for the policies
 * apart: an output among the inputs would hold back the component, and with it every child, until
 * that output is known.
 */
export interface CommonArgs {
  /** The environment, such as `dev`: the suffix of every physical name. */
  readonly environment: string;
  /** The AWS region, such as `us-east-1`. */
  readonly region: string;
  /** The 12-digit AWS account id. Known at preview. */
  readonly accountId: pulumi.Input<string>;
  /** The policy that bounds the permissions of every role. Default: none. */
  readonly permissionsBoundaryArn?: string | undefined;
  /** Protection of stateful resources against deletion. */
  readonly protection: Protection;
  /** Tags added to the provider's default tags. Default: none. */
  readonly tags?: Record<string, string>;
}
