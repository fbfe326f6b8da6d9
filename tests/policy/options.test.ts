import { expect } from "chai";
import { packRules } from "../../policy-pack/hygiene";
import { sectionMistakes } from "../../policy-pack/lib/configuration";
import { type Option, valuesOf } from "../../policy-pack/lib/options";
import { Session } from "../../policy-pack/lib/session";
import { rules } from "../../policy-pack/policies";

const all = packRules(rules, new Session());
const options = all.flatMap((rule) =>
  Object.entries(rule.options ?? {}).map(([name, option]) => ({ rule, name, option })),
);

/** Values that undo a rule, or that no rule can read. */
const nonsense: readonly unknown[] = [
  null,
  "",
  "*",
  {},
  { toString: 1 },
  -1,
  1.5,
  1e9,
  [null],
  [{}],
  [["a"]],
  ["*"],
  ["**"],
  [""],
  ["0.0.0.0/0"],
  ["0.0.0.0/1", "128.0.0.0/1"],
  ["::/0"],
  [-1],
  [65536],
  ["\u001b[31m"],
  Array.from({ length: 10_000 }, () => "x"),
];

describe("the options of the rules", () => {
  for (const { rule, name, option } of options) {
    it(`${rule.name} ${name} has bounds, inside which its default lies`, () => {
      expect(option.refused(option.default)).to.deep.equal([]);
      expect(option.schema.description).to.match(/\.$|\]\.$/);
      expect(option.allowed).to.not.equal("");
      const lists = name === "relaxations";
      for (const value of nonsense.filter((item) => !(lists && Array.isArray(item)))) {
        const refused = option.refused(value);
        expect(refused, JSON.stringify(value)).to.not.deep.equal([]);
        const [mistake] = sectionMistakes(rule, { [name]: value });
        expect(mistake).to.equal(
          `${name} of ${rule.name} must not be ${refused[0]!}; allowed: ${option.allowed}`,
        );
        expect(valuesOf({ [name]: option }, { [name]: value })[name]).to.equal(option.default);
      }
    });
  }

  it("whose lists must not be empty refuse an empty one", () => {
    const emptied = options.filter(({ option }) => option.refused([]).length === 0);
    // The lists that make a rule stricter, or leave something out of it.
    expect(emptied.map(({ rule, name }) => `${rule.name} ${name}`)).to.have.members([
      ...["severities", "frameworks", "services", "rules"].map((name) => `selection ${name}`),
      "cidr-no-overlap allowedCidrs",
      "cidr-no-overlap onPremisesCidrs",
      "dms-role-confused-deputy exempt",
      "egress-destination-typed destinationCidrs",
      "egress-onprem-limited onPremisesCidrs",
      "egress-onprem-limited ports",
      "guard-hygiene relaxations",
      "naming patterns",
      "region-allowlist regions",
      "s3-policy-not-public ownAccounts",
      "sg-ingress-no-open openPorts",
      "secret-rotation-window frozenWindows",
      "windows-no-overlap frozenWindows",
    ]);
  });

  it("that are numbers have both ends", () => {
    const numbers = options.filter(({ option }) => typeof option.default === "number");
    for (const { rule, name, option } of numbers) {
      const { minimum, maximum } = option.schema as { minimum: number; maximum: number };
      expect(refuses(option, minimum - 1) && refuses(option, maximum + 1), `${rule.name} ${name}`)
        .to.be.true;
      expect(refuses(option, minimum) || refuses(option, maximum), `${rule.name} ${name}`).to.be
        .false;
    }
    expect(numbers).to.not.be.empty;
  });
});

function refuses(option: Option<unknown>, value: unknown): boolean {
  return option.refused(value).length > 0;
}
