import { randomBytes, randomInt } from "node:crypto";
import type { RandomPasswordArgs } from "@pulumi/random";
import type { Inputs } from "../resource";
import type { OfflineTable } from "../offline-resource";

const alphabet = "abcdefghijklmnopqrstuvwxyz";
/** The punctuation of the random provider, unless the program gives its own. */
const punctuation = "!@#$%&*()-_=+[]{}<>:?";

interface CharacterKind {
  readonly characters: string;
  readonly minimum: number;
}

/** The kinds of characters that may appear, and how often each of them has to. */
function characterKinds(inputs: Inputs<RandomPasswordArgs>): CharacterKind[] {
  const special = inputs.overrideSpecial ?? punctuation;
  return [
    { allowed: inputs.lower, characters: alphabet, minimum: inputs.minLower },
    { allowed: inputs.upper, characters: alphabet.toUpperCase(), minimum: inputs.minUpper },
    { allowed: inputs.numeric, characters: "0123456789", minimum: inputs.minNumeric },
    { allowed: inputs.special, characters: special, minimum: inputs.minSpecial },
  ]
    .filter(({ allowed = true, characters }) => allowed && characters !== "")
    .map(({ characters, minimum = 0 }) => ({ characters, minimum }));
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/**
 * A password from the operating system's random source.
 * @throws Error when it cannot be made.
 */
function password(inputs: Inputs<RandomPasswordArgs>): string {
  const kinds = characterKinds(inputs);
  const characters = kinds.flatMap((kind) =>
    Array.from({ length: kind.minimum }, () => pick(kind.characters)),
  );
  if (kinds.length === 0 || characters.length > inputs.length) {
    throw new Error(
      `A password of ${inputs.length} characters cannot hold the ${characters.length} that are required, of ${kinds.length} allowed kinds.`,
    );
  }
  const any = kinds.map((kind) => kind.characters).join("");
  while (characters.length < inputs.length) characters.push(pick(any));
  return shuffled(characters).join("");
}

function shuffled(items: string[]): string[] {
  return items.reduceRight<string[]>((mixed, item) => {
    mixed.splice(randomInt(mixed.length + 1), 0, item);
    return mixed;
  }, []);
}

/** The `random` provider's resources: made once, then kept in the state. */
export const randomResources: OfflineTable = {
  "random:index/randomId:RandomId": {
    make: ({ byteLength }) => {
      const bytes = randomBytes(Number(byteLength));
      const b64Url = bytes.toString("base64url");
      return { id: b64Url, outputs: { hex: bytes.toString("hex"), b64Url } };
    },
    replaceOn: "all",
  },
  "random:index/randomPassword:RandomPassword": {
    make: (inputs) => ({
      id: "none",
      outputs: { result: password(inputs as Inputs<RandomPasswordArgs>) },
    }),
    replaceOn: "all",
    secretOutputs: ["result"],
  },
};
