import { expect } from "chai";
import fc from "fast-check";
import { parseServer } from "../../../operations/database/server";
import { comparable, compareTable } from "../../../operations/schema/compare";
import { rename, renamingOf } from "../../../operations/schema/rename";
import { listItems, parenthesised, tokens } from "../../../operations/schema/sql-text";
import { tableStatements } from "../../../operations/schema/statements";
import { parseTable, type TableDefinition } from "../../../operations/schema/table-definition";
import { knownCollation, translate } from "../../../operations/schema/translate";
import { config } from "../preflight/situation";

const table = (lines: readonly string[], end = "ENGINE=InnoDB"): TableDefinition =>
  parseTable(
    { schema: "orders", table: "lines" },
    `CREATE TABLE \`lines\` (\n  ${lines.join(",\n  ")}\n) ${end}`,
  );

const quotedText = fc.oneof(
  fc.string({ unit: "binary" }).map((value) => `\`${value.replaceAll("`", "``")}\``),
  fc
    .string({ unit: "binary" })
    .map((value) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`),
);
const code = fc.stringMatching(/^[a-z (]{1,10}$/).map((text) => text.replaceAll("(", "()"));

describe("the text of a statement", () => {
  it("is cut without loss, and quoted pieces are whole", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(quotedText, code)), (pieces) => {
        const sql = pieces.join(" ");
        expect(
          tokens(sql)
            .map(({ text }) => text)
            .join(""),
        ).to.equal(sql);
      }),
    );
  });

  it("gives the items of a list back, whatever is quoted or in parentheses", () => {
    const item = fc.tuple(code, quotedText, code).map((pieces) => pieces.join(" ").trim());
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), fc.string(), (items, end) => {
        expect(listItems(items.join(", "))).to.deep.equal(items);
        const { before, inside, after } = parenthesised(`x (${items.join(",")})${end}`);
        expect([before, inside, after]).to.deep.equal(["x ", items.join(","), end]);
      }),
    );
  });
});

describe("a table's definition", () => {
  it("is cut into its parts, by what they are and not by what they contain", () => {
    const { parts, options, partitions } = table(
      [
        "`KEY` enum('a, b)','PRIMARY KEY') DEFAULT 'it''s (' COMMENT 'KEY `x` (`a`)'",
        "PRIMARY KEY (`KEY`)",
        "UNIQUE KEY `u``q` (`a`,`b`(10))",
        "KEY `functional` ((lower(`a`)))",
        "FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */ ",
        "CONSTRAINT `a FOREIGN KEY` CHECK ((`a` > 0))",
        "CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES `t` (`b`)",
      ],
      "ENGINE=InnoDB AUTO_INCREMENT=7 COMMENT='AUTO_INCREMENT=8 PARTITION BY'\n/*!50100 PARTITION BY HASH (`a`)\nPARTITIONS 4 */",
    );
    expect(parts.map(({ kind, name }) => [kind, name])).to.deep.equal([
      ["column", "KEY"],
      ["primary", ""],
      ["unique", "u`q"],
      ["index", "functional"],
      ["fulltext", "f"],
      ["check", "a FOREIGN KEY"],
      ["foreign-key", "fk"],
    ]);
    expect(options).to.equal("ENGINE=InnoDB COMMENT='AUTO_INCREMENT=8 PARTITION BY'");
    expect(partitions).to.equal("PARTITION BY HASH (`a`)\nPARTITIONS 4");
  });

  it("keeps before the load the index that a counter or a foreign key needs", () => {
    const parent = table(["`id` int AUTO_INCREMENT", "`a` int", "KEY `k` (`id`)", "KEY `a` (`a`)"]);
    const child = {
      ...table([
        "`b` int",
        "KEY `b` (`b`)",
        "CONSTRAINT `fk` FOREIGN KEY (`b`) REFERENCES `lines` (`a`)",
      ]),
      table: "child",
    };
    const { before, after } = tableStatements([parent, child]);
    expect(before[0]?.sql).to.contain("KEY `k`").and.to.contain("KEY `a`");
    expect(after.map(({ makes, sql }) => [makes.name, sql])).to.deep.equal([
      [
        "child",
        "ALTER TABLE `orders`.`child`\n  ADD KEY `b` (`b`),\n  ADD CONSTRAINT `fk` FOREIGN KEY (`b`) REFERENCES `lines` (`a`)",
      ],
    ]);
  });

  it("makes one FULLTEXT index at a time", () => {
    const { after } = tableStatements([
      table(["`a` text", "FULLTEXT KEY `f` (`a`)", "FULLTEXT KEY `g` (`a`)", "KEY `k` (`a`(5))"]),
    ]);
    expect(after.map(({ makes }) => makes.keys)).to.deep.equal([["f", "k"], ["g"]]);
  });
});

