import { partitionOf, regions } from "../../lib/regions";
import type { Path } from "../faults";
import type { Check, Draft } from "./draft";

/** An ARN of the configuration. */
interface GivenArn {
  readonly path: Path;
  readonly arn: string | undefined;
  /** Such as `a key`. */
  readonly kind: string;
  /**
   * Parts of the ARN that may differ from the stack's. Default: nothing, it is of the stack's
   * region and account.
   */
  readonly elsewhere?: "account" | "region and account";
  /** Whether it has no region, as all of IAM. */
  readonly isGlobal?: true;
}

/**
 * Checks that an ARN belongs to the stack's partition, and to its region and account where it must.
 */
export const arns: Check = (draft) => {
  if (draft.region === undefined) return;
  const boundary: GivenArn = {
    path: ["permissionsBoundaryArn"],
    ...{ arn: draft.settings.permissionsBoundaryArn, kind: "a policy", isGlobal: true },
  };
  for (const given of [boundary, ...givenArns(draft.settings)]) {
    checkArn(draft, draft.region, given);
  }
};

function givenArns({
  encryption,
  database,
  dms,
  edge,
  observability,
}: Draft["settings"]): GivenArn[] {
  const sources = Object.entries(dms?.sources ?? {}).flatMap(([name, source]) =>
    (["secretArn", "superuserSecretArn"] as const).map((key) => ({
      ...{ path: ["dms", "sources", name, key], arn: source?.[key], kind: "a secret" },
    })),
  );
  const certificates = (edge?.additionalCertificateArns ?? []).map((arn, index) => ({
    ...{ path: ["edge", "additionalCertificateArns", index], arn, kind: "a certificate" },
  }));
  const snapshot = database?.restoreFrom?.snapshotIdentifier;
  return [
    { path: ["encryption", "dataKeyArn"], arn: encryption?.dataKeyArn, kind: "a key" },
    { path: ["encryption", "logsKeyArn"], arn: encryption?.logsKeyArn, kind: "a key" },
    {
      path: ["database", "restoreFrom", "snapshotIdentifier"],
      arn: snapshot?.startsWith("arn:") ? snapshot : undefined,
      ...{ kind: "a snapshot", elsewhere: "account" },
    },
    {
      path: ["database", "backup", "vault", "copyToVaultArn"],
      arn: database?.backup?.vault?.copyToVaultArn,
      ...{ kind: "a vault", elsewhere: "region and account" },
    },
    ...sources,
    { path: ["dms", "target", "secretArn"], arn: dms?.target?.secretArn, kind: "a secret" },
    { path: ["edge", "certificateArn"], arn: edge?.certificateArn, kind: "a certificate" },
    ...certificates,
    {
      path: ["observability", "alarmTopicArn"],
      ...{ arn: observability?.alarmTopicArn, kind: "a topic" },
    },
  ];
}

function checkArn(
  { settings, faults }: Draft,
  region: string,
  { path, arn, kind, elsewhere, isGlobal }: GivenArn,
): void {
  if (arn === undefined) return;
  const [, partition, , named = "", account = ""] = arn.split(":");
  const ownRegion = isGlobal ? region : named;
  const refuse = (why: string) => {
    faults.add(path, `${faults.show(path, arn)} is ${kind} of ${why}`);
  };
  if (!regions.includes(ownRegion)) {
    refuse(`"${ownRegion}", which is not a region; one of ${region}`);
  } else if (partition !== partitionOf(ownRegion) || partition !== partitionOf(region)) {
    refuse(`another partition; one of ${partitionOf(region)}, the partition of ${region}`);
  } else if (elsewhere !== "region and account" && ownRegion !== region) {
    refuse(`another region; one of ${region}, the stack's region`);
  } else if (elsewhere === undefined && isOther(account, settings.accountId)) {
    refuse(`another account; one of accountId ${String(settings.accountId)}`);
  }
}

/** Whether an account is neither the stack's nor AWS itself, which has policies for everybody. */
function isOther(account: string, own: string | undefined): boolean {
  return own !== undefined && account !== own && account !== "aws";
}
