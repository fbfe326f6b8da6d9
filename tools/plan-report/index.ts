import type { Plan } from "@landing-zone/plan/plan";
import { reportModelOf } from "./model";
import { comparisonOf } from "./model/comparison";
import { page } from "./page";
import { comparisonSection } from "./sections/comparison";
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

/**
 * The report of a preview: one HTML page that is complete in itself.
 *
 * @param other The plan of another stack, to show what differs. Default: none is compared.
 */
export function renderReport(plan: Plan, other?: Plan): string {
  const model = reportModelOf(plan);
  const compared = other && { plan: other, facts: reportModelOf(other).facts };
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
      ...(compared
        ? [comparisonSection(comparisonOf({ plan, facts: model.facts }, compared))]
        : []),
    ],
  });
}
