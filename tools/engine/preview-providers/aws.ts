import {
  containsSecret,
  containsUnknown,
  isMap,
  isSecret,
  isUnknown,
  type PropertyMap,
  type PropertyValue,
  revealed,
  secret,
  unknown,
} from "@landing-zone/plan/values";
import { withSchemaDefaults } from "./aws-defaults";
import { invokeAws } from "./invokes";
import { previewProvider } from "./preview";
import { type Provider } from "../monitor/provider";
import { type SdkTypes } from "./sdk-types";

/** Answers the calls that `pulumi preview` makes to the AWS provider, without an account. */
export function awsProvider(types: SdkTypes): Provider {
  let configuration: PropertyMap = {};
  return {
    ...previewProvider("aws", types),
    configure: (inputs) => {
      configuration = inputs;
      return Promise.resolve();
    },
    // The provider fills in its region, the defaults of its schema, and `tagsAll` with its default
    // tags and the resource's own.
    check: ({ type }, inputs) => {
      const { computed, inputs: possible } = types.of(type);
      const region = possible.includes("region") ? configuration["region"] : undefined;
      const checked = withSchemaDefaults(type, inputs);
      return Promise.resolve({
        ...checked,
        ...(checked["region"] === undefined && region !== undefined ? { region } : {}),
        ...(computed.includes("tagsAll")
          ? { tagsAll: mergedTags(configuration, inputs["tags"] ?? {}) }
          : {}),
      });
    },
    invoke: (token, args) => Promise.resolve().then(() => invokeAws(token, configuration, args)),
  };
}

/** One of the provider's inputs; provider inputs that are objects arrive as JSON text. */
function objectInput(configuration: PropertyMap, name: string): PropertyValue {
  const input = configuration[name] ?? null;
  const text = revealed(input);
  const isJson = typeof text === "string" && !isUnknown(text);
  const value = isJson ? (JSON.parse(text) as PropertyValue) : text;
  return isSecret(input) ? secret(value) : value;
}

/**
 * Default tags overlaid by the resource's own, without the ignored ones: all unknown when any is.
 * Source: `provider/tags.go` of pulumi-aws. It is shown no secrets; here their mark is kept.
 */
function mergedTags(configuration: PropertyMap, own: PropertyValue): PropertyValue {
  const defaults = objectInput(configuration, "defaultTags");
  const ignored = objectInput(configuration, "ignoreTags");
  const sources = [defaults, ignored, own];
  if (sources.some(containsUnknown)) {
    return sources.some(containsSecret) ? secret(unknown) : unknown;
  }
  const tags = { ...mapIn(mapIn(defaults)["tags"]), ...mapIn(own) };
  const keys = listIn(mapIn(ignored)["keys"]);
  const prefixes = listIn(mapIn(ignored)["keyPrefixes"]);
  const kept = Object.entries(tags).filter(
    ([key]) => !keys.includes(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  const merged = Object.fromEntries(kept);
  return isSecret(defaults) || isSecret(own) ? secret(merged) : merged;
}

function mapIn(value: PropertyValue | undefined): PropertyMap {
  const inner = revealed(value ?? null);
  return isMap(inner) ? inner : {};
}

function listIn(value: PropertyValue | undefined): readonly string[] {
  const inner = revealed(value ?? null);
  return Array.isArray(inner) ? inner.filter((item) => typeof item === "string") : [];
}
