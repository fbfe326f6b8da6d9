import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection, type Connection } from "mysql2/promise";
import type { MysqlServer } from "@landing-zone/mysql-servers/index";

/** Connects to a server as its administrator: many statements at once, any value. */
export async function administrator({
  host,
  port,
  user,
  password,
}: MysqlServer): Promise<Connection> {
  const options = { multipleStatements: true, charset: "utf8mb4", dateStrings: true };
  const connection = await createConnection({ host, port, user, password, ...options });
  await connection.query(
    "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', foreign_key_checks = 0",
  );
  return connection;
}

/** A schema with a column of every type and names of every kind. */
export const museumSchema = readFileSync(join(__dirname, "museum.sql"), "utf8");

/** Rows with the values that are easily spoilt. */
export const museumRows = `
  USE museum;
  INSERT INTO visitor (email, name, tier, flags, born, balance, ratio, exact, bits, wide, yr, t3, t6, dt, d6, big, small, least) VALUES
    ('a@x', 'A\\\\ \\t\\n\\r\\0"''ü😀', 'it''s, odd', 'a,c d', '2000-02-29', -12345678901234.123456, 0.1, 1.797e308, b'1010101010', b'${"1".repeat(64)}', 1901, '-01:02:03.456', '-838:59:59.000000', '2020-01-02 03:04:05.678', '1000-01-01 00:00:00.000001', 0, -128, -9223372036854775808),
    ('b@x', '  spaces  ', 'basic', '', '0000-00-00', 0, -0e0, -0e0, 0, 0, 0, '838:59:59', '-00:00:00.000001', '0000-00-00', '9999-12-31 23:59:59.999999', 18446744073709551615, 127, 9223372036854775807),
    ('c@x', '', '"quoted"', 'a,b,c d,e''f', '1999-00-00', 0.000001, 3.4e38, 5e-324, 1, 1, 2155, '00:00:00.001', NULL, NULL, NULL, 9007199254740993, NULL, NULL);
  INSERT INTO exhibit (hall, nr, doc, note, photo, digest, tag, price, spot, area) VALUES
    ('A', 1, JSON_OBJECT('n', 1.10, 'list', JSON_ARRAY(1, 2.5, NULL, TRUE, 'x"y'), 'big', 9007199254740993), REPEAT('ñ', 20000), UNHEX('00FF0A0D5C2709'), UNHEX('0102'), UNHEX(''), 9.99, ST_GeomFromText('POINT(1.5 -2)'), NULL),
    ('Ä', -2, NULL, '', REPEAT(UNHEX('00'), 70000), NULL, UNHEX('0000'), -1, ST_GeomFromText('POINT(0 0)', 4326), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))'));
  INSERT INTO visit SELECT id, '2026-01-01', name FROM visitor;
  INSERT INTO visit SELECT visitor_id, at, what FROM visit;
  INSERT INTO \`select\` VALUES (1, 'x', 'y'), (-1, NULL, 'Y');
  INSERT INTO counted VALUES (NULL, 'x'), (NULL, 'x'), (1, 'y');
  USE \`Old.Town\`;
  INSERT INTO \`Street Names\` (nick, v) VALUES (UNHEX('80819DFF'), 'ž'), (NULL, '');`;

/** Changes of every kind to these rows. */
export const museumChanges = `
  USE museum;
  UPDATE visitor SET name = CONCAT(name, 'é'), ratio = 0.3, t3 = '-00:00:00.5', yr = 0, bits = 1023 WHERE email <> 'c@x';
  UPDATE visitor SET id = 77, flags = 'b,e''f', seen = '2001-02-03 04:05:06.789123', tier = 'it''s, odd' WHERE email = 'c@x';
  INSERT INTO visitor (email, name, exact, ratio, t6, d6) VALUES ('d@x', 'D', -0e0, 1.1754944e-38, '-12:34:56.700000', '2026-01-01 00:00:00.5');
  INSERT INTO visitor (email, name, t3, t6) VALUES ('e@x', 'E', '-24:55:00', '-100:00:00'), ('g@x', 'G', '-00:01:00', '-01:00:00'), ('f@x', 'F', '-00:59:59.999', '-00:00:59');
  START TRANSACTION;
  INSERT INTO exhibit (hall, nr, doc, note, digest, spot) VALUES ('B', 1, JSON_OBJECT('n', 99.10), 'new', UNHEX('FF00'), ST_GeomFromText('POINT(7 8)'));
  UPDATE exhibit SET doc = JSON_SET(COALESCE(doc, '{}'), '$.m', 0.1), area = ST_GeomFromText('POINT(3 4)'), photo = NULL, price = price + 0.01;
  DELETE FROM exhibit WHERE hall = 'A';
  COMMIT;
  INSERT INTO visit VALUES (77, '2026-01-02', NULL), (77, '2026-01-02', NULL);
  DELETE FROM visit WHERE what = '' LIMIT 1;
  UPDATE visit SET what = 'X' WHERE what IS NULL LIMIT 1;
  UPDATE \`select\` SET \`Ä \`\`b.c\` = '😀', \`where?\` = 'y ' WHERE \`from\` = -1;
  DELETE FROM counted WHERE a IS NULL LIMIT 1;
  START TRANSACTION; INSERT INTO counted VALUES (9, 'gone'); ROLLBACK;
  USE \`Old.Town\`;
  INSERT INTO \`Street Names\` (nick, v) VALUES (UNHEX('8D9D'), REPEAT('long ', 30000));
  UPDATE \`Street Names\` SET nick = UNHEX('818D') WHERE id = 2;`;

/** The tables of the museum, with its schemas. */
export const museumTables = [
  ["museum", "visitor"],
  ["museum", "exhibit"],
  ["museum", "visit"],
  ["museum", "select"],
  ["museum", "counted"],
  ["Old.Town", "Street Names"],
] as const;

const quote = (name: string) => `\`${name.replaceAll("`", "``")}\``;

/** All rows of a table, value by value as bytes; JSON once through the parser, as text copies are. */
export async function rowsAsBytes(
  connection: Connection,
  schema: string,
  table: string,
): Promise<readonly string[]> {
  const [columns] = await connection.query(
    "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
    [schema, table],
  );
  const values = (columns as { name: string; type: string }[]).map(({ name, type }) => {
    const column = quote(name);
    if (type === "json") return `HEX(CAST(CAST(CAST(${column} AS CHAR) AS JSON) AS CHAR))`;
    if (type === "float" || type === "double") return `${column} * 1e0`;
    return type === "bit" ? `${column} + 0` : `HEX(${column})`;
  });
  const [rows] = await connection.query({
    sql: `SELECT ${values.join(", ")} FROM ${quote(schema)}.${quote(table)}`,
    rowsAsArray: true,
  });
  return (rows as unknown[][]).map((row) => JSON.stringify(row)).sort();
}
