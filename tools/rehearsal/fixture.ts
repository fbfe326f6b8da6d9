import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "mysql2/promise";

/** The schemas of the fixture. */
export const fixtureSchemas = ["orders", "crm"] as const;

const schemaSql = readFileSync(join(__dirname, "fixture.sql"), "utf8");

/** Rows of a size: customers, and for each some orders with lines. */
const rowsSql = (movements: number) => `
  USE orders;
  SET SESSION cte_max_recursion_depth = 1000000;
  INSERT INTO customer (email, name, tier, flags, born, balance, ratio, exact, bits, yr, t3, dt)
    WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    SELECT CONCAT('c', i, '@example.com'), CONCAT('Zoë 😀 ', i), ELT(1 + i % 3, 'basic', 'gold', 'it''s, odd'),
           ELT(1 + i % 4, '', 'a', 'a,c', 'b'), IF(i % 7 = 0, '0000-00-00', DATE('1960-01-01') + INTERVAL i DAY),
           i * 1.2345, i / 7, PI() * i, i % 1024, 1901 + i % 200,
           SEC_TO_TIME(i * 100 - 90000) , NOW(3) - INTERVAL i MINUTE FROM n;
  INSERT INTO orders (customer_id, placed, doc, total, note)
    SELECT id, NOW() - INTERVAL id HOUR, JSON_OBJECT('sku', CONCAT('S', id), 'price', id / 8, 'tags', JSON_ARRAY('x', NULL, TRUE)),
           id * 1.1, IF(id % 5 = 0, NULL, REPEAT('ñ', id % 300)) FROM customer;
  INSERT INTO order_line SELECT id, 1, CONCAT('sku-', id % 97), 1 + id % 5, total FROM orders;
  INSERT INTO order_line SELECT id, 2, CONCAT('SKU-', id % 89), 1, 0.01 FROM orders WHERE id % 2 = 0;
  INSERT INTO attachment (order_id, body, digest)
    SELECT id, REPEAT(UNHEX(MD5(id)), 50), UNHEX(SHA2(id, 256)) FROM orders WHERE id % 10 = 0;
  INSERT INTO event_part SELECT id, DATE('2025-06-01') + INTERVAL id % 600 DAY, id FROM orders;
  INSERT INTO geo (p) SELECT ST_GeomFromText(CONCAT('POINT(', id, ' ', -id, ')')) FROM customer LIMIT 200;
  INSERT INTO uq_nullable VALUES (NULL, 'x'), (NULL, 'x'), (1, 'y');
  INSERT INTO session_tmp VALUES (1, 'a'), (2, 'b');
  INSERT INTO \`Price List.2026 \`\`net\`\`\` SELECT id, id * 1.5, CONCAT('?', id) FROM customer LIMIT 100;
  INSERT INTO movement (sku, qty, booked, price)
    WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < ${Math.ceil(movements / 1000)})
    SELECT CONCAT('sku-', n.i % 997), m.i, NOW() - INTERVAL n.i MINUTE, (n.i * m.i) % 100000 / 100
      FROM n JOIN (SELECT id - 999 AS i FROM customer WHERE id < 2000) m;
  INSERT INTO crm.contact (nick, full_name) SELECT CONCAT('Ä', id), CONCAT('Ünal ', id) FROM orders.customer LIMIT 500;
  INSERT INTO crm.legacy (v) SELECT REPEAT('old ', id % 50) FROM orders.customer LIMIT 300;`;

/**
 * Makes the databases of the application and fills them.
 * @param movements Rows of the largest table, rounded up to thousands.
 */
export async function createFixture(source: Connection, movements: number): Promise<void> {
  await source.query("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
  await source.query(schemaSql);
  await source.query(rowsSql(movements));
}
