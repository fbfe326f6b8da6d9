import { expect } from "chai";
import { BackupPlan, type BackupPlanArgs } from "../../../components/database/backup-plan";
import { protectionFor } from "../../../lib/protection";
import { commonArgs, dataKeyArn } from "../../support/component-args";
import { record } from "../../support/mocks";

const clusterArn = "arn:aws:rds:us-east-1:123456789012:cluster:migration-aurora-test";
const vault = { dailyRetentionDays: 35, monthlyRetentionDays: 400, lock: true };
const args: BackupPlanArgs = {
  ...commonArgs,
  vault,
  clusterArn,
  backup: { window: "02:00-03:00", retentionDays: 7 },
  maintenanceWindow: "sun:04:30-sun:05:30",
  dataKeyArn,
};
const deploy = (changes: Partial<BackupPlanArgs> = {}) =>
  record(() => new BackupPlan("backup", { ...args, ...changes }));
/** The ARN that the mocks give to the vault. */
const vaultArn = "arn:aws:mock:us-east-1:123456789012:backup";
const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const planType = "aws:backup/plan:Plan";

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
}
interface Rule {
  readonly lifecycle: object;
}

describe("The backup plan", () => {
  it("keeps its backups in a vault of its own, under the key of the data", async () => {
    const { recording } = await deploy();
    expect(recording.one(vaultType).inputs).to.include({
      name: "migration-aurora-backup-test",
      kmsKeyArn: dataKeyArn,
      forceDestroy: false,
    });
    expect(recording.one(vaultType)).to.include({ protect: true, retainOnDelete: true });
  });

  it("goes together with its backups where data is not protected", async () => {
    const { recording } = await deploy({ protection: protectionFor(false) });
    expect(recording.one(vaultType).inputs["forceDestroy"]).to.equal(true);
  });

  it("locks the vault for as long as backups are kept, in a way that can be lifted", async () => {
    const { inputs } = (await deploy()).recording.one(lockType);
    expect(inputs).to.include({ minRetentionDays: 35, maxRetentionDays: 400 });
    expect(inputs).not.to.have.property("changeableForDays");
  });

  it("locks nothing when it is not to", async () => {
    const { recording } = await deploy({ vault: { ...vault, lock: false } });
    expect(recording.of(lockType)).to.deep.equal([]);
  });

  it("backs up every day and every month, away from the windows of the cluster", async () => {
    const { recording } = await deploy();
    const common = { startWindow: 60, completionWindow: 720 };
    const targetVaultName = "migration-aurora-backup-test";
    expect(recording.one(planType).inputs["rules"]).to.deep.equal([
      {
        ...common,
        targetVaultName,
        ruleName: "daily",
        schedule: "cron(30 6 ? * * *)",
        lifecycle: { deleteAfter: 35 },
      },
      {
        ...common,
        targetVaultName,
        ruleName: "monthly",
        schedule: "cron(30 6 1 * ? *)",
        lifecycle: { deleteAfter: 400 },
      },
    ]);
  });

  it("copies every backup to another vault, for as long, and may do so", async () => {
    const copyToVaultArn = "arn:aws:backup:us-west-2:123456789012:backup-vault:copies";
    const { recording } = await deploy({ vault: { ...vault, copyToVaultArn } });
    for (const rule of recording.one(planType).inputs["rules"] as Rule[]) {
      expect(rule)
        .to.have.property("copyActions")
        .that.deep.equals([{ destinationVaultArn: copyToVaultArn, lifecycle: rule.lifecycle }]);
    }
    expect(recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"]).to.include(
      copyToVaultArn,
    );
  });

  it("may write its copies where the other vault is, and have the key there encrypt them", async () => {
    const copyToVaultArn = "arn:aws:backup:us-west-2:123456789012:backup-vault:copies";
    const { recording } = await deploy({ vault: { ...vault, copyToVaultArn } });
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string;
    const { Statement: statements } = JSON.parse(policy) as { Statement: Statement[] };
    const allowed = (action: string) =>
      statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => Resource);
    const copies = "arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:*";
    for (const action of ["CopyDBClusterSnapshot", "AddTagsToResource"]) {
      expect(allowed(`rds:${action}`), action).to.include(copies);
    }
    for (const action of ["DescribeKey", "CreateGrant"]) {
      const keys = "arn:aws:kms:us-west-2:123456789012:key/*";
      expect(allowed(`kms:${action}`), action).to.include(keys);
    }
  });

  it("backs up this cluster only, by a role that can do no more", async () => {
    const { recording } = await deploy();
    expect(recording.one("aws:backup/selection:Selection").inputs["resources"]).to.deep.equal([
      clusterArn,
    ]);
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string;
    const { Statement: statements } = JSON.parse(policy) as { Statement: Statement[] };
    const snapshots = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:*";
    for (const { Action, Resource } of statements) {
      expect([clusterArn, snapshots, dataKeyArn, vaultArn]).to.include.members([Resource].flat());
      expect([Action].flat().join()).not.to.match(/\*|Restore|DeleteDBCluster\b/);
    }
  });

  it("does not ask for a role that cannot snapshot yet", async () => {
    const { recording } = await deploy();
    expect(recording.one("aws:backup/selection:Selection").dependencies).to.include(
      recording.one("aws:iam/rolePolicy:RolePolicy").urn,
    );
  });
});
