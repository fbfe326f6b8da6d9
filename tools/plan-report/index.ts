import type { ReportModel } from "./model";
import type { Comparison } from "./model/comparison";
import { page } from "./page";
import { accessSection } from "./sections/access";
import { comparisonSection } from "./sections/comparison";
import { costSection } from "./sections/cost";
import { head, type Identity } from "./sections/head";
import { logsSection } from "./sections/logs";
import { migrationsSection } from "./sections/migrations";
import { networkSection } from "./sections/network";
import { outputsSection } from "./sections/outputs";
import { risksSection } from "./sections/risks";
import { resourcesSection } from "./sections/resources";
import { secretsSection } from "./sections/secrets";
import { windowsSection } from "./sections/windows";

/** What else a report can show. */
export interface ReportOptions {
  /** What differs from another plan. Default: it is compared with none. */
  readonly comparison?: Comparison | undefined;
  /** Where the plan comes from. Default: the page does not name it. */
  readonly identity?: Identity;
}

/** The report of a preview: one HTML page that is complete in itself. */
export function renderReport(
  model: ReportModel,
  { comparison, identity = {} }: ReportOptions = {},
): string {
  const { plan } = model.graph;
  return page({
    title: `${plan.project} ${plan.stack}, preview`,
    head: head(model, identity),
    sections: [
      risksSection(model),
      ...(comparison ? [comparisonSection(comparison)] : []),
      costSection(model),
      networkSection(model),
      accessSection(model),
      migrationsSection(model),
      secretsSection(model),
      logsSection(model),
      windowsSection(model),
      resourcesSection(model),
      outputsSection(model),
    ],
  });
}
