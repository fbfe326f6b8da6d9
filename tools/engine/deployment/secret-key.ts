import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isMap, isSecret, mapValues, type PropertyValue, secret } from "@landing-zone/plan/values";
import { writeAtomically } from "../output-file";

const algorithm = "aes-256-gcm";
const sizes = { key: 32, nonce: 12, tag: 16 };

/** Encrypts the secrets of a stack's state, as Pulumi's passphrase provider does, with a key file. */
export class SecretKey {
  readonly #file: string;
  readonly #key: Buffer;

  /**
   * Reads the key, or makes one that only this user can read. A file that holds no whole key is
   * replaced: what was encrypted with it, nobody can read.
   * @throws UsageError when the file can neither be read nor written.
   */
  constructor(file: string) {
    this.#file = file;
    const known = existsSync(file) ? decoded(readFileSync(file, "utf8")) : undefined;
    this.#key = known ?? randomBytes(sizes.key);
    if (known === undefined) writeAtomically(file, this.#key.toString("base64"), 0o600);
  }

  /** A copy in which each secret value is a text that only this key can read. */
  encrypt(value: PropertyValue): PropertyValue {
    return mapValues(value, (candidate) =>
      isSecret(candidate)
        ? { ...candidate, value: this.#seal(JSON.stringify(candidate["value"])) }
        : undefined,
    );
  }

  /**
   * The opposite of {@link encrypt}.
   * @throws Error when another key was used.
   */
  decrypt(value: PropertyValue): PropertyValue {
    return mapValues(value, (candidate) => {
      const sealed = isSecret(candidate) && isMap(candidate) ? candidate["value"] : undefined;
      return typeof sealed === "string"
        ? secret(JSON.parse(this.#open(sealed)) as PropertyValue)
        : undefined;
    });
  }

  #seal(text: string): string {
    const nonce = randomBytes(sizes.nonce);
    const cipher = createCipheriv(algorithm, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
  }

  #open(text: string): string {
    const bytes = Buffer.from(text, "base64");
    const body = sizes.nonce + sizes.tag;
    const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, sizes.nonce));
    decipher.setAuthTag(bytes.subarray(sizes.nonce, body));
    try {
      const opened = [decipher.update(bytes.subarray(body)), decipher.final()];
      return Buffer.concat(opened).toString("utf8");
    } catch (error) {
      throw new Error(`a secret in it was encrypted with another key than that in ${this.#file}`, {
        cause: error,
      });
    }
  }
}

function decoded(text: string): Buffer | undefined {
  const key = Buffer.from(text, "base64");
  return key.length === sizes.key ? key : undefined;
}
