import { expect } from "chai";
import { hygieneRules } from "../../policy-pack/hygiene";
import { type Configuration, mistakesIn } from "../../policy-pack/lib/configuration";
import { type Session } from "../../policy-pack/lib/session";
import { rules } from "../../policy-pack/policies";
import { evaluate } from "./support/evaluate";
import { draft, plan } from "./support/plan";

const day = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - day).toISOString().slice(0, 10);
const valid = {
  resource: "db",
  reason: "accepted while the pilot runs",
  approvedBy: "security@corp.example",
  expires: today,
};

/** What the rules about the configuration say while a secret without a key is analyzed. */
function judge(configuration: Configuration) {
  const stack = plan(draft("secretsmanager.Secret", "db"), draft("kms.Key", "key"));
  const all = (session: Session) => [...rules, ...hygieneRules(rules, session)];
  return evaluate(stack, all, configuration)
    .filter(({ rule }) => rule.endsWith("-hygiene"))
    .map(({ level, message }) => `${level}: ${message.split("\n").at(-1) ?? ""}`);
}

describe("exceptions-hygiene", () => {
  it("says nothing of an exception that is complete, current and used", () => {
    expect(judge({ "secret-cmk": { exceptions: [{ ...valid, ticket: "SEC-1" }] } })).to.deep.equal(
      [],
    );
  });

  it("accepts a resource by its URN, with anything in place of *", () => {
    const resource = "urn:pulumi:*::aws:secretsmanager/*::db";
    expect(judge({ "secret-cmk": { exceptions: [{ ...valid, resource }] } })).to.deep.equal([]);
  });

  const mistakes: Readonly<Record<string, readonly [exception: unknown, says: string]>> = {
    "no reason": [{ ...valid, reason: undefined }, "has no reason"],
    "a short reason": [{ ...valid, reason: "because" }, "has a reason shorter than 15 characters"],
    "no approver": [{ ...valid, approvedBy: " " }, "has no approvedBy"],
    "a day that does not exist": [
      { ...valid, expires: "2026-02-30" },
      "does not expire on a date of the form YYYY-MM-DD",
    ],
    "a date of another form": [
      { ...valid, expires: "31.12.2999" },
      "does not expire on a date of the form YYYY-MM-DD",
    ],
    "a misspelt property": [{ ...valid, tiket: "SEC-1" }, 'has an unknown property "tiket"'],
    text: ["db", "is not an object"],
  };
  for (const [words, [exception, says]] of Object.entries(mistakes)) {
    it(`reports an exception with ${words}, which then waives nothing`, () => {
      const configuration = { "secret-cmk": { exceptions: [exception] } };
      expect(judge(configuration)).to.deep.equal([`mandatory: exception 1 of secret-cmk ${says}`]);
      const stack = plan(draft("secretsmanager.Secret", "db"));
      const outcomes = evaluate(stack, rules, configuration).filter(
        ({ rule }) => rule === "secret-cmk",
      );
      expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(["violation"]);
    });
  }

  it("reports an expired exception", () => {
    const exceptions = [{ ...valid, expires: yesterday }];
    expect(judge({ "secret-cmk": { exceptions } })).to.deep.equal([
      `mandatory: the exception of secret-cmk for db expired on ${yesterday}`,
    ]);
  });

  it("remarks on an exception that matches no resource, or waives nothing", () => {
    const exceptions = [{ ...valid, resource: "orders" }];
    expect(
      judge({ "secret-cmk": { exceptions }, "kms-rotation": { exceptions: [valid] } }),
    ).to.deep.equal([
      "advisory: the exception of kms-rotation for db waived nothing; delete it if it is not needed",
      "advisory: the exception of secret-cmk for orders matches no resource",
    ]);
  });

  it("refuses an exception of an absolute rule", () => {
    expect(judge({ "kms-not-public": { exceptions: [valid] } })).to.deep.equal([
      "mandatory: kms-not-public accepts no exceptions",
    ]);
  });

  it("reports exceptions that are no list", () => {
    expect(judge({ "secret-cmk": { exceptions: valid } })).to.deep.equal([
      "mandatory: the exceptions of secret-cmk are no list",
    ]);
  });
});

describe("configuration-hygiene", () => {
  it("reports options that do not exist", () => {
    expect(judge({ "kms-deletion-window": { minDay: 1 } })).to.deep.equal([
      'mandatory: rule "kms-deletion-window" has no option "minDay"; it has minDays, exceptions',
    ]);
  });

  it("reports ranges and windows that no rule could read", () => {
    const configured = {
      "cidr-no-overlap": {
        allowedCidrs: ["10.0.0.0/33"],
        onPremisesCidrs: ["10.8.0.0/16", "corp"],
      },
      "egress-onprem-limited": { onPremisesCidrs: ["10.9.0.0"] },
      "windows-no-overlap": { frozenWindows: ["sun:22:00-mon:04:00", "sunday"] },
    };
    expect(mistakesIn(configured, rules)).to.deep.equal([
      '"10.0.0.0/33" in allowedCidrs of cidr-no-overlap is not an address range such as 10.0.0.0/16',
      '"corp" in onPremisesCidrs of cidr-no-overlap is not an address range such as 10.0.0.0/16',
      '"10.9.0.0" in onPremisesCidrs of egress-onprem-limited is not an address range such as 10.0.0.0/16',
      '"sunday" in frozenWindows of windows-no-overlap is not a window, ddd:hh:mm-ddd:hh:mm or hh:mm-hh:mm',
    ]);
  });

  it("accepts the section of all rules and its own", () => {
    expect(mistakesIn({ all: {}, "configuration-hygiene": {}, "exceptions-hygiene": {} }, rules)).to
      .be.empty;
  });
});
