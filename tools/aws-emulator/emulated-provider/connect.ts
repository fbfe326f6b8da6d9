import { Aws } from "./aws";
import type { Properties } from "./resource";

/**
 * Connects to the emulator as an AWS provider's configuration requires.
 * @param endpoint The emulator's URL; absent: the configuration names it in `endpoints`.
 * @throws Error when region or URL are missing, nothing answers, or the account is not allowed.
 */
export async function connect(configuration: Properties, endpoint?: string): Promise<Aws> {
  const region = configuration["region"];
  if (typeof region !== "string" || region === "") {
    throw new Error("The AWS provider has no region: set aws:region in the configuration.");
  }
  const aws = await Aws.connect({
    endpoint: endpoint ?? configuredEndpoint(configuration),
    region,
  });
  const allowed = listOf(configuration["allowedAccountIds"]);
  if (allowed.length > 0 && !allowed.includes(aws.accountId)) {
    throw new Error(
      `The emulator plays the account ${aws.accountId}; the provider allows ${allowed.join(", ")} only.`,
    );
  }
  return aws;
}

/** The one URL in the configuration's `endpoints`, where the emulator serves every service. */
function configuredEndpoint(configuration: Properties): string {
  const services = listOf(configuration["endpoints"]) as Record<string, unknown>[];
  const named = services.flatMap((urlByService) => Object.values(urlByService));
  const urls = [...new Set(named)].filter((url) => typeof url === "string");
  const [url] = urls;
  if (url === undefined || urls.length > 1) {
    throw new Error(
      `The provider needs the URL of one AWS emulator, from --endpoint or from the provider's endpoints, and was given ${urls.length}: ${urls.join(", ") || "none"}.`,
    );
  }
  return url;
}

/** A list from the provider's configuration, where lists arrive as JSON text. */
function listOf(value: unknown): unknown[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return Array.isArray(list) ? (list as unknown[]) : [];
}