describe("a table of MariaDB", () => {
  const dialects = {
    source: parseServer("10.11.6-MariaDB"),
    collations: undefined,
    defaultCollations: new Map([["latin1", "latin1_swedish_ci"]]),
  };
  const translated = (line: string, end?: string) => {
    const { definition, notes } = translate(table([line], end), dialects);
    return {
      texts: definition.parts.map(({ text }) => text),
      options: definition.options,
      notes: notes.map(({ text, isProblem }) => `${isProblem ? "! " : ""}${text}`),
    };
  };

  for (const [line, ...texts] of [
    ["`a` int(11) DEFAULT 0", "`a` int(11) DEFAULT 0"],
    ["`a` datetime DEFAULT current_timestamp()", "`a` datetime DEFAULT current_timestamp()"],
    ["`a` char(36) DEFAULT uuid() COMMENT 'x'", "`a` char(36) DEFAULT (uuid()) COMMENT 'x'"],
    [
      "`a` varchar(9) DEFAULT concat('a)',\"b\") NOT NULL",
      "`a` varchar(9) DEFAULT (concat('a)',\"b\")) NOT NULL",
    ],
    ["`a` text DEFAULT 'it''s'", "`a` text DEFAULT ('it''s')"],
    ["`a` text DEFAULT NULL", "`a` text DEFAULT NULL"],
    ["`a` int COMMENT ' DEFAULT uuid()'", "`a` int COMMENT ' DEFAULT uuid()'"],
    ["`a` int AS (`b` + 1) PERSISTENT", "`a` int AS (`b` + 1) STORED"],
    [
      "`a` varchar(9) CHARACTER SET latin1",
      "`a` varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
    ],
    ["`a` varchar(9) CHARACTER SET utf8", "`a` varchar(9) CHARACTER SET utf8mb3"],
    ["`a` longtext /*!100301 COMPRESSED*/", "`a` longtext"],
    [
      "`a` longtext DEFAULT NULL CHECK (json_valid(`a`))",
      "`a` longtext DEFAULT NULL",
      "CHECK (json_valid(`a`))",
    ],
    ["KEY `k` (`a`) IGNORED", "KEY `k` (`a`) INVISIBLE"],
  ] as const) {
    it(`has ${line}, which MySQL takes as ${texts.join(", ")}`, () => {
      expect(translated(line).texts).to.deep.equal(texts);
    });
  }

  for (const [line, problem] of [
    ["`a` uuid NOT NULL", "the type uuid of a does not exist in MySQL 8.0"],
    ["`a` inet6", "the type inet6 of a does not exist in MySQL 8.0"],
    [
      "`a` varchar(9) COLLATE klingon_ci_nopad_uca1400",
      "the collation klingon_ci_nopad_uca1400 has no counterpart on the target",
    ],
    ["UNIQUE KEY `u` (`a`) USING HASH", "the unique key u over long values is MariaDB's own"],
  ] as const) {
    it(`cannot have ${line}`, () => {
      expect(translated(line).notes).to.deep.equal([`! ${problem}`]);
    });
  }

  it("loses options that are not InnoDB's, each with the reason", () => {
    const { options, notes } = translated(
      "`a` int",
      "ENGINE=Aria DEFAULT CHARSET=latin1 PAGE_CHECKSUM=1 ROW_FORMAT=PAGE `ENCRYPTED`=YES DATA DIRECTORY='/a b' COMMENT='ENGINE=Aria ROW_FORMAT=PAGE' WITH SYSTEM VERSIONING",
    );
    expect(options).to.equal(
      "ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci COMMENT='ENGINE=Aria ROW_FORMAT=PAGE'",
    );
    expect(notes).to.have.length(6);
  });
});

describe("a collation of the source", () => {
  const mysql = new Set([
    "utf8mb4_0900_ai_ci",
    "utf8mb4_0900_as_cs",
    "utf8mb3_general_ci",
    "utf8mb4_general_ci",
  ]);
  for (const [name, known] of [
    ["utf8mb4_general_ci", "utf8mb4_general_ci"],
    ["utf8_general_ci", "utf8mb3_general_ci"],
    ["utf8mb4_general_nopad_ci", "utf8mb4_general_ci"],
    ["utf8mb4_uca1400_ai_ci", "utf8mb4_0900_ai_ci"],
    ["utf8mb4_uca1400_swedish_as_cs", "utf8mb4_0900_as_cs"],
    ["utf8mb4_uca1400_ai_cs", "utf8mb4_0900_as_cs"],
    ["latin7_none", undefined],
  ] as const) {
    it(`${name} is ${known ?? "nothing"} on the target`, () => {
      expect(knownCollation(name, mysql)).to.equal(known);
    });
  }
});

