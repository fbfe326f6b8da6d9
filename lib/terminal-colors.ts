/**
 * Whether a stream shows colours: a terminal does. `NO_COLOR` switches them off, `FORCE_COLOR` on, also
 * in a pipe. Sources: https://no-color.org, https://force-color.org.
 */
export function usesColors(
  { isTTY }: { readonly isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR }: NodeJS.ProcessEnv = process.env,
): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return isTTY === true && (NO_COLOR === undefined || NO_COLOR === "");
}
