import type { Plan } from "../plan";
import { reportModelOf } from "./model";
import { page } from "./page";
import { egressSection } from "./sections/egress";
import { head } from "./sections/head";
import { logsSection } from "./sections/logs";
import { migrationsSection } from "./sections/migrations";
import { networkSection } from "./sections/network";
import { outputsSection } from "./sections/outputs";
import { policiesSection } from "./sections/policies";
import { resourcesSection } from "./sections/resources";
import { secretsSection } from "./sections/secrets";
import { windowsSection } from "./sections/windows";

/** The report of a preview: one HTML page that is complete in itself. */
export function renderReport(plan: Plan): string {
  const model = reportModelOf(plan);
  return page({
    title: `${plan.project} ${plan.stack}, preview`,
    head: head(model),
    sections: [
      networkSection(model),
      policiesSection(model),
      migrationsSection(model),
      egressSection(model),
      secretsSection(model),
      logsSection(model),
      windowsSection(model),
      resourcesSection(model),
      outputsSection(model),
    ],
  });
}
