import { jsonObject } from "./json";
import { type Resource } from "./graph";
import { records, text } from "./props";
import { type Props } from "./unknowns";

/** The settings document of a DMS task or serverless replication; undefined when it is no JSON. */
export function taskSettings({ props }: Pick<Resource, "props">): Props | undefined {
  return jsonObject(
    props,
    "replicationTaskSettings" in props ? "replicationTaskSettings" : "replicationSettings",
  );
}

/** The severities that a logging component has: one, unless it is listed several times. */
export function logSeverities(logging: Props, component: string): (string | undefined)[] {
  return records(logging, "LogComponents")
    .filter((item) => text(item, "Id") === component)
    .map((item) => text(item, "Severity"));
}
