import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import { rdsRootCertificates } from "../../../lib/rds-certificates";

const certificatesOf = (bundle: string) =>
  (bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );

describe("rdsRootCertificates", () => {
  for (const region of ["us-east-1", "us-east-2", "eu-central-1", "eu-west-1", "ap-south-2"]) {
    it(`bundles the RSA and ECC roots of ${region} and nothing else`, () => {
      const roots = certificatesOf(rdsRootCertificates(region));
      expect(roots.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1])).to.have.members([
        `Amazon RDS ${region} Root CA RSA2048 G1`,
        `Amazon RDS ${region} Root CA RSA4096 G1`,
        `Amazon RDS ${region} Root CA ECC384 G1`,
      ]);
      for (const root of roots) {
        expect(root.verify(root.publicKey), root.subject).to.equal(true);
      }
    });
  }

  it("bundles roots that outlive the migration by decades", () => {
    for (const root of certificatesOf(rdsRootCertificates("us-east-1"))) {
      expect(new Date(root.validTo).getUTCFullYear(), root.subject).to.be.at.least(2060);
    }
  });

  it("names the regions it knows when it does not know one", () => {
    expect(() => rdsRootCertificates("mars-north-1")).to.throw(
      RangeError,
      /"mars-north-1"; known are af-south-1, .*, us-west-2$/,
    );
  });
});
