import { expect } from "chai";
import { configured, faultsOf, shortest, spacious } from "./example";

const instead = "passwords belong in Secrets Manager, which dms.sources.<name>.secretArn";
/** Parts of the credentials below: none may be in a message. */
const marker = /hunter2|Swordfish|AKIAIOSFODNN7EXAMPLE|ghp_|MIIEvQ/;
const credentials = [
  "mysql://root:hunter2@mysql.corp.example",
  "root:hunter2@mysql.corp.example:3306/orders",
  "Server=db;User=root;Password=Swordfish",
  "AKIAIOSFODNN7EXAMPLE",
  `ghp_${"Swordfish".repeat(4)}`,
  "-----BEGIN RSA PRIVATE KEY-----MIIEvQ",
];

describe("credentials in the configuration", () => {
  for (const value of credentials) {
    for (const key of ["dms.sources.erp.host", "network.cidr", "edge", "tags.owner"]) {
      it(`are not shown: ${value.slice(0, 12)}… as ${key}`, () => {
        const lines = faultsOf(configured(shortest(), { [key]: value }));
        expect(lines).not.to.deep.equal([]);
        expect(lines.join("\n")).not.to.match(marker);
        expect(lines.join("\n")).to.match(/looks like a credential/);
      });
    }
  }

  it("are not shown inside of a larger value, nor by the name of their key", () => {
    const table = { schema: "orders", password: "hunter2", note: "mysql://a:hunter2@b" };
    const tree = configured(spacious(), { "dms.migrations.orders.tables": table });
    expect(faultsOf(tree).join("\n")).to.include("looks like a credential").and.not.match(marker);
  });

  it("are refused as tags, which everybody reads", () => {
    for (const key of ["dbPassword", "api-key", "clientSecret"]) {
      const [line, ...others] = faultsOf(configured(shortest(), { [`tags.${key}`]: "hunter2" }));
      expect(others).to.deep.equal([]);
      expect(line).to.include(
        `tags.${key}: names a credential, and tags are not secret; ${instead}`,
      );
      expect(line).not.to.match(marker);
    }
  });

  it("are refused with the key that takes a secret", () => {
    const [line] = faultsOf(configured(shortest(), { "database.adminPassword": "hunter2" }));
    expect(line)
      .to.include(`database.adminPassword: unknown key; ${instead}`)
      .and.not.match(marker);
  });

  it("are nothing that is often written: names, ARNs, windows, times", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf";
    const tree = configured(spacious(), {
      "dms.sources.erp.secretArn": arn,
      "tags.contact": "dba@corp.example",
      "tags.runbook": "https://wiki.corp.example/runbook:1",
      "tags.passenger": "2",
    });
    expect(faultsOf(tree)).to.deep.equal([]);
  });
});
