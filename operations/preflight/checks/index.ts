import type { Check } from "../check";
import type { TargetSituation } from "../target-situation";
import { accessChecks } from "./access";
import { binaryLogChecks } from "./binary-log";
import { columnChecks } from "./columns";
import { equivalenceChecks } from "./equivalence";
import { estimateChecks } from "./estimates";
import { operatorChecks, targetOperatorChecks } from "./operator";
import { programChecks } from "./programs";
import { serverChecks } from "./server";
import { tableChecks } from "./tables";
import { targetObjectChecks } from "./target-objects";
import { targetServerChecks } from "./target-server";

/** The checks of a source, in the order of the report. */
export const sourceChecks: readonly Check[] = [
  ...serverChecks,
  ...binaryLogChecks,
  ...accessChecks,
  ...operatorChecks,
  ...equivalenceChecks,
  ...tableChecks,
  ...columnChecks,
  ...programChecks,
  ...estimateChecks,
];

/** The checks of the target. */
export const targetChecks: readonly Check<TargetSituation>[] = [
  ...targetServerChecks,
  ...targetObjectChecks,
  ...targetOperatorChecks,
];
