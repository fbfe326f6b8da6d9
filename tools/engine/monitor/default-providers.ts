import { providerReference } from "./provider-registry";
import { type RegistrationRequest, type RegistrationResult } from "./registrations";
import { providerType } from "@landing-zone/plan/urn";
import { type PropertyMap } from "@landing-zone/plan/values";
import { compact } from "./wire";

/** An SDK's request for a plugin. */
interface PluginRequest {
  readonly version?: string;
  readonly pluginDownloadUrl?: string;
}

/** The providers of resources that were given none: one a package and version, made when needed. */
export class DefaultProviders {
  readonly #register: (request: RegistrationRequest) => Promise<RegistrationResult>;
  readonly #configurationOf: (packageName: string) => PropertyMap;
  readonly #references = new Map<string, Promise<string>>();

  /** @param configurationOf The stack's configuration of a package, such as `aws:region`. */
  constructor(
    register: (request: RegistrationRequest) => Promise<RegistrationResult>,
    configurationOf: (packageName: string) => PropertyMap,
  ) {
    this.#register = register;
    this.#configurationOf = configurationOf;
  }

  /** The reference of the default provider, once that is registered. */
  reference(packageName: string, plugin: PluginRequest): Promise<string> {
    const { version, pluginDownloadUrl } = plugin;
    const name = version === undefined ? "default" : `default_${version.replaceAll(/[.+-]/g, "_")}`;
    const key = `${packageName} ${name}`;
    const known = this.#references.get(key);
    if (known !== undefined) {
      return known;
    }
    const registering = this.#register(
      compact<RegistrationRequest>({
        type: providerType(packageName),
        name,
        parent: undefined,
        custom: true,
        remote: false,
        inputs: this.#configurationOf(packageName),
        provider: undefined,
        providers: {},
        dependencies: [],
        propertyDependencies: {},
        options: {},
        version,
        pluginDownloadUrl,
        transforms: [],
      }),
    ).then(({ urn, id }) => providerReference(urn, id));
    this.#references.set(key, registering);
    return registering;
  }
}
