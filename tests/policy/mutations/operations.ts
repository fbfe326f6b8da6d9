import { add, at, each, type Mutate, type Mutations, type Plan } from "../support/mutate";
import { permissionRules } from "./encryption";

const vpc = at("ec2.Vpc", "network-vpc");
const cluster = at("rds.Cluster", "database");
const instance = at("dms.ReplicationInstance", "dms");
const subnet = at("ec2.Subnet", "network-vpc-database-2");
const key = at("kms.Key", "encryption-data");

/** A key whose region and tags are its provider's alone, as before version 7 of the provider. */
export const ofProvider = (settings: object): Mutate => {
  return (plan: Plan) => {
    const { urn } = key.in(plan);
    return plan.map((resource) => {
      if (resource.urn !== urn) return resource;
      return {
        ...resource,
        provider: { ...resource.provider, ...settings },
        inputs: {
          ...Object.fromEntries(
            Object.entries(resource.inputs).filter(([key]) => key !== "region"),
          ),
          tagsAll: { Name: "key" },
        },
      };
    });
  };
};

export const operationsRules: Mutations = {
  ...permissionRules,
  "cidr-no-overlap": {
    "a subnet in another's range": subnet.set({ cidrBlock: "10.40.0.0/24" }),
    "a subnet around another": subnet.set({ cidrBlock: "10.40.0.0/17" }),
    "a public VPC": vpc.set({ cidrBlock: "198.51.0.0/16" }),
    "a route to the premises inside of the VPC": add("ec2.VpnConnectionRoute", "added", {
      destinationCidrBlock: "10.40.8.0/24",
    }),
    "premises that hold the VPC": at("ec2.VpnConnection", "network-vpn").set({
      remoteIpv4NetworkCidr: "10.0.0.0/8",
    }),
  },
  naming: each(
    ["double--hyphen", "1st", "under_score", "ends-", "a".repeat(64)],
    (name) => name,
    (replicationInstanceId) => instance.set({ replicationInstanceId }),
  ),
  "provider-coverage": {
    "another provider": add("aws-native:rds:DbCluster", "added"),
    "a type that no rule knows": add("sagemaker.NotebookInstance", "added"),
  },
  "region-allowlist": {
    "a resource's own region": cluster.set({ region: "eu-west-1" }),
    "a provider's region": ofProvider({ region: "ap-southeast-2" }),
  },
  "required-tags": {
    "no default tags": ofProvider({ defaultTags: '{"tags":{}}' }),
    "default tags without an owner": ofProvider({
      defaultTags: '{"tags":{"Environment":"prod","CostCenter":"4711"}}',
    }),
  },
  "windows-explicit": {
    ...each(
      ["preferredBackupWindow", "preferredMaintenanceWindow"],
      (field) => `no ${field}`,
      (field) => cluster.remove(field),
    ),
    "no window of the replication": instance.remove("preferredMaintenanceWindow"),
    "a window that cannot be read": cluster.set({ preferredBackupWindow: "at night" }),
  },
  "windows-no-overlap": {
    "the maintenance of replication in Aurora's": instance.set({
      preferredMaintenanceWindow: "sun:05:00-sun:06:00",
    }),
    "a backup in the maintenance": cluster.set({ preferredBackupWindow: "05:00-06:00" }),
    "a window over the week's end": cluster.set({
      preferredMaintenanceWindow: "sat:23:30-sun:03:00",
    }),
  },
};
