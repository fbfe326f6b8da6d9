const wildcard = "*.";

/** Whether a name covers all names one label below it, such as `*.corp.example`. */
export function isWildcard(name: string): boolean {
  return name.startsWith(wildcard);
}

/**
 * The names for which ACM requires a DNS record before it issues a certificate, each once: a
 * wildcard is proven by the record of the name above it.
 */
export function validatedNames(names: readonly string[]): string[] {
  return [...new Set(names.map(validatedName))];
}

/** The name whose DNS record proves that a name is ours. */
export function validatedName(name: string): string {
  return isWildcard(name) ? name.slice(wildcard.length) : name;
}

/** Whether a hosted zone holds a name: its own, or one below it. */
export function isInZone(name: string, zone: string): boolean {
  return `.${name}`.endsWith(`.${zone}`);
}

/** The name above another, such as `corp.example` above `orders.corp.example`. */
export function parentOf(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}
