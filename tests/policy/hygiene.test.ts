import { expect } from "chai";
import { packRules } from "../../policy-pack/hygiene";
import { type Configuration, mistakesIn } from "../../policy-pack/lib/configuration";
import { type Session } from "../../policy-pack/lib/session";
import { rules } from "../../policy-pack/policies";
import { stopClock } from "./support/clock";
import { evaluate } from "./support/evaluate";
import { draft, plan } from "./support/plan";

const now = "2026-11-28T12:00:00Z";
const [yesterday, today, day180, day181] = ["2026-11-27", "2026-11-28", "2027-05-27", "2027-05-28"];
const approval = {
  reason: "accepted while the pilot runs",
  approvedBy: "security@corp.example",
  since: yesterday,
  expires: today,
};
const valid = { resource: "db", finding: "the secret has no kmsKeyId", ...approval };

/** Findings of the rules about the configuration while a secret without a key is analyzed. */
function judge(configuration: Configuration) {
  const stack = plan(draft("secretsmanager.Secret", "db"), draft("kms.Key", "key"));
  const all = (session: Session) => packRules(rules, session);
  return evaluate(stack, all, configuration)
    .filter(({ rule }) => rule.endsWith("-hygiene"))
    .map(({ level, message }) => `${level}: ${message.split("\n").at(-1) ?? ""}`);
}

describe("exceptions-hygiene", () => {
  stopClock(now);

  it("accepts an exception that is complete, current and used", () => {
    expect(judge({ "secret-cmk": { exceptions: [{ ...valid, ticket: "SEC-1" }] } })).to.deep.equal(
      [],
    );
  });

  it("accepts a resource by its URN, with anything in place of *", () => {
    const resource = "urn:pulumi:*::aws:secretsmanager/*::db";
    const finding = "the secret has no *";
    expect(
      judge({ "secret-cmk": { exceptions: [{ ...valid, resource, finding }] } }),
    ).to.deep.equal([]);
  });

  const mistakes: Readonly<Record<string, readonly [exception: unknown, says: string]>> = {
    "no reason": [{ ...valid, reason: undefined }, "has no reason"],
    "a short reason": [{ ...valid, reason: "because" }, "has a reason shorter than 15 characters"],
    "no approver": [{ ...valid, approvedBy: " " }, "has no approvedBy"],
    "no finding": [{ ...valid, finding: undefined }, "has no finding"],
    "no day of the approval": [{ ...valid, since: undefined }, "has no since"],
    "a day that does not exist": [
      { ...valid, expires: "2026-02-30" },
      "has for expires no date of the form YYYY-MM-DD",
    ],
    "a date of another form": [
      { ...valid, expires: "31.12.2999" },
      "has for expires no date of the form YYYY-MM-DD",
    ],
    "an approval in the future": [
      { ...valid, since: day180, expires: day180 },
      `is approved in the future, on ${day180}`,
    ],
    "an end too far ahead": [
      { ...valid, expires: day181 },
      `expires on ${day181}, more than 180 days ahead`,
    ],
    "an end in the year 9999": [
      { ...valid, expires: "9999-12-31" },
      "expires on 9999-12-31, more than 180 days ahead",
    ],
    "any resource": [
      { ...valid, resource: "*" },
      "has a resource that names too many: give the name, or 3 characters of it besides *",
    ],
    "any URN": [
      { ...valid, resource: "urn:pulumi:dev::*::aws:secretsmanager/secret:Secret::**" },
      "has a resource that names too many: give the name, or 3 characters of it besides *",
    ],
    "any finding": [
      { ...valid, finding: "*the*" },
      "has a finding that names too many: give the message, or 8 characters of it besides *",
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
      "advisory: the exception of kms-rotation for db covers no finding; delete it if it is not needed",
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
      "mandatory: the exceptions of secret-cmk are not a list",
    ]);
  });
});

