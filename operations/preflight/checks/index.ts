import type { Check } from "../check";
import { accessChecks } from "./access";
import { binaryLogChecks } from "./binary-log";
import { columnChecks } from "./columns";
import { equivalenceChecks } from "./equivalence";
import { estimateChecks } from "./estimates";
import { programChecks } from "./programs";
import { serverChecks } from "./server";
import { tableChecks } from "./tables";

/** The checks of a source, in the order of the report. */
export const sourceChecks: readonly Check[] = [
  ...serverChecks,
  ...binaryLogChecks,
  ...accessChecks,
  ...equivalenceChecks,
  ...tableChecks,
  ...columnChecks,
  ...programChecks,
  ...estimateChecks,
];
