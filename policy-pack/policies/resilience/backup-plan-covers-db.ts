import { record, records, text, knownTexts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, type Props } from "../../lib/unknowns";

const databases = [...types.cluster, ...types.databaseInstance];

export const backupPlanCoversDb = defineRule({
  name: "backup-plan-covers-db",
  title: "A backup plan covers the database",
  description: "An AWS Backup plan should cover a database in addition to its own backups.",
  severity: "medium",
  level: "advisory",
  controls: {
    fsbp: ["RDS.26"],
    prowler: ["rds_cluster_protected_by_backup_plan"],
    checkov: ["CKV2_AWS_8"],
  },
  remediation: "Add an aws.backup.Selection with the cluster's ARN or one of its tags.",
  types: databases,
  *companions(cluster, graph) {
    const tags = record(cluster.props, isGiven(cluster.props, "tagsAll") ? "tagsAll" : "tags");
    const isSelected = graph.all(types.backupSelection).some((selection) => {
      const byArn = graph.refersTo(selection, "resources", databases).nodes.includes(cluster);
      const byTag = records(selection.props, "selectionTags").some(
        (tag) => isGiven(tag, "key") && text(tags, text(tag, "key") ?? "") === text(tag, "value"),
      );
      return byArn || byTag || takesEvery(selection.props);
    });
    if (!isSelected) {
      yield "no backup selection covers the database";
    }
  },
});

/** Whether a selection is of every cluster, or of everything, without a condition. */
function takesEvery(props: Props): boolean {
  const isLimited = ["conditions", "notResources", "selectionTags"].some((key) =>
    isGiven(props, key),
  );
  return !isLimited && knownTexts(props, "resources").some((arn) => everyCluster.test(arn));
}

const everyCluster = /^(\*|arn:[^:]+:rds:[^:]*:[^:]*:(\*|cluster:\*))$/;