describe("configuration-hygiene", () => {
  it("reports options that do not exist", () => {
    expect(judge({ "kms-deletion-window": { minDay: 1 } })).to.deep.equal([
      'mandatory: kms-deletion-window has no option "minDay"; it has minDays, exceptions, baseline',
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
    const range =
      "0 to 50 texts, each an address range such as 10.0.0.0/16: private, or public of /16 (IPv6: /32) or smaller";
    expect(mistakesIn(configured, rules)).to.deep.equal([
      `allowedCidrs of cidr-no-overlap must not be "10.0.0.0/33"; allowed: ${range}`,
      `onPremisesCidrs of cidr-no-overlap must not be "corp"; allowed: ${range}`,
      `onPremisesCidrs of egress-onprem-limited must not be "10.9.0.0"; allowed: ${range}`,
      'frozenWindows of windows-no-overlap must not be "sunday"; allowed: 0 to 50 texts, each a window, ddd:hh:mm-ddd:hh:mm or hh:mm-hh:mm',
    ]);
  });

  it("accepts the section of all rules and its own", () => {
    expect(mistakesIn({ all: {}, "configuration-hygiene": {}, "exceptions-hygiene": {} }, rules)).to
      .be.empty;
  });
});

describe("a baseline", () => {
  stopClock(now);

  const urn = "urn:pulumi:dev::landing-zone::aws:secretsmanager/secret:Secret::db";
  const entry = { resource: urn, finding: "the secret has no kmsKeyId", since: yesterday };

  it("keeps what was there from blocking, and shows since when it is known", () => {
    const stack = plan(draft("secretsmanager.Secret", "db"), draft("secretsmanager.Secret", "new"));
    const found = evaluate(stack, rules, { "secret-cmk": { baseline: [entry] } })
      .filter(({ rule }) => rule === "secret-cmk")
      .map(({ level, urn: of, message }) => `${level} ${of?.split("::").at(-1) ?? ""} ${message}`);
    expect(found).to.deep.equal([
      `advisory db BASELINE since ${yesterday}: the secret has no kmsKeyId`,
      "mandatory new the secret has no kmsKeyId",
    ]);
  });

  it("remarks on findings that are no longer there, and refuses what it cannot read", () => {
    const baseline = [
      { ...entry, finding: "another" },
      { ...entry, since: "soon" },
    ];
    expect(judge({ "secret-cmk": { baseline } })).to.deep.equal([
      "mandatory: entry 2 of the baseline of secret-cmk has for since no date of the form YYYY-MM-DD",
      "advisory: 1 of the 2 findings in the baseline of secret-cmk are no longer there; delete them",
    ]);
  });

  it("is not accepted by a rule that accepts no exceptions", () => {
    expect(judge({ "kms-not-public": { baseline: [entry] } })).to.deep.equal([
      "mandatory: kms-not-public accepts no baseline",
    ]);
  });
});

describe("control characters", () => {
  it("reach no terminal, wherever they stand", () => {
    const evil = "\u001b]0;owned\u0007\u009b31m\u202e\r\n";
    const exception = { ...valid, reason: `a reason long enough ${evil}`, approvedBy: evil };
    const configuration = {
      "secret-cmk": { exceptions: [exception, { ...valid, [evil]: evil }], [evil]: 1 },
      "log-retention": { minDays: evil },
      "guard-hygiene": { relaxations: [{ ...approval, rule: evil }] },
    };
    const stack = plan(
      draft("secretsmanager.Secret", "db"),
      draft("cloudwatch.LogGroup", "logs", { retentionInDays: evil }),
      draft("rds.Cluster", "aurora", { engine: "aurora-mysql", engineVersion: evil }),
    );
    const all = (session: Session) => packRules(rules, session);
    const messages = evaluate(stack, all, configuration).map(({ message }) => message);
    expect(messages.join("")).to.contain("\\u001b");
    for (const message of messages) {
      // The SDK puts a line break between a rule's demand and its message.
      expect(message.replace("\n", "")).to.not.match(/[\p{Cc}\u2028-\u202e]/u);
    }
  });
});