describe("a renamed table", () => {
  const scope = [
    {
      migration: "orders",
      source: { schema: "orders", table: "lines" },
      target: { schema: "shop", table: "items" },
    },
    {
      migration: "orders",
      source: { schema: "crm", table: "people" },
      target: { schema: "crm", table: "people" },
    },
  ];
  const migration = {
    ...config.dms.migrations["orders"]!,
    transformations: [
      { schema: "orders", table: "lines", column: "k", action: "rename" as const, value: "key`1" },
      ...["gone", "g"].map((column) => ({
        schema: "orders",
        table: "lines",
        column,
        action: "remove-column" as const,
      })),
    ],
  };
  const { definition, notes } = rename(
    table(
      [
        "`k` int COMMENT '`k`'",
        "`gone` int",
        "`g` int GENERATED ALWAYS AS (`k` + 1) STORED",
        "PRIMARY KEY (`k`)",
        "KEY `k` (`k`,`g`)",
        "KEY `both` (`k`,`gone`)",
        "CONSTRAINT `self` FOREIGN KEY (`k`) REFERENCES `lines` (`k`) ON DELETE CASCADE",
        "CONSTRAINT `far` FOREIGN KEY (`k`) REFERENCES `crm`.`people` (`id`)",
      ],
      "ENGINE=InnoDB\n PARTITION BY HASH (`k`)",
    ),
    renamingOf(scope, { orders: migration }),
  );

  it("has the target's names in its columns, keys, expressions and references; generated columns stay", () => {
    expect([definition.schema, definition.table]).to.deep.equal(["shop", "items"]);
    expect(definition.parts.map(({ text }) => text)).to.deep.equal([
      "`key``1` int COMMENT '`k`'",
      "`g` int GENERATED ALWAYS AS (`key``1` + 1) STORED",
      "PRIMARY KEY (`key``1`)",
      "KEY `k` (`key``1`,`g`)",
      "CONSTRAINT `self` FOREIGN KEY (`key``1`) REFERENCES `items` (`key``1`) ON DELETE CASCADE",
      "CONSTRAINT `far` FOREIGN KEY (`key``1`) REFERENCES `crm`.`people` (`id`)",
    ]);
    expect(definition.partitions).to.equal("PARTITION BY HASH (`key``1`)");
  });

  it("loses what needs a removed column, and that is noted", () => {
    expect(notes).to.deep.equal([
      { subject: "shop.items", text: "index both is left out with the column gone" },
    ]);
  });
});

describe("a comparison", () => {
  for (const [left, right] of [
    ["`a` int(11) DEFAULT NULL", "`a` int"],
    ["`a` decimal(5,2) DEFAULT 0.00", "`a` decimal(5,2) DEFAULT '0.00'"],
    [
      "`a` int GENERATED ALWAYS AS (round(`b` * 2,0)) STORED",
      "`a` int GENERATED ALWAYS AS (round((`b` * 2),0)) STORED",
    ],
    ["`a` timestamp DEFAULT current_timestamp()", "`a` timestamp DEFAULT CURRENT_TIMESTAMP"],
  ] as const) {
    it(`finds ${left} and ${right} the same between flavours`, () => {
      expect(comparable(left, false)).to.equal(comparable(right, false));
    });
  }

  for (const [left, right] of [
    ["`a` int(11)", "`a` bigint"],
    ["`a` varchar(10)", "`a` varchar(11)"],
    ["`a` int NOT NULL", "`a` int"],
    ["`a` enum('A')", "`a` enum('a')"],
    ["`a` int DEFAULT '1'", "`a` int DEFAULT '2'"],
    ["`a` int COMMENT 'a  b'", "`a` int COMMENT 'a b'"],
  ] as const) {
    it(`tells ${left} from ${right}`, () => {
      for (const isSameKind of [true, false]) {
        expect(compareTable(table([left]), table([right]), isSameKind)).to.have.length(1);
      }
    });
  }

  it("finds columns in another order, and a check of another name the same", () => {
    const [own, other] = [
      table(["`a` int", "`b` int", "CONSTRAINT `x y` CHECK (`a` > 0)"]),
      table(["`b` int", "`a` int", "CONSTRAINT `z` CHECK (`a` > 0)"]),
    ];
    expect(compareTable(own, other, true)).to.deep.equal([
      { subject: "orders.lines: order of columns", wanted: "a, b", found: "b, a" },
    ]);
  });
});
