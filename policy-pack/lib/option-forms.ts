import { isCidr, isPublic } from "./cidr";
import { windows } from "./windows";

/** The texts that an option allows. */
export interface Form {
  /** Name in a message: "an address range such as 10.0.0.0/16". */
  readonly name: string;
  readonly accepts: (text: string) => boolean;
}

/** A public range of a company is a /16 (IPv4) or a /32 (IPv6) at the largest. */
const shortestPublicPrefix = { 4: 16, 6: 32 };

/** An address range that can be a company's own. */
export const range: Form = {
  name: "an address range such as 10.0.0.0/16: private, or public of /16 (IPv6: /32) or smaller",
  accepts: (text) => {
    const prefix = Number(text.split("/")[1]);
    const shortest = shortestPublicPrefix[text.includes(":") ? 6 : 4];
    return isCidr(text) && (!isPublic(text) || prefix >= shortest);
  },
};

/** A weekly or daily window. */
export const window: Form = {
  name: "a window, ddd:hh:mm-ddd:hh:mm or hh:mm-hh:mm",
  accepts: (text) => windows(text) !== undefined,
};

/** One of some texts. */
export function oneOf(texts: readonly string[]): Form {
  return { name: `one of ${texts.join(", ")}`, accepts: (text) => texts.includes(text) };
}

/** A text of a pattern, which the whole text must match. */
export function like(name: string, pattern: RegExp): Form {
  return { name, accepts: (text) => pattern.test(text) };
}
