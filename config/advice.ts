import type { LandingZoneConfig } from "./parse";
import { adviceOnAuroraVersion } from "../lib/aurora-versions";
import { auroraInstanceClasses } from "../lib/aurora-classes";
import { daysUntil, warningDays } from "../lib/days";
import { dmsInstanceClasses } from "../lib/dms-classes";
import { judgeEngineVersion } from "../lib/dms-engine-versions";
import type { MigrationSettings } from "../lib/settings/migrations";
import { certificatesIn } from "./certificates";

/** Advice on a valid configuration before it is deployed: a sentence or two each. */
export function adviceOn(config: LandingZoneConfig, today: Date): readonly string[] {
  const { warning } = judgeEngineVersion(config.dms.engineVersion, today);
  return [
    ...adviceOnAuroraVersion(config.database.engineVersion, today),
    ...(warning === undefined ? [] : [warning]),
    ...adviceOnClasses(config),
    ...adviceOnCertificates(config, today),
    ...adviceOnBoundary(config),
    ...adviceOnLobs(config),
  ];
}

function adviceOnClasses({ database, dms }: LandingZoneConfig): string[] {
  const known: readonly string[] = [...auroraInstanceClasses, ...dmsInstanceClasses];
  const used = {
    "database.instances.class": database.instances?.class,
    "dms.replicationInstance.class": dms.replicationInstance.class,
    ...Object.fromEntries(
      Object.entries(dms.replicationInstances).map(([name, instance]) => [
        `dms.replicationInstances.${name}.class`,
        instance.class,
      ]),
    ),
  };
  return Object.entries(used).flatMap(([key, name]) =>
    name === undefined || known.includes(name)
      ? []
      : [
          `${key} ${name} is newer than the classes known here (November 2026): \`npm run doctor\` finds whether the region offers it.`,
        ],
  );
}

function adviceOnCertificates({ dms }: LandingZoneConfig, today: Date): string[] {
  const files = [
    ...Object.entries(dms.sources).map(([name, source]) => ({
      key: `dms.sources.${name}`,
      pem: source.caCertificate,
    })),
    { key: "dms.target", pem: dms.target.caCertificate ?? "" },
  ];
  return files.flatMap(({ key, pem }) =>
    certificatesIn(pem).flatMap(({ validToDate }) => {
      const days = daysUntil(validToDate, today);
      const end = validToDate.toISOString().slice(0, 10);
      return days > warningDays.certificate
        ? []
        : [
            `${key}.caCertificateFile holds a certificate that expires on ${end}, in ${days} days: DMS then connects no more. Add the authority's next one to the file.`,
          ];
    }),
  );
}

function adviceOnBoundary({ permissionsBoundaryArn, dms }: LandingZoneConfig): string[] {
  const users = { ...dms.sources, "dms.target": dms.target };
  const rotated = Object.values(users).filter(({ secretArn }) => secretArn === undefined);
  return permissionsBoundaryArn === undefined || rotated.length === 0
    ? []
    : [
        "permissionsBoundaryArn does not reach the roles of the rotation functions, which AWS's published application makes. Where the organisation demands a boundary there too, give each source and the target a secretArn of a secret that is rotated already.",
      ];
}

function adviceOnLobs({ dms }: LandingZoneConfig): string[] {
  const cutting = Object.entries(dms.migrations).filter(([, migration]) => cutsSilently(migration));
  return cutting.length === 0
    ? []
    : [
        `LOBs that are longer than lobMaxSizeKiB are truncated, which only the task's log reports: dms.migrations ${cutting.map(([name, { lobMaxSizeKiB }]) => `${name} (${lobMaxSizeKiB} KiB)`).join(", ")}. \`npm run migrate -- preflight\` finds the longest ones; set lobMaxSizeKiB, the lobMode inline, or errors.truncation.`,
      ];
}

function cutsSilently({ lobMode, errors }: MigrationSettings): boolean {
  return lobMode === "limited" && errors.truncation === "logError";
}
