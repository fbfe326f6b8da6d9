import { escape } from "mysql2";

/** A row by column name, with values as the binary log's reader gives them. */
export type RowValues = Readonly<Record<string, unknown>>;

/** Kind of a column's values. */
export type ValueKind =
  "text" | "number" | "float" | "bit" | "bytes" | "geometry" | "json" | "year" | "time";

const kinds: Readonly<Record<string, ValueKind>> = {
  ...Object.fromEntries(
    ["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "numeric"].map((type) => [
      type,
      "number",
    ]),
  ),
  ...Object.fromEntries(["float", "double", "real"].map((type) => [type, "float"])),
  ...Object.fromEntries(
    ["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"].map((type) => [
      type,
      "bytes",
    ]),
  ),
  ...Object.fromEntries(
    [
      ...["geometry", "point", "linestring", "polygon", "multipoint", "multilinestring"],
      ...["multipolygon", "geomcollection", "geometrycollection"],
    ].map((type) => [type, "geometry"]),
  ),
  bit: "bit",
  time: "time",
  json: "json",
  year: "year",
};

/** The kind of a column by its `DATA_TYPE`; unlisted types are text. */
export const kindOf = (dataType: string): ValueKind => kinds[dataType.toLowerCase()] ?? "text";

/** Types that DMS treats as large objects, whose size the limited mode limits. */
export const isLob = (dataType: string) => /text$|blob$|^json$/i.test(dataType);

/** A name in backquotes. */
export const quote = (name: string) => `\`${name.replaceAll("`", "``")}\``;

/** A text literal of the connection's character set. */
export const textLiteral = (text: string) => escape(text);

const bytesLiteral = (bytes: Buffer) => (bytes.length === 0 ? "''" : `X'${bytes.toString("hex")}'`);

/** A value of the binary log as text. */
export function textOf(cell: unknown): string {
  if (typeof cell === "string") return cell;
  if (Buffer.isBuffer(cell)) return cell.toString("utf8");
  if (typeof cell === "number" || typeof cell === "bigint") return cell.toString();
  return JSON.stringify(cell);
}

/** A value from the binary log as an SQL literal that stores exactly the same. */
export function literal(kind: ValueKind, cell: unknown): string {
  if (cell === null || cell === undefined) return "NULL";
  switch (kind) {
    case "bit":
      return Buffer.isBuffer(cell) ? bitLiteral(cell) : textOf(cell);
    case "float":
      return floatLiteral(cell);
    case "year":
      // The log's reader adds 1900 to 0, which represents the year 0000.
      return cell === 1900 ? "'0000'" : textLiteral(textOf(cell));
    case "bytes":
    case "geometry":
      return bytesLiteral(Buffer.isBuffer(cell) ? cell : Buffer.from(textOf(cell), "utf8"));
    case "time":
      return textLiteral(withoutBorrowedBits(textOf(cell)));
    case "number":
    case "json":
    case "text":
      return textLiteral(textOf(cell));
  }
}

/**
 * The log has negative times as a complement, of hours and six bits each of minutes and seconds; its
 * reader gives `-01:00:00` as `-00:63:64`.
 */
function withoutBorrowedBits(time: string): string {
  const [, hours, minutes, rest] = /^-(\d+):(\d\d):64(.*)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) return time;
  const isWholeHour = minutes === "63";
  const parts = isWholeHour ? [Number(hours) + 1, 0] : [Number(hours), Number(minutes) + 1];
  return `-${parts.map((part) => String(part).padStart(2, "0")).join(":")}:00${rest ?? ""}`;
}

const bitLiteral = (bits: Buffer) => `CAST(0x${bits.toString("hex")} AS UNSIGNED)`;

function floatLiteral(cell: unknown): string {
  if (Object.is(cell, -0)) return "-0e0";
  const text = textOf(cell);
  return text.includes("e") ? text : `${text}e0`;
}

/** Bytes of a text cut off after so many, at the end of a character. */
export function cutText(text: Buffer, limit: number | undefined): Buffer {
  if (limit === undefined || text.length <= limit) return text;
  let end = limit;
  // Bytes that continue a character begin with the bits 10.
  while (end > 0 && ((text[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return text.subarray(0, end);
}
