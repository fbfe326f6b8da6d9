/** The kind of server that an expression is for. */
export type Flavour = "mysql" | "mariadb";

/** Conversions of column values into text that is equal on every server. */
export type ColumnKind =
  "plain" | "number" | "text" | "longText" | "binary" | "longBinary" | "float" | "json";

/** A column as one side has it. */
export interface DigestColumn {
  /** Its quoted name. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether either side allows NULL. */
  readonly nullable: boolean;
}

const plain = new Set(
  "tinyint smallint mediumint int integer bigint decimal numeric date datetime timestamp time year".split(
    " ",
  ),
);
const kinds: Readonly<Record<string, ColumnKind>> = {
  bit: "number",
  float: "float",
  double: "float",
  real: "float",
  tinytext: "longText",
  text: "longText",
  mediumtext: "longText",
  longtext: "longText",
  binary: "binary",
  varbinary: "binary",
  tinyblob: "longBinary",
  blob: "longBinary",
  mediumblob: "longBinary",
  longblob: "longBinary",
  vector: "longBinary",
  json: "json",
};
const spatial =
  /^(geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geom(etry)?collection)$/;

/**
 * The conversion for a column, by its type in `information_schema.COLUMNS`.
 *
 * @param dataType Its `DATA_TYPE`, such as `int`.
 * @param columnType Its `COLUMN_TYPE`, such as `int(5) unsigned zerofill`.
 */
export function columnKind(dataType: string, columnType: string): ColumnKind {
  const type = dataType.toLowerCase();
  if (spatial.test(type)) return "longBinary";
  if (plain.has(type)) return /\bzerofill\b/i.test(columnType) ? "number" : "plain";
  return kinds[type] ?? "text";
}

/**
 * A value as text: the same value gives the same text on every server, and no text has the separator.
 *
 * Long values are hashed by themselves: a concatenation longer than `max_allowed_packet` is NULL.
 * JSON is written and read once more, since a decimal in it that went through text is a double. A
 * spatial value's bytes have its SRID, and the axes in the order of storage.
 */
export function valueExpression({ name, kind }: DigestColumn, flavour: Flavour): string {
  switch (kind) {
    case "plain":
      return name;
    case "number":
      // Without leading zeros, and BIT as a number.
      return `${name} + 0`;
    case "float":
      return doubleExpression(`(${name} + 0e0)`);
    case "text":
      return `HEX(CONVERT(${name} USING utf8mb4))`;
    case "longText":
      return `SHA2(CONVERT(${name} USING utf8mb4), 256)`;
    case "binary":
      return `HEX(${name})`;
    case "longBinary":
      return `SHA2(${name}, 256)`;
    case "json":
      return flavour === "mysql"
        ? `SHA2(CAST(CAST(CAST(${name} AS CHAR) AS JSON) AS CHAR), 256)`
        : `SHA2(CONVERT(${name} USING utf8mb4), 256)`;
  }
}

/**
 * A double as its sign, exponent and mantissa. As text it would lose digits: MySQL 8 writes 22
 * characters at most, and older servers and MariaDB write the same number in another form.
 *
 * The logarithm only estimates the exponent. It may be one off, which the mantissa shows: that is
 * between 2^53 and 2^54, and scaling by a power of two loses nothing.
 */
function doubleExpression(value: string): string {
  const size = `ABS(${value})`;
  // Of the smallest numbers the scale would be larger than a double.
  const isTiny = `(${size} < 1e-200)`;
  const scaled = `(${size} * POW(2, 600 * ${isTiny}))`;
  const exponent = `FLOOR(LOG2(${scaled}))`;
  const mantissa = `(${scaled} * POW(2, 53 - ${exponent}))`;
  const off = `((${mantissa} >= 18014398509481984) - (${mantissa} < 9007199254740992))`;
  const parts = [
    `SIGN(${value})`,
    isTiny,
    `CAST(${exponent} + ${off} AS SIGNED)`,
    `CAST(${mantissa} / POW(2, ${off}) AS UNSIGNED)`,
  ];
  return `CASE WHEN ${value} = 0 THEN '0' ELSE CONCAT(${parts.join(", '|', ")}) END`;
}

/**
 * The digest of a row: SHA-256 in hexadecimal of all values, NULL told apart from an empty text. It is
 * NULL when a server cannot compute it, which {@link aggregateColumns} counts.
 */
export function rowExpression(columns: readonly DigestColumn[], flavour: Flavour): string {
  const nulls = columns.filter(({ nullable }) => nullable).map(({ name }) => `ISNULL(${name})`);
  const values = [
    ...columns.map((column) => valueExpression(column, flavour)),
    ...(nulls.length > 0 ? [`CONCAT(${nulls.join(", ")})`] : []),
  ];
  return values.length === 0 ? "SHA2('', 256)" : `SHA2(CONCAT_WS('#', ${values.join(", ")}), 256)`;
}

const half = (hash: string, from: number) =>
  `CAST(CONV(SUBSTRING(${hash}, ${from}, 16), 16, 10) AS UNSIGNED)`;

/**
 * Columns that aggregate the digests of many rows in any order: the number of rows, those without a
 * digest, and 128 bits. Two halves by `CONV`, since a binary `BIT_XOR` is 0 on MariaDB and before
 * MySQL 8.
 *
 * @param hash The column with the rows' digests.
 */
export function aggregateColumns(hash: string): string {
  return [
    "COUNT(*) AS row_count",
    `COUNT(*) - COUNT(${hash}) AS unreadable`,
    `BIT_XOR(${half(hash, 1)}) AS high`,
    `BIT_XOR(${half(hash, 17)}) AS low`,
  ].join(", ");
}

/** As {@link aggregateColumns}, for rows that may be there twice: equal ones cancel each other in XOR. */
export function multisetColumns(hash: string): string {
  return `${aggregateColumns(hash)}, SUM(CAST(${half(hash, 33)} AS DECIMAL(20))) AS total`;
}

/** Rows whose digest is known, to be computed on each server before it is believed. */
export const selfTest = {
  sql: `SELECT ${multisetColumns("h")} FROM (
    SELECT SHA2(CONCAT_WS('#', HEX(CONVERT('ä€😀' USING utf8mb4)), 1, NULL, 0.1 + 0e0), 256) AS h
    UNION ALL SELECT SHA2(CONCAT_WS('#', 'b', 18446744073709551615), 256)) AS known`,
  /** Computed by Node.js; `tests/unit/lib/row-digest.test.ts` does it again. */
  expected: {
    row_count: "2",
    unreadable: "0",
    high: "2724184848756498046",
    low: "9414972652478544079",
    total: "10628480906137933775",
  },
} as const;
