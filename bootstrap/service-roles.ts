import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../components/common";
import { createServiceRoles } from "../components/dms/service-roles";

/** The account's DMS service roles, apart from any environment: none of them can take them away. */
export class ServiceRoles extends pulumi.ComponentResource {
  constructor(name: string, args: CommonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:bootstrap:ServiceRoles", name, {}, opts);
    createServiceRoles(name, args, { parent: this });
    this.registerOutputs({});
  }
}
