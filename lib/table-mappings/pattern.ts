/**
 * A name of the configuration as a pattern of DMS. `%` stands for any characters in both; DMS also
 * takes `_` for any one character and `[…]` for one of several, so these are escaped. Source: "Wildcards
 * in table mapping" of the DMS user guide.
 */
export function dmsPattern(name: string): string {
  return name.replaceAll(/[_[]/g, "[$&]");
}
