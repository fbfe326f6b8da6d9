/**
 * The part of the schema of SARIF 2.1.0 that the reports use, closed: properties, their types and
 * their allowed values, as https://docs.oasis-open.org/sarif/sarif/v2.1.0/ defines them.
 */
const text = { type: "string" } as const;
const closed = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
) => ({ type: "object", properties, required, additionalProperties: false });
const list = (items: object) => ({ type: "array", items });
const oneOf = (...values: readonly string[]) => ({ enum: values });
const message = closed({ text: { type: "string", minLength: 1 } }, ["text"]);
const levels = oneOf("none", "note", "warning", "error");

const rule = closed(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: "string", pattern: "^https://" },
    defaultConfiguration: closed({ level: levels }),
    properties: {
      type: "object",
      properties: {
        tags: { ...list(text), uniqueItems: true },
        "security-severity": { type: "string", pattern: "^(10|\\d)\\.\\d$" },
      },
    },
  },
  ["id"],
);

const location = closed({
  physicalLocation: closed({
    artifactLocation: closed({ uri: { type: "string", pattern: "^[^/]" } }),
    region: closed({ startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: list(closed({ name: text, fullyQualifiedName: text, kind: text })),
});

const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: -1 },
    kind: oneOf("notApplicable", "pass", "fail", "review", "open", "informational"),
    level: levels,
    message,
    locations: list(location),
    partialFingerprints: { type: "object", additionalProperties: text },
    suppressions: list(
      closed(
        {
          kind: oneOf("inSource", "external"),
          status: oneOf("accepted", "underReview", "rejected"),
          justification: text,
        },
        ["kind"],
      ),
    ),
    baselineState: oneOf("new", "unchanged", "updated", "absent"),
  },
  ["message"],
);

export const sarifSchema = closed(
  {
    $schema: text,
    version: { const: "2.1.0" },
    runs: list(
      closed(
        {
          tool: closed(
            { driver: closed({ name: text, version: text, rules: list(rule) }, ["name"]) },
            ["driver"],
          ),
          automationDetails: closed({ id: text }),
          columnKind: oneOf("utf16CodeUnits", "unicodeCodePoints"),
          results: list(result),
        },
        ["tool"],
      ),
    ),
  },
  ["version", "runs"],
);
