import { expect } from "chai";
import { configured, faultsOf, readProjectFile, shortest } from "./example";

const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:erp-AbCdEf";

describe("sources", () => {
  const alternating = { "secrets.rotation.strategy": "alternatingUsers" };

  it("fail without the networks of their servers", () => {
    const tree = configured(shortest(), { "dms.sources.erp.cidrs": undefined });
    expect(faultsOf(tree)[0]).to.match(
      /^dms\.sources\.erp\.cidrs: is required without network\.onPremises; a list of /,
    );
  });

  it("need a superuser to alternate users", () => {
    expect(faultsOf(configured(shortest(), alternating))[0]).to.match(
      /^dms\.sources\.erp\.superuserSecretArn: is required for .* alternatingUsers; the ARN /,
    );
    const superuser = { "dms.sources.erp.superuserSecretArn": secret };
    expect(faultsOf(configured(shortest(), { ...alternating, ...superuser }))).to.deep.equal([]);
    const own = { "dms.sources.erp.secretArn": secret };
    expect(faultsOf(configured(shortest(), { ...alternating, ...own }))).to.deep.equal([]);
  });

  it("fail with a superuser that nothing uses", () => {
    const tree = configured(shortest(), { "dms.sources.erp.superuserSecretArn": secret });
    expect(faultsOf(tree)[0]).to.match(/^dms\.sources\.erp\.superuserSecretArn: is not used; /);
  });

  it("fail when a user's name leaves no room for its clone", () => {
    const username = "a".repeat(27);
    const users = { "dms.sources.erp.username": username, "dms.target.username": username };
    const superuser = { "dms.sources.erp.superuserSecretArn": secret };
    const problem = `"${username}" is not allowed; at most 26 characters, since alternatingUsers adds _clone`;
    expect(
      faultsOf(configured(shortest(), { ...alternating, ...superuser, ...users })),
    ).to.deep.equal([`dms.sources.erp.username: ${problem}`, `dms.target.username: ${problem}`]);
    expect(faultsOf(configured(shortest(), users))).to.deep.equal([]);
  });
});

describe("certificates of authorities", () => {
  const file = "certificates/corp-example-root-ca.pem";
  const good = readProjectFile(file);
  const expired = readProjectFile("tests/unit/config/fixtures/expired-root-ca.pem");
  const faultOf = (readFile: () => string) => faultsOf(shortest(), { readFile })[0];
  const start = `dms.sources.erp.caCertificateFile: "${file}" `;

  it("fail when there is no file", () => {
    const missing = () => {
      throw new Error("ENOENT");
    };
    expect(faultOf(missing)).to.equal(
      `${start}cannot be read; a PEM file with valid certificates of authorities`,
    );
  });

  it("fail when the file holds none", () => {
    expect(faultOf(() => "")).to.include(`${start}holds no certificate;`);
  });

  it("fail when one is damaged", () => {
    expect(faultOf(() => good.replace("MII", "MIA"))).to.include(`${start}holds a damaged`);
  });

  it("fail when one is a server's own", () => {
    const leaf = readProjectFile("tests/unit/config/fixtures/leaf.pem");
    expect(faultOf(() => good + leaf)).to.include(
      `${start}holds a certificate that is none of an authority (CN=mysql.corp.example)`,
    );
  });

  it("are required for Aurora in a region whose authorities the project does not ship", () => {
    const region = "il-central-1";
    const required =
      "dms.target.caCertificateFile: is required in il-central-1; the relative path of a .pem file with RDS's certificates of the region, which https://truststore.pki.rds.amazonaws.com/il-central-1/il-central-1-bundle.pem has";
    const tree = configured(shortest(), {
      edge: { domainName: "a.corp.example", hostedZoneId: "Z0123456789EXAMPLE" },
    });
    expect(faultsOf(tree, { region })).to.deep.equal([required]);
    const given = configured(tree, { "dms.target.caCertificateFile": file });
    expect(faultsOf(given, { region })).to.deep.equal([]);
  });

  it("fail when any of a chain has expired", () => {
    expect(faultOf(() => good + expired)).to.include(
      `${start}holds a certificate that expired on Jan  1 00:00:00 2020 GMT;`,
    );
  });

  it("fail when the file holds a private key, and do not show it", () => {
    const key = "-----BEGIN PRIVATE KEY-----\nTOPSECRET\n-----END PRIVATE KEY-----\n";
    const fault = faultOf(() => good + key);
    expect(fault).to.include(`${start}holds a private key`).and.not.include("TOPSECRET");
  });
});
