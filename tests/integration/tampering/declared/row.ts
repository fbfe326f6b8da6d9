import { type DeclaredResource } from "../../../../checks/declared/resources";
import { type Undo } from "../changes";
import { type Cloud, type Tampering } from "../cloud";

/** A change beside, or against, the stack's declarations. */
export interface Row {
  /** The change, as a sentence without its end. */
  readonly name: string;
  /** Words of the message: the thing first, then the found and the expected value. */
  readonly says:
    readonly string[] | ((cloud: Pick<Cloud, "outputs" | "declared">) => readonly string[]);
  readonly tamper: (cloud: Cloud) => Promise<Undo>;
}

/** Rows that one check must find, as tamperings. */
export function tamperings(check: string, rows: readonly Row[]): readonly Tampering[] {
  return rows.map(({ name, says, tamper }) => ({
    name,
    check,
    says: (outputs, declared) => (typeof says === "function" ? says({ outputs, declared }) : says),
    tamper,
  }));
}

/** The declared resource of a type whose name in the program matches. */
export function declaredOf(
  { declared }: Pick<Cloud, "declared">,
  type: string,
  name: RegExp = /./,
): DeclaredResource {
  const found = declared.of(type).find((it) => name.test(it.name));
  if (found === undefined) throw new Error(`Nothing of ${type} is named like ${String(name)}.`);
  return found;
}

/** A policy for one more principal, put beside the statements of a policy. */
export function withStatement(policy: string, statement: object): string {
  const document = JSON.parse(policy) as { Statement: object[] };
  return JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
}

/** An account that is nobody's here. */
export const foreignAccount = "999999999999";

/** A statement that lets another account do everything. */
export const foreignStatement = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${foreignAccount}:root` },
  Action: "*",
  Resource: "*",
};

/** A statement for everybody under a condition that always holds. */
export const alwaysStatement = {
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
  Condition: { StringLike: { "aws:PrincipalArn": "*" } },
};
