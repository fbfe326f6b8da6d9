import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { mistakesIn } from "../../policy-pack/lib/configuration";
import { controls } from "../../policy-pack/lib/fsbp";
import { toPolicy } from "../../policy-pack/lib/policy";
import { types } from "../../policy-pack/lib/tokens";
import { packRules } from "../../policy-pack/hygiene";
import { Session } from "../../policy-pack/lib/session";
import { areas, rules } from "../../policy-pack/policies";
import { documents } from "../../policy-pack/scripts/documents";
import { sdkClass } from "../support/sdk-class";
import { evaluate } from "./support/evaluate";
import { draft, plan } from "./support/plan";

const pack = join(__dirname, "../../policy-pack");
const tests = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
const session = new Session();
const all = packRules(rules, session);

describe("the rules of the pack", () => {
  it("are those of the files in the folders of areas", () => {
    const folder = join(pack, "policies");
    const folders = readdirSync(folder, { withFileTypes: true }).filter((item) =>
      item.isDirectory(),
    );
    expect(folders.map(({ name }) => name)).to.have.members(Object.keys(areas));
    for (const [area, list] of Object.entries(areas)) {
      const files = readdirSync(join(folder, area)).map((file) => basename(file, ".ts"));
      expect(files.sort(), area).to.deep.equal(list.map(({ name }) => name));
    }
  });

  it("are each described by tests", () => {
    const text = tests.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
    const described = [...text.matchAll(/describeRule\((\w+),/g)].map(([, name]) =>
      name!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(described.sort()).to.deep.equal(rules.map(({ name }) => name).sort());
  });

  it("have a link, and name existing controls", () => {
    for (const rule of all) {
      expect(toPolicy(rule, session).url, rule.name).to.match(/^https:\/\//);
      expect(Object.keys(controls), rule.name).to.include.members([...(rule.controls?.fsbp ?? [])]);
    }
  });

  it("hold every control of the catalogue that does not say why not, and none that does", () => {
    const held = new Set(rules.flatMap((rule) => rule.controls?.fsbp ?? []));
    for (const [id, control] of Object.entries(controls)) {
      expect(held.has(id), id).to.equal(control.notHeld === undefined);
    }
  });

  it("know the types that @pulumi/aws registers", () => {
    for (const token of new Set(Object.values(types).flat())) {
      expect(registered(token), token).to.equal(true);
    }
  });

  it("have their documents generated", () => {
    for (const [path, text] of Object.entries(documents())) {
      expect(
        readFileSync(join(pack, path), "utf8"),
        `${path}: npm run docs -w policy-pack`,
      ).to.equal(text);
    }
  });
});

describe("the rules for DMS", () => {
  it("blame resources that say nothing of public access, TLS, keys, logs, upgrades and a standby", () => {
    const bare = plan(
      draft("dms.ReplicationInstance", "dms"),
      draft("dms.Endpoint", "source", { endpointType: "source", engineName: "mysql" }),
      draft("dms.ReplicationTask", "orders", { migrationType: "full-load-and-cdc" }),
    );
    const violations = evaluate(bare, rules).filter(({ outcome }) => outcome === "violation");
    expect(violations.map(({ rule }) => rule)).to.include.members([
      "dms-not-public",
      "dms-endpoint-ssl",
      "dms-encrypted-cmk",
      "dms-task-logging",
      "dms-minor-upgrade",
      "dms-multi-az",
    ]);
  });
});

describe("the presets", () => {
  const directory = join(pack, "presets");
  for (const file of readdirSync(directory)) {
    it(`${file} names rules and options that exist, at levels that exist`, () => {
      const preset = JSON.parse(readFileSync(join(directory, file), "utf8")) as Record<
        string,
        unknown
      >;
      const sections = Object.entries(preset).map(([name, section]) => {
        const { enforcementLevel, ...options } =
          typeof section === "string"
            ? { enforcementLevel: section }
            : (section as Record<string, unknown>);
        expect(["advisory", "mandatory", "disabled"], name).to.include(enforcementLevel);
        return [name, options] as const;
      });
      expect(mistakesIn(Object.fromEntries(sections), rules)).to.deep.equal([]);
    });
  }
});

/** Whether a class has the token, or had it under an older name, which its constructor lists. */
function registered(token: string): boolean {
  const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
  const older: Readonly<Record<string, string>> = {
    elasticloadbalancingv2: "lb",
    applicationloadbalancing: "alb",
  };
  const current = older[module];
  return current === undefined
    ? sdkClass(module, name)?.__pulumiType === token
    : Function.prototype.toString.call(sdkClass(current, name)).includes(`"${token}"`);
}
