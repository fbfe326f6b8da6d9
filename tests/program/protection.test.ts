import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

/** The types that hold data that cannot be recreated. */
const stateful: Readonly<Record<string, string>> = {
  "aws:backup/vault:Vault": "backups",
  "aws:cloudwatch/logGroup:LogGroup": "what happened",
  "aws:dms/replicationConfig:ReplicationConfig": "the place in the binary log",
  "aws:dms/replicationInstance:ReplicationInstance": "the state of its tasks",
  "aws:dms/replicationTask:ReplicationTask": "the place in the binary log",
  "aws:kms/key:Key": "the only way to read what it encrypted",
  "aws:rds/cluster:Cluster": "the data",
  "aws:rds/clusterInstance:ClusterInstance": "who serves the data",
  "aws:s3/bucket:Bucket": "logs and reports",
  "aws:secretsmanager/secret:Secret": "passwords",
  "aws:secretsmanager/secretVersion:SecretVersion": "passwords",
};

/** Classes of resources that hold data, in any service. */
const holdsSomething =
  /:(Cluster|\w*Instance|Key|Secret|SecretVersion|Bucket|\w*Vault|Table|Volume|FileSystem|LogGroup|ReplicationTask|ReplicationConfig)$/;

/** Settings that guard a resource in AWS itself: their value where data is protected, and where not. */
const guards: Readonly<Record<string, readonly [guarded: unknown, free: unknown]>> = {
  deletionProtection: [true, false],
  enableDeletionProtection: [true, false],
  skipFinalSnapshot: [false, true],
  forceDestroy: [false, true],
  recoveryWindowInDays: [30, 0],
};

/** Guards that a resource must have: without them AWS decides. */
const required: Readonly<Record<string, keyof typeof guards>> = {
  "aws:rds/cluster:Cluster": "deletionProtection",
  "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
  "aws:s3/bucket:Bucket": "forceDestroy",
  "aws:secretsmanager/secret:Secret": "recoveryWindowInDays",
};

/** Resources that one environment creates for the whole account, and so leaves behind. */
const accountWide = /::dms-dms-(vpc|cloudwatch-logs)-role$/;

const names = (resources: readonly PlannedResource[]) => resources.map(({ urn }) => urn);

function resourcesOf(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ custom }) => custom);
}

for (const [stack, isProtected] of [
  ["prod", true],
  ["staging", true],
  ["dev", false],
] as const) {
  describe(`The data of the ${stack} stack`, () => {
    let resources: PlannedResource[];
    before(async function () {
      this.timeout(120_000);
      resources = resourcesOf(await planOf({ stack }));
    });

    it("is in resources of which somebody has thought", () => {
      const unknown = resources.filter(({ type }) => holdsSomething.test(type) && !stateful[type]);
      expect(names(unknown)).to.deep.equal([]);
    });

    it(`is ${isProtected ? "kept" : "let go"} by AWS`, () => {
      for (const { urn, type, inputs } of resources) {
        const own = required[type];
        if (own !== undefined) expect(inputs, urn).to.have.property(own);
        for (const [setting, [guarded, free]] of Object.entries(guards)) {
          if (setting in inputs) {
            expect(inputs[setting], `${urn} ${setting}`).to.equal(isProtected ? guarded : free);
          }
        }
      }
    });

    it(`is ${isProtected ? "kept" : "let go"} by Pulumi`, () => {
      const kept = resources.filter(
        ({ options }) => options.protect === true || options.retainOnDelete === true,
      );
      if (isProtected) {
        const holding = resources.filter(({ type }) => type in stateful);
        expect(holding).not.to.be.empty;
        for (const { urn, options } of holding) {
          expect(options, urn).to.include({ protect: true, retainOnDelete: true });
        }
      } else {
        expect(names(kept).filter((urn) => !accountWide.test(urn))).to.deep.equal([]);
      }
    });

    it(`leaves ${isProtected ? "a" : "no"} snapshot of the database behind`, () => {
      const cluster = resources.find(({ type }) => type === "aws:rds/cluster:Cluster");
      expect("finalSnapshotIdentifier" in (cluster?.inputs ?? {})).to.equal(isProtected);
    });
  });
}
