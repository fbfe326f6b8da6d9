import { distance } from "fastest-levenshtein";

/** Namespaces of Pulumi and of the providers that a stack's file may have keys of. */
const others = new Set(["aws", "aws-native", "awsx", "pulumi", "random"]);

/**
 * Faults of keys whose namespace is nearly the project's, and would be ignored.
 *
 * @param values The whole configuration, by key.
 */
export function namespaceFaults(
  values: Readonly<Record<string, string>>,
  project: string,
): readonly string[] {
  const near = Math.max(2, Math.floor(project.length / 4));
  return Object.keys(values).flatMap((key) => {
    const [namespace = ""] = key.split(":");
    const isSlip =
      namespace !== project &&
      !others.has(namespace) &&
      distance(plain(namespace), plain(project)) <= near;
    return isSlip
      ? [`${key}: "${namespace}" is not the project's namespace; did you mean "${project}"?`]
      : [];
  });
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
