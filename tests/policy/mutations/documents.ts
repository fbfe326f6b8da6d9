import { type Document, type Mutate } from "../support/mutate";

/** An IAM statement that allows something, with some parts replaced. */
export function statement(parts: Document): Document {
  return { Effect: "Allow", Action: "*", Resource: "*", ...parts };
}

/** An IAM policy of the statements, as JSON. */
export function policy(...statements: readonly Document[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** An IAM policy whose only statement is no list. */
export function bare(only: Document): string {
  return JSON.stringify({ Statement: only, Version: "2012-10-17" });
}

/** Adds a statement to a policy document. */
export function withStatement(added: Document) {
  return ({ Statement, ...rest }: { Statement: Document[] }) => ({
    Statement: [...Statement, added],
    ...rest,
  });
}

/** The ways in which a resource policy can be open to everybody; `attach` puts it in its place. */
export function openPolicies(
  action: string,
  attach: (policy: string) => Mutate,
): Readonly<Record<string, Mutate>> {
  const everybody: Readonly<Record<string, Document>> = {
    "a principal of *": { Principal: "*" },
    "an account of *": { Principal: { AWS: "*" } },
    "an account of * in a list": { Principal: { AWS: ["arn:aws:iam::444455556666:root", "*"] } },
    "everybody but one": {
      NotPrincipal: { AWS: "arn:aws:iam::444455556666:root" },
    },
    "a condition that anything meets": {
      Principal: "*",
      Condition: { StringLike: { "aws:SourceAccount": ["*"] } },
    },
    "a condition on any ARN": {
      Principal: "*",
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:*:*:*:*" } },
    },
    "a condition only where the key is present": {
      Principal: "*",
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": "444455556666" } },
    },
    "a condition on another account's absence": {
      Principal: "*",
      Condition: { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
    },
  };
  return Object.fromEntries([
    ...Object.entries(everybody).map(([words, parts]) => [
      words,
      attach(policy(statement({ Action: action, ...parts }))),
    ]),
    ["a statement that is no list", attach(bare(statement({ Action: [action], Principal: "*" })))],
  ]) as Readonly<Record<string, Mutate>>;
}
