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
} from "../engine/values";
import { invokeAws } from "./invokes";
import { PreviewProvider } from "./preview";
import { type ResourceIdentity } from "./provider";

/** What `pulumi preview` asks the AWS provider, answered from the SDK's own type facts. */
export class AwsPreviewProvider extends PreviewProvider {
  #configuration: PropertyMap = {};

  override configure(inputs: PropertyMap): Promise<void> {
    this.#configuration = inputs;
    return Promise.resolve();
  }

  /** Fills `tagsAll` with the provider's default tags and the resource's own, as the provider does. */
  override check({ type }: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    if (!this.types.of(type).computed.includes("tagsAll")) {
      return Promise.resolve(inputs);
    }
    const tagsAll = mergedTags(this.#configuration, inputs["tags"] ?? {});
    return Promise.resolve({ ...inputs, tagsAll });
  }

  override invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    return Promise.resolve().then(() => invokeAws(token, this.#configuration, args));
  }
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
