import { expect } from "chai";
import { type OutputValues } from "../../checks/outputs";
import { outputs, runCheck } from "./support/run-check";

describe("The check of egress", () => {
  const name = "let nothing out but on one stated port to a stated peer";
  const https = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };

  function groups(...egress: unknown[]) {
    const group = { GroupId: "sg-1", GroupName: "app", IpPermissions: [] };
    return {
      "ec2 describe-security-groups": {
        SecurityGroups: [{ ...group, IpPermissionsEgress: egress }],
      },
    };
  }

  it("accepts one port to a group, a prefix list or a range", async () => {
    const rules = [
      { ...https, UserIdGroupPairs: [{ GroupId: "sg-2" }] },
      { ...https, PrefixListIds: [{ PrefixListId: "pl-1" }] },
      { ...https, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
    ];
    expect(await runCheck(name, groups(...rules))).to.deep.equal([]);
  });

  it("finds every protocol, ranges of ports, and the internet in one piece or two", async () => {
    const anything = { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-2" }] };
    const manyPorts = { ...https, ToPort: 444, UserIdGroupPairs: [{ GroupId: "sg-2" }] };
    const internet = { ...https, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    const halves = { ...https, IpRanges: [{ CidrIp: "0.0.0.0/1" }, { CidrIp: "128.0.0.0/1" }] };
    const internet6 = { ...https, Ipv6Ranges: [{ CidrIpv6: "::/0" }] };
    expect(await runCheck(name, groups(anything))).to.have.length(1);
    expect(await runCheck(name, groups(manyPorts))).to.have.length(1);
    expect(await runCheck(name, groups(internet))).to.deep.equal([
      "security group sg-1 (app): lets out protocol tcp, port 443, 0.0.0.0/0, expected a peer, or a range of /8 or longer",
    ]);
    expect(await runCheck(name, groups(halves))).to.have.length(2);
    expect(await runCheck(name, groups(internet6))).to.have.length(1);
  });
});

describe("The check of database routes", () => {
  const name = "gives the database subnets no route out of the VPC but to the data centre";

  function tables(routes: unknown[], subnets: readonly string[] = outputs.databaseSubnetIds) {
    const Associations = subnets.map((SubnetId) => ({ SubnetId }));
    const local = { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active" };
    const table = { RouteTableId: "rtb-1", Associations, Routes: [local, ...routes] };
    return { "ec2 describe-route-tables": { RouteTables: [table] } };
  }

  it("accepts the VPC itself and the VPN", async () => {
    const toDataCentre = { DestinationCidrBlock: "192.168.0.0/24", GatewayId: "vgw-1" };
    expect(await runCheck(name, tables([{ ...toDataCentre, State: "active" }]))).to.deep.equal([]);
  });

  it("finds a way out, whatever its kind and destination", async () => {
    const ways = [{ GatewayId: "igw-1" }, { NatGatewayId: "nat-1" }];
    for (const way of ways) {
      const route = { DestinationCidrBlock: "8.8.8.0/24", State: "active", ...way };
      expect(await runCheck(name, tables([route]))).to.have.length(2);
    }
    const ipv6 = { DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: "eigw-1" };
    expect(await runCheck(name, tables([{ ...ipv6, State: "active" }]))).to.have.length(2);
  });

  it("finds a subnet that falls back to the main route table", async () => {
    const [first = ""] = outputs.databaseSubnetIds;
    const problems = await runCheck(name, tables([], [first]));
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include("uses the VPC's main route table");
  });
});

describe("The check of log groups", () => {
  const name = "keeps the logs of the VPN tunnels encrypted, for a stated time";
  const logGroupName = "/aws/vendedlogs/migration-vpn-tunnels-qa-2";
  const group = { logGroupName, retentionInDays: 30, kmsKeyId: outputs.logsKeyArn };

  it("does not take a group for another whose name begins the same", async () => {
    const longer = { ...group, logGroupName: `${logGroupName}-west` };
    const answers = { "logs describe-log-groups": { logGroups: [longer] } };
    expect(await runCheck(name, answers)).to.deep.equal([
      `no log group ${logGroupName} was found, expected at least one`,
    ]);
    const both = { "logs describe-log-groups": { logGroups: [longer, group] } };
    expect(await runCheck(name, both)).to.deep.equal([]);
  });

  it("finds logs that are kept for ever, or under no key", async () => {
    const forEver = { logGroupName };
    expect(
      await runCheck(name, { "logs describe-log-groups": { logGroups: [forEver] } }),
    ).to.have.length(2);
  });
});

describe("The check of rotation", () => {
  const name =
    "rotates every secret of a database user at least every 90 days, or freezes it as its phase requires";
  const secret = {
    ARN: "arn",
    Name: "db",
    RotationEnabled: true,
    RotationLambdaARN: "arn:aws:lambda:us-east-1:123456789012:function:rotation",
  };

  it("accepts a number of days, and a schedule", async () => {
    const days = { ...secret, RotationRules: { AutomaticallyAfterDays: 90 } };
    const schedule = { ...secret, RotationRules: { ScheduleExpression: "rate(10 days)" } };
    expect(await runCheck(name, { "secretsmanager describe-secret": days })).to.deep.equal([]);
    expect(await runCheck(name, { "secretsmanager describe-secret": schedule })).to.deep.equal([]);
  });

  const withoutPhase = {
    phase: undefined,
    migrationPhases: undefined,
    dmsReverseSourceDbSecretArn: undefined,
    dmsReverseTargetDbSecretArns: undefined,
  };
  const found = (RotationRules: object, changed: Partial<OutputValues> = {}) =>
    runCheck(name, { "secretsmanager describe-secret": { ...secret, RotationRules } }, changed);

  it("finds a secret that is rotated too seldom, or not at all", async () => {
    for (const ScheduleExpression of ["rate(91 days)", "cron(0 3 1 1 ? *)", "sometimes"]) {
      expect(await found({ ScheduleExpression }, withoutPhase)).to.have.length(2);
    }
    expect(await found({ AutomaticallyAfterDays: 91 }, withoutPhase)).to.have.length(2);
    const never = { "secretsmanager describe-secret": { ARN: "arn", Name: "db" } };
    expect(await runCheck(name, never, withoutPhase)).to.have.length(6);
  });

  it("accepts a password that a phase holds for a year at most, and no other", async () => {
    const year = { AutomaticallyAfterDays: 365 };
    expect(await found(year)).to.deep.equal([]);
    expect(await found({ AutomaticallyAfterDays: 366 })).to.have.length(4);
    const prepare = { ...withoutPhase, phase: "prepare", migrationPhases: { orders: "prepare" } };
    expect(await found(year, prepare)).to.have.length(2);
    const oneFurther = { ...prepare, migrationPhases: { orders: "prepare", items: "load" } };
    expect(await found(year, oneFurther)).to.deep.equal([]);
  });
});

describe("The check of alarms", () => {
  const name = "watch the NAT gateways";
  const action = [outputs.alarmTopicArn];
  const alarm = {
    AlarmName: "migration-nat-1-qa-2",
    AlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:migration-nat-1-qa-2",
    Namespace: "AWS/NATGateway",
    MetricName: "ErrorPortAllocation",
    Dimensions: [{ Name: "NatGatewayId", Value: outputs.natGatewayIds?.[0] }],
    ActionsEnabled: true,
    AlarmActions: action,
    OKActions: action,
  };

  const region = (...alarms: unknown[]) => ({
    "cloudwatch describe-alarms": { MetricAlarms: alarms },
  });

  it("accepts an alarm on exactly the resource", async () => {
    expect(await runCheck(name, region(alarm))).to.deep.equal([]);
  });

  it("finds alarms that never have data: another gateway, a dimension more, one less", async () => {
    const other = { ...alarm, Dimensions: [{ Name: "NatGatewayId", Value: "nat-2" }] };
    const more = { ...alarm, Dimensions: [...alarm.Dimensions, { Name: "Zone", Value: "a" }] };
    const less = { ...alarm, Dimensions: [] };
    for (const useless of [other, more, less]) {
      expect(await runCheck(name, region(useless))).to.have.length(1);
    }
  });

  it("finds an alarm that notifies nobody", async () => {
    const silent = { ...alarm, ActionsEnabled: false, AlarmActions: [] };
    expect(await runCheck(name, region(silent))).to.have.length(2);
  });
});

describe("The check of secrets that the stack makes", () => {
  const name = "encrypts the secrets that it makes with the key of the data";

  it("leaves secrets of other names to those who made them", async () => {
    const given = { ARN: "arn", Name: "team/mysql", KmsKeyId: "another key" };
    const own = { ARN: "arn", Name: "migration-target-qa-2", KmsKeyId: "another key" };
    expect(await runCheck(name, { "secretsmanager describe-secret": given })).to.deep.equal([]);
    expect(await runCheck(name, { "secretsmanager describe-secret": own })).to.have.length(1);
  });
});

describe("The check of windows", () => {
  const name = "is backed up and maintained at other times than replication is";

  function windows(backup: string, maintenance: string, replication: string) {
    const cluster = {
      DBClusterIdentifier: "c",
      Status: "available",
      Engine: "aurora-mysql",
      EngineVersion: "8.0.mysql_aurora.3.10.0",
      Port: 3306,
      Endpoint: "e",
      ReaderEndpoint: "r",
      MasterUsername: "m",
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: backup,
      PreferredMaintenanceWindow: maintenance,
      DeletionProtection: true,
      DBSubnetGroup: "g",
      DBClusterParameterGroup: "p",
      VpcSecurityGroups: [],
    };
    const instance = {
      ReplicationInstanceIdentifier: "i",
      ReplicationInstanceArn: "arn",
      ReplicationInstanceStatus: "available",
      ReplicationInstanceClass: "dms.t3.medium",
      PubliclyAccessible: false,
      MultiAZ: true,
      EngineVersion: "3.6.1",
      AutoMinorVersionUpgrade: true,
      PreferredMaintenanceWindow: replication,
      VpcSecurityGroups: [],
      ReplicationSubnetGroup: { VpcId: "v", Subnets: [] },
    };
    return {
      "rds describe-db-clusters": { DBClusters: [cluster] },
      "dms describe-replication-instances": { ReplicationInstances: [instance] },
    };
  }

  it("compares each with each, over midnight and the end of the week", async () => {
    const apart = windows("03:00-04:00", "sun:04:30-sun:05:30", "sun:06:00-sun:07:00");
    const night = windows("23:30-00:30", "sun:04:30-sun:05:30", "mon:00:00-mon:01:00");
    const week = windows("03:00-04:00", "sat:23:30-sun:00:30", "sun:00:00-sun:01:00");
    expect(await runCheck(name, apart)).to.deep.equal([]);
    expect(await runCheck(name, night)).to.have.length(1);
    expect(await runCheck(name, week)).to.have.length(1);
  });
});
