import { optionalText, page, type Json } from "./protocol";
import type { Units } from "./units";

/** Operations that the emulator lacks, or answers in a way that DMS does not. */
export const otherOperations: Readonly<
  Record<string, (units: Units, input: Json) => Promise<Json> | Json>
> = {
  /** The emulator leaves endpoints in the status creating. */
  DescribeEndpoints: async ({ emulator }, input) => {
    const answer = await emulator.dms("DescribeEndpoints", input);
    const endpoints = (answer["Endpoints"] ?? []) as Json[];
    return { ...answer, Endpoints: endpoints.map((it) => ({ ...it, Status: "active" })) };
  },

  DescribeEvents: ({ events }, input) => {
    const source = optionalText(input, "SourceIdentifier");
    const found = events.filter(
      ({ SourceIdentifier: it }) => source === undefined || it === source,
    );
    return page(input, "Events", found);
  },

  DescribePendingMaintenanceActions: async ({ emulator, faults }, input) => {
    if (!faults.find("maintenance-pending")) return { PendingMaintenanceActions: [] };
    const { ReplicationInstances = [] } = await emulator.dms("DescribeReplicationInstances", {});
    const inAnHour = Date.now() / 1_000 + 3_600;
    const actions = (ReplicationInstances as Json[]).map(({ ReplicationInstanceArn: arn }) => ({
      ResourceIdentifier: arn,
      PendingMaintenanceActionDetails: [
        { Action: "os-upgrade", AutoAppliedAfterDate: inAnHour, CurrentApplyDate: inAnHour },
      ],
    }));
    return page(input, "PendingMaintenanceActions", actions);
  },
};
