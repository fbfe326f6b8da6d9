import { type TestLevelVerification } from "./items";

/** Verifications that only tests of the program can make, as AWS shows nothing of them. */
export const testLevelVerifications: readonly TestLevelVerification[] = [
  {
    type: "random:index/randomPassword:RandomPassword",
    property: "overrideSpecial",
    test: "RotatedSecret never holds a password that breaks a DMS endpoint, at first or after a rotation",
    reason: "it is in the state alone, and the checks read no secret's value",
  },
  {
    type: "random:index/randomId:RandomId",
    property: "keepers",
    test: "Database renames the final snapshot only for another cluster",
    reason: "it names a snapshot that is there once the cluster is gone",
  },
];
