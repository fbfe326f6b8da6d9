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

/** Optional parts of a report. */
export interface ReportOptions {
  /** Comparison with another plan. Default: none. */
  readonly comparison?: Comparison | undefined;
  /** Origin of the plan. Default: the page does not name it. */
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
