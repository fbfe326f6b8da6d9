import { expect } from "chai";
import { namespaceFaults } from "../../../config/namespaces";

const faults = (key: string) => namespaceFaults({ [key]: "{}" }, "migration-landing-zone");

describe("the namespace of keys", () => {
  for (const namespace of [
    "migration-landingzone",
    "migrations-landing-zone",
    "Migration-Landing-Zone",
    "migration_landing_zone",
    "migation-landing-zone",
  ]) {
    it(`fails when it is nearly the project's: ${namespace}`, () => {
      expect(faults(`${namespace}:network`)).to.deep.equal([
        `${namespace}:network: "${namespace}" is not the project's namespace; did you mean "migration-landing-zone"?`,
      ]);
    });
  }

  for (const key of [
    "migration-landing-zone:network",
    "aws:region",
    "other:network",
    "pulumi:tags",
  ]) {
    it(`is taken: ${key}`, () => {
      expect(faults(key)).to.deep.equal([]);
    });
  }
});
