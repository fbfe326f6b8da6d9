import { join } from "node:path";
import { rulesIn } from "../lib/load-rules";
import { type Rule } from "../lib/rule";

/** The folders of rules, in the order of the documents, with their titles there. */
export const areaTitles = {
  egress: "Explicit egress and network access",
  rotation: "Rotation and secrets",
  logging: "Logging and alarms",
  tls: "Encryption in transit",
  encryption: "Encryption at rest",
  "public-access": "Public access",
  resilience: "Resilience, backup, deletion",
  dms: "Replication with DMS",
  operations: "Windows, networks, tags, permissions",
} as const;

/** The rules by area. */
export const areas: Readonly<Record<string, readonly Rule[]>> = Object.fromEntries(
  Object.keys(areaTitles).map((area) => [area, rulesIn(join(__dirname, area))]),
);

/** Every rule on resources. */
export const rules: readonly Rule[] = Object.values(areas).flat();
