import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { makeServerCertificates } from "@landing-zone/mysql-servers/certificates";

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}[a-z]$/);
const hostName = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join("."));

describe("The certificates of a test server", () => {
  it("are valid for this machine and the names asked for, and for no other", () => {
    fc.assert(
      fc.property(fc.array(hostName, { maxLength: 8 }), hostName, (names, other) => {
        const made = makeServerCertificates(names);
        const certificate = new X509Certificate(made.certificate);
        for (const name of ["localhost", ...names])
          expect(certificate.checkHost(name)).to.equal(name);
        expect(certificate.checkIP("127.0.0.1")).to.equal("127.0.0.1");
        expect(certificate.checkIP("127.0.0.2")).to.equal(undefined);
        if (!names.includes(other)) expect(certificate.checkHost(other)).to.equal(undefined);
      }),
      { numRuns: 25 },
    );
  });

  it("are signed by an authority of their own", () => {
    const [made, another] = [makeServerCertificates(), makeServerCertificates()];
    const ca = new X509Certificate(made.ca);
    const certificate = new X509Certificate(made.certificate);
    expect(ca.ca).to.equal(true);
    expect(certificate.ca).to.equal(false);
    expect(certificate.checkIssued(ca)).to.equal(true);
    expect(certificate.verify(ca.publicKey)).to.equal(true);
    expect(certificate.verify(new X509Certificate(another.ca).publicKey)).to.equal(false);
    expect(certificate.checkPrivateKey(createPrivateKey(made.key))).to.equal(true);
  });

  it("are valid now, for a month", () => {
    const { validFromDate, validToDate } = new X509Certificate(
      makeServerCertificates().certificate,
    );
    const days = (validToDate.getTime() - Date.now()) / 86_400_000;
    expect(validFromDate.getTime()).to.be.below(Date.now());
    expect(days).to.be.within(29, 31);
  });
});
