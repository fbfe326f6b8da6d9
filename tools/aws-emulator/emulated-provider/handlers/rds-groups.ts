import type { DBParameterGroup, Parameter } from "@aws-sdk/client-rds";
import type * as aws from "@pulumi/aws";
import { ifFound, required, type Aws } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";
import { rdsTagging } from "./rds-tags";

async function createSubnetGroup(inputs: Inputs<aws.rds.SubnetGroupArgs>, { rds }: Aws) {
  const made = await rds.createDBSubnetGroup({
    DBSubnetGroupName: inputs.name,
    DBSubnetGroupDescription: inputs.description ?? "Managed by Pulumi",
    SubnetIds: inputs.subnetIds,
    Tags: tagList(inputs.tagsAll),
  });
  return required(made.DBSubnetGroup?.DBSubnetGroupName, "a subnet group name");
}

const subnetGroup = resource<aws.rds.SubnetGroupArgs, aws.rds.SubnetGroupState>({
  create: createSubnetGroup,
  async read({ id }, { rds }) {
    const { DBSubnetGroups } = await rds.describeDBSubnetGroups({ DBSubnetGroupName: id });
    const found = DBSubnetGroups?.[0];
    if (!found) return undefined;
    const { TagList } = await rds.listTagsForResource({ ResourceName: found.DBSubnetGroupArn });
    return {
      arn: found.DBSubnetGroupArn,
      name: found.DBSubnetGroupName,
      description: found.DBSubnetGroupDescription,
      vpcId: found.VpcId,
      subnetIds: found.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier ?? ""),
      tagsAll: tagMap(TagList),
    };
  },
  // The emulator loses a group that is modified, so the changed one is created under the same name.
  async update({ id }, news, aws) {
    await ifFound(aws.rds.deleteDBSubnetGroup({ DBSubnetGroupName: id }));
    await createSubnetGroup(news, aws);
  },
  delete: ({ id }, { rds }) => rds.deleteDBSubnetGroup({ DBSubnetGroupName: id }),
  replaceOn: ["name"],
  autoName: { property: "name", maxLength: 255 },
  tagging: rdsTagging,
});

interface PulumiParameter {
  name: string;
  value: string;
  applyMethod?: string;
}

function apiParameters(parameters: PulumiParameter[] = []): Parameter[] {
  return parameters.map(({ name, value, applyMethod = "immediate" }) => ({
    ParameterName: name,
    ParameterValue: value,
    ApplyMethod: applyMethod as "immediate",
  }));
}

function pulumiParameters(parameters: Parameter[] = []): PulumiParameter[] {
  return parameters.map(({ ParameterName, ParameterValue, ApplyMethod }) => ({
    name: ParameterName ?? "",
    value: ParameterValue ?? "",
    applyMethod: ApplyMethod,
  }));
}

/**
 * RDS would reset parameters that are not set any more. The emulator cannot.
 * @throws Error naming them, rather than leaving values that nobody asked for.
 */
function refuseReset(before: PulumiParameter[] = [], after: PulumiParameter[] = []): Promise<void> {
  const kept = new Set(after.map(({ name }) => name));
  const names = before.map(({ name }) => name).filter((name) => !kept.has(name));
  if (names.length === 0) return Promise.resolve();
  return Promise.reject(
    new Error(
      `The emulator cannot reset parameters to their defaults: ${names.join(", ")}. Destroy the emulated stack and bring it up again.`,
    ),
  );
}

/** The state of a parameter group, of a cluster or of instances. */
async function parameterGroupState(
  group: DBParameterGroup & { readonly arn: string | undefined; readonly name: string | undefined },
  asked: Promise<{ Parameters?: Parameter[] | undefined }>,
  { rds }: Aws,
) {
  const [{ Parameters }, { TagList }] = await Promise.all([
    asked,
    rds.listTagsForResource({ ResourceName: group.arn }),
  ]);
  return {
    arn: group.arn,
    name: group.name,
    family: group.DBParameterGroupFamily,
    description: group.Description,
    parameters: pulumiParameters(Parameters),
    tagsAll: tagMap(TagList),
  };
}

/** Update, name and tags of the parameter groups of clusters and of instances. */
const parameterGroupChanges = {
  update: (
    { state }: { readonly state: { readonly parameters?: PulumiParameter[] } },
    news: { readonly parameters?: PulumiParameter[] },
  ) => refuseReset(state.parameters, news.parameters),
  replaceOn: ["name", "family", "description"] as const,
  autoName: { property: "name", maxLength: 255 } as const,
  tagging: rdsTagging,
};

const clusterParameterGroup = resource<
  aws.rds.ClusterParameterGroupArgs,
  aws.rds.ClusterParameterGroupState
>({
  async create(inputs, { rds }) {
    const made = await rds.createDBClusterParameterGroup({
      DBClusterParameterGroupName: inputs.name,
      DBParameterGroupFamily: inputs.family,
      Description: inputs.description ?? "Managed by Pulumi",
      Tags: tagList(inputs.tagsAll),
    });
    const name = made.DBClusterParameterGroup?.DBClusterParameterGroupName;
    return required(name, "a parameter group name");
  },
  async configure(DBClusterParameterGroupName, { parameters }, { rds }) {
    const Parameters = apiParameters(parameters);
    if (Parameters.length === 0) return;
    await rds.modifyDBClusterParameterGroup({ DBClusterParameterGroupName, Parameters });
  },
  async read({ id }, aws) {
    const { DBClusterParameterGroups } = await aws.rds.describeDBClusterParameterGroups({
      DBClusterParameterGroupName: id,
    });
    const found = DBClusterParameterGroups?.[0];
    if (!found) return undefined;
    return parameterGroupState(
      { ...found, arn: found.DBClusterParameterGroupArn, name: found.DBClusterParameterGroupName },
      aws.rds.describeDBClusterParameters({ DBClusterParameterGroupName: id, Source: "user" }),
      aws,
    );
  },
  delete: ({ id }, { rds }) =>
    rds.deleteDBClusterParameterGroup({ DBClusterParameterGroupName: id }),
  ...parameterGroupChanges,
});

const parameterGroup = resource<aws.rds.ParameterGroupArgs, aws.rds.ParameterGroupState>({
  async create(inputs, { rds }) {
    const made = await rds.createDBParameterGroup({
      DBParameterGroupName: inputs.name,
      DBParameterGroupFamily: inputs.family,
      Description: inputs.description ?? "Managed by Pulumi",
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.DBParameterGroup?.DBParameterGroupName, "a parameter group name");
  },
  async configure(DBParameterGroupName, { parameters }, { rds }) {
    const Parameters = apiParameters(parameters);
    if (Parameters.length === 0) return;
    await rds.modifyDBParameterGroup({ DBParameterGroupName, Parameters });
  },
  async read({ id }, aws) {
    const { DBParameterGroups } = await aws.rds.describeDBParameterGroups({
      DBParameterGroupName: id,
    });
    const found = DBParameterGroups?.[0];
    if (!found) return undefined;
    return parameterGroupState(
      { ...found, arn: found.DBParameterGroupArn, name: found.DBParameterGroupName },
      aws.rds.describeDBParameters({ DBParameterGroupName: id, Source: "user" }),
      aws,
    );
  },
  delete: ({ id }, { rds }) => rds.deleteDBParameterGroup({ DBParameterGroupName: id }),
  ...parameterGroupChanges,
});

/** Subnet groups and parameter groups of databases. */
export const rdsGroups: ResourceTable = {
  "aws:rds/subnetGroup:SubnetGroup": subnetGroup,
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": clusterParameterGroup,
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
};
