import { advancedInsightsDays } from "../../lib/settings/database";
import type { Check } from "./draft";

/** AWS's condition for the advanced mode of Database Insights. */
export const insights: Check = ({ settings, faults }) => {
  const { insightsMode, performanceInsightsRetentionDays: days } = settings.database ?? {};
  if (insightsMode === "advanced" && days !== undefined && days < advancedInsightsDays) {
    const path = ["database", "performanceInsightsRetentionDays"];
    faults.add(
      path,
      `${faults.show(path, days)} is not enough for insightsMode advanced; at least ${advancedInsightsDays}`,
    );
  }
};
