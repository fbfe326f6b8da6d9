import { access } from "./access";
import { addressRanges } from "./address-ranges";
import { arns } from "./arns";
import {
  auroraCapacity,
  backupCopies,
  certificate,
  readerScaling,
  rotationTime,
} from "./alternatives";
import { credentials } from "./credentials";
import type { Check } from "./draft";
import { edgeNames } from "./edge-names";
import { engineVersion } from "./engine-version";
import { existingVpc } from "./existing-vpc";
import { insights } from "./insights";
import { internalEdge } from "./internal-edge";
import { keys } from "./keys";
import { migrations } from "./migrations";
import { names } from "./names";
import { collation } from "./parameters";
import { onPremises } from "./on-premises";
import { phase } from "./phase";
import { region } from "./region";
import { restore } from "./restore";
import { sources } from "./sources";
import { sqlMode } from "./sql-mode";
import { tags } from "./tags";
import { traffic } from "./traffic";
import { firewall } from "./waf";
import { vpn } from "./vpn";
import { windows } from "./windows";

/** All checks of pieces against each other, in the order of the configuration. */
export const checks: readonly Check[] = [
  names,
  phase,
  credentials,
  tags,
  region,
  keys,
  existingVpc,
  addressRanges,
  onPremises,
  vpn,
  auroraCapacity,
  readerScaling,
  collation,
  sqlMode,
  insights,
  backupCopies,
  restore,
  windows,
  rotationTime,
  engineVersion,
  sources,
  migrations,
  certificate,
  edgeNames,
  internalEdge,
  traffic,
  firewall,
  arns,
  access,
];
