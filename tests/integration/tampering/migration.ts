import { physicalName } from "../../../lib/names";
import { openPolicy, type Tampering } from "./cloud";

/** Changes to the replication's roles, its logs and its notifications. */
export const migrationTamperings: readonly Tampering[] = [
  {
    name: "DMS may no longer manage network interfaces",
    check: "finds its service roles in the account, with the managed policy of each",
    says: () => ["IAM role dms-vpc-role: managedPolicies", '"AmazonDMSVPCManagementRole"'],
    tamper: async ({ iam }) => {
      const attachment = {
        RoleName: "dms-vpc-role",
        PolicyArn: "arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole",
      };
      await iam.detachRolePolicy(attachment);
      return () => iam.attachRolePolicy(attachment);
    },
  },
  {
    name: "DMS of any account and region may read the secrets",
    check: "have a role each that only DMS in this region takes on",
    says: ({ environment }) => [`trust of IAM role migration-target-access-${environment}`, "dms."],
    tamper: async ({ iam, outputs }) => {
      const RoleName = physicalName(outputs.environment, "target-access");
      const { Role } = await iam.getRole({ RoleName });
      const original = decodeURIComponent(Role!.AssumeRolePolicyDocument!);
      const set = (PolicyDocument: string) =>
        iam.updateAssumeRolePolicy({ RoleName, PolicyDocument });
      const statement = {
        Effect: "Allow",
        Principal: { Service: "dms.amazonaws.com" },
        Action: "sts:AssumeRole",
      };
      await set(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
      return () => set(original);
    },
  },
  {
    name: "DMS may read every secret",
    check: "have a role each that reads the secret of the endpoint, and no other",
    says: ({ environment, dmsTargetDbSecretArn }) => [
      `IAM role migration-target-access-${environment}: Resource is ["*"]`,
      dmsTargetDbSecretArn,
    ],
    tamper: async ({ iam, outputs }) => {
      const RoleName = physicalName(outputs.environment, "target-access");
      const statement = { Effect: "Allow", Action: "secretsmanager:*", Resource: "*" };
      const PolicyName = "everything";
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument });
      return () => iam.deleteRolePolicy({ RoleName, PolicyName });
    },
  },
  {
    name: "the firewall's log is kept for ever",
    check: "keeps flow, replication and firewall logs encrypted, for a stated time",
    says: ({ wafLogGroupName }) => [
      `log group ${wafLogGroupName}: retentionInDays is absent`,
      "expected one of",
    ],
    tamper: async ({ logs, outputs: { wafLogGroupName: logGroupName } }) => {
      const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: logGroupName });
      const retentionInDays = logGroups?.[0]?.retentionInDays;
      await logs.deleteRetentionPolicy({ logGroupName });
      return () => logs.putRetentionPolicy({ logGroupName, retentionInDays });
    },
  },
  {
    name: "the log of the VPN tunnels is kept for ever",
    check: "keeps the logs of the VPN tunnels encrypted, for a stated time",
    says: ({ environment }) => [
      `log group /aws/vendedlogs/migration-vpn-tunnels-${environment}: retentionInDays`,
      "expected one of",
    ],
    tamper: async ({ logs, outputs }) => {
      const logGroupName = `/aws/vendedlogs/${physicalName(outputs.environment, "vpn-tunnels")}`;
      await logs.deleteRetentionPolicy({ logGroupName });
      return () => logs.putRetentionPolicy({ logGroupName, retentionInDays: 30 });
    },
  },
  {
    name: "notifications are no longer encrypted with the key of the stack",
    check: "are encrypted with the key of the logs",
    says: ({ alarmTopicArn, logsKeyArn }) => [
      `SNS topic ${alarmTopicArn}: KmsMasterKeyId`,
      `expected "${logsKeyArn}"`,
    ],
    tamper: async ({ sns, outputs }) => {
      const topic = { TopicArn: outputs.alarmTopicArn, AttributeName: "KmsMasterKeyId" };
      await sns.setTopicAttributes({ ...topic, AttributeValue: "" });
      return () => sns.setTopicAttributes({ ...topic, AttributeValue: outputs.logsKeyArn });
    },
  },
  {
    name: "everybody may send notifications",
    check: "come from AWS services of this account only, and over TLS",
    says: ({ alarmTopicArn }) => [`SNS topic ${alarmTopicArn}`, "everybody", "expected neither"],
    tamper: async ({ sns, outputs: { alarmTopicArn: TopicArn } }) => {
      const { Attributes } = await sns.getTopicAttributes({ TopicArn });
      const set = (AttributeValue?: string) =>
        sns.setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue });
      await set(openPolicy);
      return () => set(Attributes?.["Policy"]);
    },
  },
  {
    name: "nobody hears of the replication instance",
    check: "watch every replication instance",
    says: ({ environment }) => [
      "alarm migration-",
      `-${environment}: ActionsEnabled is false, expected true`,
    ],
    tamper: async ({ alarms, outputs }) => {
      const { MetricAlarms = [] } = await alarms.describeAlarms({});
      const id = physicalName(outputs.environment, "dms");
      const AlarmNames = MetricAlarms.filter(
        ({ Namespace, Dimensions = [] }) =>
          Namespace === "AWS/DMS" && Dimensions.some(({ Value }) => Value === id),
      ).map(({ AlarmName }) => AlarmName!);
      await alarms.disableAlarmActions({ AlarmNames });
      return () => alarms.enableAlarmActions({ AlarmNames });
    },
  },
  {
    name: "errors of replication tasks are no longer counted",
    check: "count errors of replication tasks, for an alarm",
    says: ({ dmsLogGroupName }) => [
      `no filter of log group ${dmsLogGroupName}`,
      "expected at least one",
    ],
    tamper: async ({ logs, outputs: { dmsLogGroupName: logGroupName } }) => {
      const { metricFilters = [] } = await logs.describeMetricFilters({ logGroupName });
      for (const { filterName } of metricFilters) {
        await logs.deleteMetricFilter({ logGroupName, filterName });
      }
      return () =>
        Promise.all(
          metricFilters.map(({ filterName, filterPattern, metricTransformations }) =>
            logs.putMetricFilter({
              logGroupName,
              filterName,
              filterPattern,
              metricTransformations,
            }),
          ),
        );
    },
  },
  {
    name: "the dashboard is emptied",
    check: "shows every alarm of the environment, and the metric that it watches",
    says: ({ dashboardName }) => [
      `dashboard ${dashboardName}: no graph of AWS/DMS CDCLatencySource`,
      "expected one of each metric with an alarm",
    ],
    tamper: async ({ alarms, outputs: { dashboardName: DashboardName } }) => {
      const { DashboardBody } = await alarms.getDashboard({ DashboardName });
      await alarms.putDashboard({ DashboardName, DashboardBody: '{"widgets":[]}' });
      return () => alarms.putDashboard({ DashboardName, DashboardBody });
    },
  },
  {
    name: "nobody hears of the database cluster",
    check: "report RDS events of the cluster, its instances and their parameters",
    says: () => ["no RDS event subscription of db-cluster was found", "expected at least one"],
    tamper: async ({ rds, outputs }) => {
      const all = (await rds.describeEventSubscriptions({})).EventSubscriptionsList ?? [];
      const found = all.find(
        ({ SnsTopicArn, SourceType }) =>
          SnsTopicArn === outputs.alarmTopicArn && SourceType === "db-cluster",
      )!;
      const SubscriptionName = found.CustSubscriptionId;
      await rds.deleteEventSubscription({ SubscriptionName });
      return () =>
        rds.createEventSubscription({
          SubscriptionName,
          SnsTopicArn: found.SnsTopicArn,
          SourceType: found.SourceType,
          SourceIds: found.SourceIdsList,
          EventCategories: found.EventCategoriesList,
          Enabled: true,
        });
    },
  },
  {
    name: "nobody hears of rotations that fail",
    check: "report a failed rotation",
    says: ({ environment }) => [
      "EventBridge rule migration-",
      `-${environment}: State is "DISABLED", expected "ENABLED"`,
    ],
    tamper: async ({ events, outputs }) => {
      const { RuleNames = [] } = await events.listRuleNamesByTarget({
        TargetArn: outputs.alarmTopicArn,
      });
      const set = (operation: "disableRule" | "enableRule") =>
        Promise.all(RuleNames.map((Name) => events[operation]({ Name })));
      await set("disableRule");
      return () => set("enableRule");
    },
  },
  {
    name: "nobody answers for the VPC",
    check: "name a resource's environment, owner and cost centre",
    says: ({ vpcId }) => [`tags of VPC ${vpcId}: Owner is absent`, "expected a value"],
    tamper: async ({ ec2, outputs: { vpcId } }) => {
      const Resources = [vpcId];
      await ec2.deleteTags({ Resources, Tags: [{ Key: "Owner" }] });
      return () => ec2.createTags({ Resources, Tags: [{ Key: "Owner", Value: "platform-team" }] });
    },
  },
];
