import { expect } from "chai";
import * as fc from "fast-check";
import { isOpen } from "../../policy-pack/lib/iam/access";
import { allowsEverything, allowsWholeService } from "../../policy-pack/lib/iam/breadth";
import { narrows } from "../../policy-pack/lib/iam/conditions";
import { trustsAnyIdentity } from "../../policy-pack/lib/iam/identity-providers";
import { populations, reachesEvery } from "../../policy-pack/lib/iam/populations";
import { type Statement, statementsIn } from "../../policy-pack/lib/iam/statements";
import { unknownCheckingProxy } from "../../policy-pack/lib/sdk";
import { documents, widened, withHarmless, written } from "./support/random-documents";

type Judge = (document: readonly Statement[]) => boolean;

const onCallers: Readonly<Record<string, Judge>> = {
  "is open to everybody": isOpen,
  "lets a service act for any account": (document) =>
    document.some(
      ({ effect, principals, conditions }) =>
        effect === "Allow" &&
        principals.some(({ kind }) => kind !== "account") &&
        !narrows(conditions, "callers"),
    ),
};

const onResources: Readonly<Record<string, Judge>> = {
  "trusts any identity": (document) => isOpen(document) || trustsAnyIdentity(document),
  "decrypts with every key": (document) =>
    reachesEvery(document, ["kms:Decrypt"], populations.keys, "keys"),
  "reads every secret": (document) =>
    reachesEvery(document, ["secretsmanager:GetSecretValue"], populations.secrets, "secrets"),
  "passes every role": (document) =>
    reachesEvery(document, ["iam:PassRole"], populations.roles, "recipients"),
  "allows everything": allowsEverything,
  "allows a whole service": allowsWholeService,
};

const judges = { ...onCallers, ...onResources };
const verdict = (judge: Judge, document: object) =>
  judge(statementsIn(document as Record<string, unknown>) ?? []);
/** Number of documents that each property is tested with. */
const numRuns = 20_000;

type Written = ReturnType<typeof written>;

/** Expects that every fault of the narrow document is one of the wide document too. */
function expectNoneBetter(narrow: Written, wide: Written): void {
  for (const [words, judge] of Object.entries(judges)) {
    if (verdict(judge, narrow)) expect(verdict(judge, wide), words).to.equal(true);
  }
}

describe("verdicts on random documents", function () {
  this.timeout(120_000);

  it("are violations and passes, both of them often", () => {
    const seen = fc
      .sample(documents, { numRuns: 500, seed: 1 })
      .map((document) => written(document));
    for (const [words, judge] of Object.entries(judges)) {
      const violations = seen.filter((document) => verdict(judge, document)).length;
      expect(violations, words).to.be.within(20, 480);
    }
  });

  it("are never better when a document is widened", () => {
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(documents, picks, (document, steps) => {
        const [narrow, wide] = [written(document), written(widened(document, steps))];
        expectNoneBetter(narrow, wide);
      }),
      { numRuns },
    );
  });

  it("are never better by a condition that every account can satisfy", () => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, pick) => {
        const [narrow, more] = [written(document), written(withHarmless(document, pick))];
        expectNoneBetter(narrow, more);
      }),
      { numRuns },
    );
  });

  it("are the same in any order and spelling", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const [plain, odd] = [written(document), written(document, true)];
        for (const [words, judge] of Object.entries(judges)) {
          expect(verdict(judge, odd), words).to.equal(verdict(judge, plain));
        }
      }),
      { numRuns },
    );
  });

  it("are given on any JSON value in the place of a part", () => {
    const part = fc.jsonValue({ maxDepth: 3 });
    const odd = fc.record({ toString: part, valueOf: part });
    const any = fc.oneof(part, odd, fc.array(odd, { maxLength: 2 }));
    const names = [
      "Effect",
      "Principal",
      "NotPrincipal",
      "Action",
      "NotAction",
      "Resource",
      "NotResource",
      "Condition",
    ];
    const statement = fc.dictionary(fc.constantFrom(...names), any);
    fc.assert(
      fc.property(fc.oneof(any, fc.array(fc.oneof(statement, any))), (Statement) => {
        const document = unknownCheckingProxy({ Statement });
        for (const judge of Object.values(judges)) {
          expect(judge(statementsIn(document) ?? [])).to.be.a("boolean");
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
