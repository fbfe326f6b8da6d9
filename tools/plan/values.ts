import { nameOf, typeOf } from "./urn";

/** A property value in the form Pulumi puts on the wire: JSON, with objects that carry a signature. */
export type PropertyValue =
  null | boolean | number | string | PropertyValue[] | { [key: string]: PropertyValue };

/** The inputs or outputs of one resource. */
export type PropertyMap = Record<string, PropertyValue>;

/** Signatures of the special objects; source: `@pulumi/pulumi/runtime/rpc`. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  outputValue: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** Marker for a value that only the deployment will know. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The markers of values of a known type, which policies distinguish; source:
 * `@pulumi/policy/proxy`.
 */
const unknownSentinels: ReadonlySet<PropertyValue> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A map rather than a scalar or a list. Special objects are maps too. */
export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasSignature(
  value: PropertyValue | undefined,
  kind: keyof typeof signatures,
): value is PropertyMap {
  return isMap(value) && value[signatureKey] === signatures[kind];
}

/** Whether the value itself is unknown; parts of it may be unknown even if it is not. */
export function isUnknown(value: PropertyValue | undefined): boolean {
  return value !== undefined && unknownSentinels.has(value);
}

/** Whether the value itself is marked as a secret. */
export function isSecret(value: PropertyValue | undefined): value is PropertyMap {
  return hasSignature(value, "secret");
}

/** Marks a value as secret; marking twice is marking once. */
export function secret(value: PropertyValue): PropertyValue {
  return isSecret(value) ? value : { [signatureKey]: signatures.secret, value };
}

/** The value without its own secret mark; marks further down stay. */
export function revealed(value: PropertyValue): PropertyValue {
  return isSecret(value) ? (value["value"] ?? null) : value;
}

/** A reference to a resource, as a component returns its children. */
export function resourceReference(urn: string, id?: string): PropertyMap {
  const reference: PropertyMap = {
    [signatureKey]: signatures.resource,
    urn,
    type: typeOf(urn),
    name: nameOf(urn),
  };
  return id === undefined ? reference : { ...reference, id };
}

/** The URN behind a resource reference; undefined for any other value. */
export function referencedUrn(value: PropertyValue): string | undefined {
  const urn = hasSignature(value, "resource") ? value["urn"] : undefined;
  return typeof urn === "string" ? urn : undefined;
}

/**
 * Replaces references to resources by ids (URNs for components), as Pulumi does for processes that
 * do not take references: policy packs, and most providers.
 */
export function withoutReferences(properties: PropertyMap): PropertyMap {
  const plain = (value: PropertyValue): PropertyValue =>
    mapValues(value, (candidate) => {
      const urn = referencedUrn(candidate);
      if (urn === undefined || !isMap(candidate)) {
        return undefined;
      }
      const id = candidate["id"];
      return id === "" ? unknown : (id ?? urn);
    });
  return mapEntries(properties, plain);
}

/** A copy in which `change` has replaced the values it returns something for, outermost first. */
export function mapValues(
  value: PropertyValue,
  change: (value: PropertyValue) => PropertyValue | undefined,
): PropertyValue {
  const changed = change(value);
  if (changed !== undefined) {
    return changed;
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapValues(item, change));
  }
  return isMap(value) ? mapEntries(value, (item) => mapValues(item, change)) : value;
}

/** A copy of a map with every value changed. */
export function mapEntries(
  map: PropertyMap,
  change: (value: PropertyValue) => PropertyValue,
): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/**
 * Replaces output values (known, secret and dependencies in one object, as remote components
 * receive them) by the plain, unknown or secret value that all other code works with.
 */
export function withoutOutputValues(properties: PropertyMap): PropertyMap {
  const plain = (value: PropertyValue): PropertyValue =>
    mapValues(value, (candidate) => {
      if (!hasSignature(candidate, "outputValue")) {
        return undefined;
      }
      const inner = "value" in candidate ? plain(candidate["value"] ?? null) : unknown;
      return candidate["secret"] === true ? secret(inner) : inner;
    });
  return mapEntries(properties, plain);
}

/** Whether any part of the value is marked as secret. */
export function containsSecret(value: PropertyValue): boolean {
  return contains(value, isSecret);
}

/** Whether any part of the value is unknown. */
export function containsUnknown(value: PropertyValue): boolean {
  return contains(value, isUnknown);
}

function contains(value: PropertyValue, test: (value: PropertyValue) => boolean): boolean {
  if (test(value)) {
    return true;
  }
  const parts = Array.isArray(value) ? value : isMap(value) ? Object.values(value) : [];
  return parts.some((part) => contains(part, test));
}

/**
 * A value in printable form: "[secret]" and "[unknown]" instead of the values, URNs for references.
 */
export function displayable(value: PropertyValue): PropertyValue {
  return mapValues(value, (candidate) => {
    if (isSecret(candidate)) {
      return "[secret]";
    }
    return isUnknown(candidate) ? "[unknown]" : referencedUrn(candidate);
  });
}
