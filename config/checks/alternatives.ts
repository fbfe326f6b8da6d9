import type { Path } from "../faults";
import type { Check } from "./draft";

/** Aurora has provisioned instances or serverless ones, within limits that make sense. */
export const auroraCapacity: Check = ({ settings, faults, given }) => {
  const path: Path = ["database"];
  const [instances, serverless] = [given("database", "instances"), given("database", "serverless")];
  if (instances && serverless) {
    faults.add(path, "has instances and serverless; exactly one of them is allowed");
  } else if (!instances && !serverless && given("database")) {
    faults.add(path, "has neither instances nor serverless; exactly one of them is required");
  }
  const { minCapacity = 0, maxCapacity = Infinity } = settings.database?.serverless ?? {};
  if (minCapacity > maxCapacity) {
    const at = [...path, "serverless", "minCapacity"];
    faults.add(
      at,
      `${faults.show(at, minCapacity)} is more than maxCapacity ${faults.show(at, maxCapacity)}; at most maxCapacity is allowed`,
    );
  }
};

/** Readers that the load adds are no fewer than those that are there, and their target can be met. */
export const readerScaling: Check = ({ settings, faults }) => {
  const { count, readerScaling: scaling } = settings.database?.instances ?? {};
  const path: Path = ["database", "instances", "readerScaling"];
  const { minReaders, maxReaders, metric, target } = scaling ?? {};
  const least = Math.max(minReaders ?? 0, (count ?? 1) - 1);
  if (maxReaders !== undefined && maxReaders < least) {
    const at = [...path, "maxReaders"];
    faults.add(
      at,
      `${faults.show(at, maxReaders)} is less than the ${least} readers that there are at least; at least ${least}`,
    );
  }
  if (metric === "cpu" && target !== undefined && (target < 10 || target > 90)) {
    const at = [...path, "target"];
    faults.add(
      at,
      `${faults.show(at, target)} is not allowed for the metric cpu; 10 to 90 percent`,
    );
  }
};

/** Copies of backups go somewhere else. */
export const backupCopies: Check = ({ settings, region, faults }) => {
  const path: Path = ["database", "backup", "vault", "copyToVaultArn"];
  const arn = settings.database?.backup?.vault?.copyToVaultArn;
  const [, , , vaultRegion, account] = arn?.split(":") ?? [];
  const isNear = settings.accountId === undefined || account === settings.accountId;
  if (arn !== undefined && vaultRegion === region && isNear) {
    faults.add(
      path,
      `${faults.show(path, arn)} is in the stack's own region; a vault of another region, or of another account than accountId`,
    );
  }
};

/** The load balancer has a certificate that exists, or a name that gets one. */
export const certificate: Check = ({ faults, given }) => {
  const [arn, name, zone] = ["certificateArn", "domainName", "hostedZoneId"].map((key) =>
    given("edge", key),
  );
  const ways = "either certificateArn, or domainName and hostedZoneId";
  if (arn && (name || zone)) {
    faults.add(["edge"], `has certificateArn and ${name ? "domainName" : "hostedZoneId"}; ${ways}`);
  } else if (name !== zone) {
    faults.add(["edge", name ? "hostedZoneId" : "domainName"], `is required; ${ways}`);
  } else if (!arn && !name && given("edge")) {
    faults.add(["edge"], `has no certificate; ${ways}`);
  }
};

/** Passwords change after a number of days, or in a window of every week. */
export const rotationTime: Check = ({ faults, given }) => {
  if (given("secrets", "rotation", "days") && given("secrets", "rotation", "window")) {
    faults.add(
      ["secrets", "rotation"],
      "has days and window; at most one of them is allowed: a window is every week",
    );
  }
};
