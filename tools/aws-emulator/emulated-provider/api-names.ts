/** Names that do not only differ in the case of their first letter: Pulumi's, then the API's. */
const irregular = new Map([
  ["arn", "ARN"],
  ["cloudwatchMetricsEnabled", "CloudWatchMetricsEnabled"],
  ["ipSetReferenceStatement", "IPSetReferenceStatement"],
]);
const regular = new Map([...irregular].map(([pulumi, api]) => [api, pulumi]));

/**
 * A nested value with the property names that the AWS API has for it, for APIs whose structures
 * Pulumi takes over as they are.
 */
export function toApi(value: unknown): unknown {
  return renamed(value, (key) => irregular.get(key) ?? key.charAt(0).toUpperCase() + key.slice(1));
}

/** The opposite of {@link toApi}. */
export function fromApi(value: unknown): unknown {
  return renamed(value, (key) => regular.get(key) ?? key.charAt(0).toLowerCase() + key.slice(1));
}

function renamed(value: unknown, name: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [name(key), renamed(item, name)]),
  );
}
