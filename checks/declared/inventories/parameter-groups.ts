import { type Ask } from "../ask";
import { declaredThing, forEachId, type Inventory } from "../inventory";
import { at, textAt } from "../values";
import { rdsTags, rdsThing } from "./rds-answers";

const clusterGroupType = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const instanceGroupType = "aws:rds/parameterGroup:ParameterGroup";

/** Parameters that somebody has set, in the form of a program. */
async function setParameters(ask: Ask, operation: string, group: readonly string[]) {
  const found = await ask.list("Parameters", "rds", operation, ...group, "--source", "user");
  return found.map((it) => ({
    name: textAt(it, "ParameterName"),
    value: at(it, "ParameterValue"),
    applyMethod: at(it, "ApplyMethod"),
  }));
}

function parameterGroups(
  kind: string,
  type: string,
  command: { readonly groups: string; readonly parameters: string; readonly option: string },
  fields: { readonly list: string; readonly name: string },
): Inventory {
  return {
    name: `the ${kind}s, with exactly the parameters that are set`,
    types: [type],
    expected: (declared) => declared.of(type).map((it) => declaredThing(kind, it)),
    live: (ask) =>
      forEachId(ask, type, async (id) => {
        const which = [command.option, id];
        const [found, parameters] = await Promise.all([
          ask.list(fields.list, "rds", command.groups, ...which),
          setParameters(ask, command.parameters, which),
        ]);
        const arn = textAt(found[0], fields.name.replace(/Name$/, "Arn"));
        const tagged = found.length === 0 ? undefined : await rdsTags(ask, arn);
        return found.map((it) =>
          rdsThing(kind, textAt(it, fields.name), tagged, {
            name: at(it, fields.name),
            description: at(it, "Description"),
            family: at(it, "DBParameterGroupFamily"),
            parameters,
          }),
        );
      }),
  };
}

const clusterParameterGroups = parameterGroups(
  "cluster parameter group",
  clusterGroupType,
  {
    groups: "describe-db-cluster-parameter-groups",
    parameters: "describe-db-cluster-parameters",
    option: "--db-cluster-parameter-group-name",
  },
  { list: "DBClusterParameterGroups", name: "DBClusterParameterGroupName" },
);

const instanceParameterGroups = parameterGroups(
  "instance parameter group",
  instanceGroupType,
  {
    groups: "describe-db-parameter-groups",
    parameters: "describe-db-parameters",
    option: "--db-parameter-group-name",
  },
  { list: "DBParameterGroups", name: "DBParameterGroupName" },
);

export const parameterGroupInventories = [clusterParameterGroups, instanceParameterGroups];
