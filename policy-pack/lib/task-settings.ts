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

/** The severity that a logging component has, such as LOGGER_SEVERITY_DEFAULT. */
export function logSeverity(logging: Props, component: string): string | undefined {
  const entry = records(logging, "LogComponents").find((item) => text(item, "Id") === component);
  return entry && text(entry, "Severity");
}
