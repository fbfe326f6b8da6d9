import type { PropertyMap } from "@landing-zone/plan/values";
import type { Provider, ResourceIdentity } from "@landing-zone/engine/monitor/provider";
import { previewProviders } from "@landing-zone/engine/preview-providers/index";
import { SdkTypes } from "@landing-zone/engine/preview-providers/sdk-types";
import { packageOf } from "@landing-zone/plan/urn";
import { generatedName, isGeneratedName } from "./auto-name";
import type { Aws } from "./aws";
import { connect } from "./connect";
import { changes, type PropertyChange } from "./diff";
import { type Handler, handlerOf } from "./handlers";
import * as lifecycle from "./lifecycle";
import { lookups } from "./lookups";
import { readInputs, readUndeclared } from "./read-inputs";
import type { Properties } from "./resource";
import { conceal, reveal, secretNames } from "./secrets";

/** A resource in the engine's state. */
export interface StoredResource extends ResourceIdentity {
  readonly id: string;
  /** Outputs of the last operation. */
  readonly state: PropertyMap;
  /** Inputs of the last operation. */
  readonly inputs: PropertyMap;
}

/** Result of {@link EmulatedProvider.diff}. */
export interface ResourceDiff {
  readonly changes: PropertyChange[];
  readonly deleteBeforeReplace: boolean;
}

/**
 * Pulumi's providers `aws` and `random`, creating real resources in an AWS emulator. What a preview
 * shows, `tagsAll` and provider functions are answered as in the local preview.
 */
export class EmulatedProvider {
  readonly #types: SdkTypes;
  readonly #previews: (packageName: string) => Provider;
  readonly #endpoint: string | undefined;
  #aws: Aws | undefined;

  /**
   * @param projectDirectory Where the program resolves its packages from.
   * @param endpoint The emulator's URL; absent: the provider configuration names it in `endpoints`.
   */
  constructor(projectDirectory: string, endpoint?: string) {
    this.#types = new SdkTypes(projectDirectory);
    const previews = previewProviders(projectDirectory, this.#types);
    const made = new Map<string, Provider>();
    this.#previews = (packageName) => {
      const provider = made.get(packageName) ?? previews(packageName);
      made.set(packageName, provider);
      return provider;
    };
    this.#endpoint = endpoint;
  }

  /**
   * Takes the configuration of one of the packages, and for `aws` connects to the emulator.
   * @throws Error when no emulator answers, or its account is not one of the allowed ones.
   */
  async configure(packageName: string, inputs: PropertyMap): Promise<void> {
    await this.#previews(packageName).configure(inputs);
    if (packageName === "aws") this.#aws = await connect(reveal(inputs), this.#endpoint);
  }

  /** Fills in the provider's values: `tagsAll`, and a name if one is required. */
  async check(
    identity: ResourceIdentity,
    olds: PropertyMap,
    news: PropertyMap,
    randomSeed: Uint8Array,
  ): Promise<PropertyMap> {
    const { kind, resource } = handlerOf(identity.type);
    const checked = await this.#previewFor(identity.type).check(identity, news);
    const named = kind === "aws" ? resource.autoName : undefined;
    if (!named || checked[named.property] !== undefined) return checked;
    const name = olds[named.property] ?? generatedName(identity.name, named.maxLength, randomSeed);
    return { ...checked, [named.property]: name };
  }

  /** The effect of new inputs. Secrets are compared, never shown. */
  diff({ type }: ResourceIdentity, oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
    const handler = handlerOf(type);
    const [olds, news] = [reveal(oldInputs), reveal(newInputs)];
    return {
      changes: changes(olds, news, handler.resource),
      deleteBeforeReplace: mustGoFirst(handler, news),
    };
  }

  /** The outputs that creating the resource would give. */
  createPreview(identity: ResourceIdentity, inputs: PropertyMap): Promise<PropertyMap> {
    return this.#previewFor(identity.type).createPreview(identity, inputs);
  }

