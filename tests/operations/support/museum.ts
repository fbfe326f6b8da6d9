/** The museum's schemas, whole, as a migration selects them. */
export const museumSelections = ["orders", "Odd.name-1"].map((schema) => ({
  schema,
  table: "%",
  action: "include" as const,
}));

/**
 * A schema with one of everything that makes a migration difficult, in statements that MySQL 8.0 takes;
 * with `old`, in those that MySQL 5.6 takes too.
 */
export function museumStatements(old = false): readonly string[] {
  const json = old ? "LONGTEXT" : "JSON";
  const generated = old
    ? ""
    : ", tax DECIMAL(12,2) GENERATED ALWAYS AS (ROUND(total * 0.2, 2)) STORED, note_len INT GENERATED ALWAYS AS (CHAR_LENGTH(note)) VIRTUAL";
  const spatial = old ? "" : ", SPATIAL KEY p (p)";
  return [
    "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'",
    "DROP DATABASE IF EXISTS orders",
    "DROP DATABASE IF EXISTS `Odd.name-1`",
    "CREATE DATABASE orders CHARACTER SET utf8mb4",
    "CREATE DATABASE `Odd.name-1` CHARACTER SET utf8",
    `CREATE TABLE orders.customer (
       id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(190) NOT NULL,
       name VARCHAR(80) NOT NULL DEFAULT '' COMMENT 'it''s "a" name, with (a comma)',
       tier ENUM('basic', 'gold', 'it''s, odd', 'a)b') NOT NULL DEFAULT 'it''s, odd',
       flags SET('a', 'b') NOT NULL DEFAULT '', born DATE NOT NULL DEFAULT '0000-00-00',
       balance DECIMAL(14,4) NOT NULL DEFAULT 0, ratio FLOAT, bits BIT(10) NOT NULL DEFAULT b'0',
       yr YEAR, t3 TIME(3), created TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       big BIGINT UNSIGNED NOT NULL DEFAULT 18446744073709551615, parent INT UNSIGNED,
       UNIQUE KEY uq_email (email), KEY k_name (name(10)), KEY k_parent (parent),
       CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES orders.customer (id)
     ) ENGINE=InnoDB AUTO_INCREMENT=1000 COMMENT='a ''table'''`,
    `CREATE TABLE orders.orders (
       id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, customer_id INT UNSIGNED NOT NULL,
       placed DATETIME NOT NULL, doc ${json}, total DECIMAL(12,2) NOT NULL, note TEXT${generated},
       KEY k_cust (customer_id), KEY k_placed (placed), FULLTEXT KEY f_note (note),
       CONSTRAINT fk_cust FOREIGN KEY (customer_id) REFERENCES orders.customer (id) ON DELETE CASCADE ON UPDATE CASCADE
     ) ENGINE=InnoDB`,
    `CREATE TABLE orders.order_line (
       order_id BIGINT UNSIGNED NOT NULL, line SMALLINT NOT NULL, sku VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
       PRIMARY KEY (order_id, line), KEY k_sku (sku),
       CONSTRAINT fk_order FOREIGN KEY (order_id) REFERENCES orders.orders (id) ON DELETE RESTRICT
     ) ENGINE=InnoDB`,
    "CREATE TABLE orders.counter (kind INT NOT NULL, n INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (kind, n), KEY n (n)) ENGINE=InnoDB",
    "CREATE TABLE orders.attachment (id INT AUTO_INCREMENT PRIMARY KEY, body LONGBLOB, digest BINARY(32)) ENGINE=InnoDB",
    "CREATE TABLE orders.audit_log (at DATETIME NOT NULL, who VARCHAR(60), what TEXT) ENGINE=InnoDB",
    `CREATE TABLE orders.event_part (id BIGINT NOT NULL, day DATE NOT NULL, v INT, PRIMARY KEY (id, day)) ENGINE=InnoDB
       PARTITION BY RANGE (TO_DAYS(day)) (PARTITION p1 VALUES LESS THAN (TO_DAYS('2026-01-01')), PARTITION p2 VALUES LESS THAN MAXVALUE)`,
    "CREATE TABLE orders.session_tmp (id INT PRIMARY KEY, v VARCHAR(20)) ENGINE=MEMORY",
    `CREATE TABLE orders.geo (id INT PRIMARY KEY AUTO_INCREMENT, p POINT NOT NULL${spatial}) ENGINE=InnoDB`,
    "CREATE TABLE orders.uq_nullable (a INT NULL, b VARCHAR(10), UNIQUE KEY a (a)) ENGINE=InnoDB",
    `CREATE TABLE \`Odd.name-1\`.\`Weird "Table" \`\`${"x".repeat(44)}\` (
       \`my id\` INT NOT NULL AUTO_INCREMENT PRIMARY KEY, \`KEY\` VARCHAR(50) CHARACTER SET latin1,
       \`a,b)\` INT, KEY \`k\`\`1\` (\`KEY\`, \`a,b)\`)
     ) ENGINE=InnoDB`,
    "CREATE TABLE `Odd.name-1`.legacy (id INT AUTO_INCREMENT PRIMARY KEY, v TEXT) ENGINE=MyISAM",
    "CREATE VIEW orders.gold AS SELECT id, email, balance FROM orders.customer WHERE tier = 'gold'",
    "CREATE VIEW orders.a_first AS SELECT id FROM orders.gold",
    `CREATE TRIGGER orders.trg_order AFTER INSERT ON orders.orders FOR EACH ROW
       BEGIN INSERT INTO orders.audit_log VALUES (NOW(), USER(), CONCAT('order ', NEW.id)); END`,
    "CREATE PROCEDURE orders.p_touch(IN c INT) BEGIN UPDATE orders.customer SET name = CONCAT(name, ';;') WHERE id = c; END",
    `CREATE FUNCTION orders.f_total(c INT) RETURNS DECIMAL(14,2) READS SQL DATA
       BEGIN RETURN (SELECT SUM(total) FROM orders.orders WHERE customer_id = c); END`,
    // Programs remember the mode that they were made in, and are shown in its quotes.
    "SET SESSION sql_mode = 'ANSI_QUOTES,NO_ENGINE_SUBSTITUTION'",
    `CREATE PROCEDURE orders."p ""ansi"" \`x\`"() SELECT 1 AS "one"`,
    `CREATE TRIGGER orders."t ansi" BEFORE UPDATE ON orders."customer" FOR EACH ROW SET NEW."name" = TRIM(NEW."name")`,
    "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'",
    "CREATE EVENT orders.ev_clean ON SCHEDULE EVERY 1 DAY DO DELETE FROM orders.audit_log WHERE at < NOW() - INTERVAL 30 DAY",
  ];
}
