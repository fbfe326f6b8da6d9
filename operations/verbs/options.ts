import { InvalidArgumentError } from "commander";

/** Reads a whole number from an option. */
export function wholeNumber(option: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      `${option} takes a whole number, ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`,
    );
  };
}
