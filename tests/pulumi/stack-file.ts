import { isMap, isScalar, parseDocument, Scalar, visit } from "yaml";

/** Keys that `pulumi stack init` writes about the encryption of the stack's secrets. */
const ofSecretsProvider = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/**
 * The content of a Pulumi.<stack>.yaml for a stack of the same name in another backend, which has a key
 * of its own: nothing of the first one's key, and a placeholder for each value that it encrypts.
 */
export function withoutSecretsProvider(text: string): string {
  const document = parseDocument(text);
  for (const key of ofSecretsProvider) document.delete(key);
  visit(document, {
    Map: (_key, map) => {
      const secure = map.items.length === 1 ? map.get("secure", true) : undefined;
      return isMap(map) && isScalar(secure) ? new Scalar("encrypted-elsewhere") : undefined;
    },
  });
  return document.toString();
}
