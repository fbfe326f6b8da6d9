import { type Tampering } from "./cloud";
import { declaredOf, tamperings } from "./declared/row";

const nothing = () => Promise.resolve();

/** Changes that cannot be undone by hand: AWS gives the replacement another identifier. */
export const lastingTamperings: readonly Tampering[] = [
  {
    name: "the flow log is deleted",
    check: "records all traffic of the VPC, every minute",
    says: ({ vpcId }) => [`no flow log of VPC ${vpcId} was found`, "expected at least one"],
    tamper: async ({ ec2, declared }) => {
      const FlowLogIds = declared.ids("aws:ec2/flowLog:FlowLog") as string[];
      await ec2.deleteFlowLogs({ FlowLogIds });
      return nothing;
    },
  },
  ...tamperings("the flow logs of the VPC", [
    {
      name: "the declared flow log is deleted",
      says: ({ declared }) => [
        `flow log ${declared.ids("aws:ec2/flowLog:FlowLog")[0] ?? ""}: is not there`,
        "expected it as declared",
      ],
      tamper: () => Promise.resolve(nothing),
    },
  ]),
  ...tamperings("the backup plan: every rule with its times and how long copies are kept", [
    {
      name: "the backup plan is deleted",
      says: ({ outputs }) => [
        `backup plan migration-aurora-backup-${outputs.environment}: is not there`,
        "expected it as declared",
      ],
      tamper: async ({ backup, declared }) => {
        const BackupPlanId = declaredOf({ declared }, "aws:backup/plan:Plan").id;
        await backup.deleteBackupPlan({ BackupPlanId });
        return nothing;
      },
    },
  ]),
  ...tamperings("the budget: its limit, its filters, and the recipients at each threshold", [
    {
      name: "the budget is deleted",
      says: ({ declared }) => [
        `budget ${declaredOf({ declared }, "aws:budgets/budget:Budget").id}: is not there`,
        "expected it as declared",
      ],
      tamper: async ({ budgets, declared }) => {
        const { id } = declaredOf({ declared }, "aws:budgets/budget:Budget");
        const [AccountId = "", BudgetName = ""] = id.split(":");
        await budgets.deleteBudget({ AccountId, BudgetName });
        return nothing;
      },
    },
  ]),
  ...tamperings("the Aurora cluster, and the instances that are in it", [
    {
      name: "one of two instances is deleted",
      says: ({ outputs }) => [
        `Aurora cluster migration-aurora-${outputs.environment}: members lacks "migration-aurora-2-`,
        "expected",
      ],
      tamper: async ({ rds, outputs }) => {
        const DBInstanceIdentifier = `migration-aurora-2-${outputs.environment}`;
        await rds.deleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot: true });
        return nothing;
      },
    },
  ]),
  ...tamperings("the Aurora instances, each with its class, groups and monitoring", [
    {
      name: "the second of two declared instances is gone",
      says: ({ outputs }) => [
        `Aurora instance migration-aurora-2-${outputs.environment}: is not there`,
        "expected it as declared",
      ],
      tamper: () => Promise.resolve(nothing),
    },
  ]),
];
