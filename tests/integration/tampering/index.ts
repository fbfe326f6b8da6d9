import { dataTamperings } from "./data";
import { declaredDataTamperings } from "./declared/data";
import { declaredEdgeTamperings } from "./declared/edge";
import { declaredIdentityTamperings } from "./declared/identity";
import { declaredNetworkTamperings } from "./declared/network";
import { declaredWatchTamperings } from "./declared/watch";
import { edgeTamperings } from "./edge";
import { declaredHostTamperings, hostTamperings } from "./host";
import { migrationTamperings } from "./migration";
import { networkTamperings } from "./network";
import { watchTamperings } from "./watch";

/** Changes of the promises of the landing zone: each is to a part of its own. */
export const promiseTamperings = [
  ...networkTamperings,
  ...dataTamperings,
  ...migrationTamperings,
  ...hostTamperings,
  ...edgeTamperings,
  ...watchTamperings,
];

/** Changes beside, or against, the stack's declarations: several are to the same part. */
export const declaredTamperings = [
  ...declaredNetworkTamperings,
  ...declaredIdentityTamperings,
  ...declaredHostTamperings,
  ...declaredDataTamperings,
  ...declaredEdgeTamperings,
  ...declaredWatchTamperings,
];

export { lastingTamperings } from "./lasting";
