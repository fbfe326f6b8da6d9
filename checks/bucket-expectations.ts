import { openStatements, refusesPlainText, type Statement } from "./live/documents";
import { unless } from "./expectations";

/** The public access block of a bucket that can never be public. */
export const neverPublic = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** Says when a bucket's policy lets requests without TLS or of everybody through. */
export const policyProblems = (bucket: string, statements: readonly Statement[]) =>
  unless(
    refusesPlainText(statements) && openStatements(statements).length === 0,
    `bucket ${bucket}: its policy lets requests without TLS or of everybody through, expected neither`,
  );
