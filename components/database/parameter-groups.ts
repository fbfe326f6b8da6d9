import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { clusterParameters, instanceParameters } from "../../lib/aurora-parameters";
import { parameterFamily } from "../../lib/aurora-versions";
import type { DatabaseSettings } from "../../lib/settings/database";

/** The parameter groups of the cluster and of its instances. */
export function createParameterGroups(
  name: string,
  physical: string,
  args: Pick<DatabaseSettings, "engineVersion" | "parameterPreset" | "parameters"> & {
    readonly tags: Record<string, string>;
  },
  opts: pulumi.CustomResourceOptions,
) {
  const { parameterPreset, parameters, tags } = args;
  const family = parameterFamily(args.engineVersion);
  const cluster = new rds.ClusterParameterGroup(
    name,
    {
      name: physical,
      family,
      description: "TLS required, row-based binary log, audit log",
      parameters: clusterParameters(parameterPreset, parameters),
      tags,
    },
    opts,
  );
  const instance = new rds.ParameterGroup(
    name,
    {
      name: physical,
      family,
      description: "Slow query log, timeouts for DMS",
      parameters: instanceParameters(parameterPreset, parameters),
      tags,
    },
    opts,
  );
  return { cluster, instance };
}