  /**
   * Makes the resource.
   * @throws PartiallyCreated when something was made, but not all that was asked for.
   */
  async create(
    { type, urn }: ResourceIdentity,
    inputs: PropertyMap,
  ): Promise<{ id: string; state: PropertyMap }> {
    const { kind, resource } = handlerOf(type);
    const plain = reveal(inputs);
    if (kind === "aws") {
      const { id, state } = await lifecycle.create(resource, plain, this.#connected());
      return { id, state: this.#whole(type, conceal(state, secretNames(inputs))) };
    }
    const { id, outputs } = resource.make(plain, { urn, arn: this.#arn });
    const secrets = [...secretNames(inputs), ...(resource.secretOutputs ?? [])];
    return { id, state: this.#whole(type, conceal({ ...plain, ...outputs }, secrets)) };
  }

  /**
   * The real object, as outputs and in the form of the inputs; undefined if it is gone. A resource
   * that AWS does not know never differs from the state.
   */
  async read(
    stored: StoredResource,
  ): Promise<{ state: PropertyMap; inputs: PropertyMap } | undefined> {
    const { kind, resource } = handlerOf(stored.type);
    if (kind === "offline") return stored;
    const state = reveal(stored.state);
    const actual = await lifecycle.read(resource, { id: stored.id, state }, this.#connected());
    if (!actual) return undefined;
    const { inputs: settable, optionalComputed } = this.#types.of(stored.type);
    const undeclared = settable.filter((name) => !optionalComputed.includes(name));
    const inputs = {
      ...readUndeclared(undeclared, { inputs: stored.inputs, state }, actual),
      ...readInputs(reveal(stored.inputs), actual),
    };
    return {
      state: this.#whole(
        stored.type,
        conceal({ ...state, ...lifecycle.defined(actual), ...inputs }, secretNames(stored.state)),
      ),
      inputs: conceal(inputs, secretNames(stored.inputs)),
    };
  }

  /** Makes the change and returns the outputs. */
  async update(stored: StoredResource, news: PropertyMap): Promise<PropertyMap> {
    const { kind, resource } = handlerOf(stored.type);
    if (kind === "offline") return this.updatePreview(stored, news);
    const existing = { id: stored.id, state: reveal(stored.state) };
    const known = reveal(this.updatePreview(stored, news));
    const state = await lifecycle.update(
      resource,
      existing,
      reveal(news),
      known,
      this.#connected(),
    );
    return this.#whole(stored.type, conceal(state, secretNames(news)));
  }

  /** The outputs that an update would give: computed ones stay. */
  updatePreview(stored: StoredResource, news: PropertyMap): PropertyMap {
    const computed = Object.entries(stored.state).filter(([name]) => !(name in stored.inputs));
    return this.#whole(stored.type, { ...Object.fromEntries(computed), ...news });
  }

  /** Removes the resource; one that is gone already is a success. */
  async delete(stored: StoredResource): Promise<void> {
    const { kind, resource } = handlerOf(stored.type);
    if (kind === "offline") return;
    const existing = { id: stored.id, state: reveal(stored.state) };
    await lifecycle.remove(resource, existing, this.#connected());
  }

  /** Answers a provider function: what exists from the emulator, all else as a preview does. */
  async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    const lookup = lookups[token];
    if (lookup) return conceal(await lookup(reveal(args), this.#connected()), []);
    const answer = await this.#previewFor(token).invoke(token, args);
    if (answer) return answer;
    throw new Error(
      `The local provider cannot look up ${token}: add an answer in tools/aws-emulator/emulated-provider/lookups.ts.`,
    );
  }

  /**
   * The outputs with every one that the type has: in a preview a program would take one that is missing
   * for unknown, and what depends on it for changed. Terraform gives an empty value as well.
   */
  #whole(type: string, outputs: PropertyMap): PropertyMap {
    return { ...(Object.fromEntries(this.#types.of(type).outputs) as PropertyMap), ...outputs };
  }

  #previewFor(token: string): Provider {
    return this.#previews(packageOf(token));
  }

  #connected(): Aws {
    if (!this.#aws) throw new Error("The provider has to be configured before it is used.");
    return this.#aws;
  }

  readonly #arn: Aws["arn"] = (service, name) => this.#connected().arn(service, name);
}

/**
 * Whether the old object goes first: the type requires it, or the program names the object itself,
 * so that both may have the same name. Source: `nameRequiresDeleteBeforeReplace` of
 * pulumi-terraform-bridge.
 */
function mustGoFirst({ kind, resource }: Handler, news: Properties): boolean {
  if (kind === "offline") return false;
  const { autoName, deleteBeforeReplace } = resource;
  const isNamed = autoName !== undefined && !isGeneratedName(news[autoName.property]);
  return deleteBeforeReplace ?? isNamed;
}
