/** The body of a request or an answer. */
export type Json = Record<string, unknown>;

/** An error that DMS answers with, by its name. */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(
    readonly type:
      | "InvalidParameterValueException"
      | "InvalidParameterCombinationException"
      | "InvalidResourceStateFault"
      | "ResourceAlreadyExistsFault"
      | "ResourceNotFoundFault"
      | "ThrottlingException"
      | "InternalFailure",
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** Prefix of each operation's name in the header `X-Amz-Target`. */
export const targetPrefix = "AmazonDMSv20160101.";

/** A text that a request has to have. */
export function requiredText(input: Json, name: string): string {
  const value = input[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Fault("InvalidParameterValueException", `The parameter ${name} must be provided.`);
}

/** A text that a request may have. */
export function optionalText(input: Json, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Texts of a list that a request may have. */
export function textList(input: Json, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((it) => typeof it === "string") : [];
}

/** Whether something passes the `Filters` of a request. */
export function passes(input: Json, values: Readonly<Record<string, string | undefined>>): boolean {
  const filters = (input["Filters"] ?? []) as { Name?: string; Values?: string[] }[];
  return filters.every(({ Name = "", Values = [] }) => {
    if (!(Name in values)) {
      throw new Fault("InvalidParameterValueException", `The filter ${Name} is not known.`);
    }
    return Values.includes(values[Name] ?? "");
  });
}

/** One page of a list, by `MaxRecords` and `Marker`. */
export function page(input: Json, name: string, all: readonly unknown[]): Json {
  const size = typeof input["MaxRecords"] === "number" ? input["MaxRecords"] : 100;
  const begin = Number(optionalText(input, "Marker") ?? "0");
  const end = begin + size;
  return { [name]: all.slice(begin, end), ...(end < all.length && { Marker: String(end) }) };
}

const isoTimestamp = /"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)"/g;

/** An answer of the emulator with times as DMS writes them: seconds since 1970. */
export const withEpochTimes = (text: string) =>
  text.replace(isoTimestamp, (_, time: string) => String(Date.parse(time) / 1_000));
