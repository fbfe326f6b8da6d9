import { expect } from "chai";
import { adviceOn } from "../../../config/advice";
import { configured, following, parse, readProjectFile, shortest } from "./example";

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const advice = (changes: Record<string, unknown>, today = "2026-11-28") =>
  adviceOn(parse(configured(shortest(), changes)), day(today));

describe("advice on a configuration", () => {
  it("is not given where nothing is to be known", () => {
    expect(advice({})).to.deep.equal([]);
  });

  it("is given on versions and classes that are newer than our lists, which are taken", () => {
    for (const [key, value, words] of [
      ["database.engineVersion", "8.0.mysql_aurora.3.14.0", "is newer than the known versions of"],
      ["database.engineVersion", "8.4.9", "8.4.mysql_aurora.8.4.9 is newer than"],
      ["database.instances.class", "db.r9g.large", "is newer than the classes known here"],
      ["dms.replicationInstance.class", "dms.c7i.large", "is newer than the classes known here"],
      ["dms.engineVersion", "3.7.0", "is newer than the known versions of AWS DMS"],
    ] as const) {
      const [line, ...others] = advice({ [key]: value });
      expect(line).to.include(key).and.include(words);
      expect(others).to.deep.equal([]);
    }
    for (const version of ["8.0.mysql_aurora.3.12.0", "8.0.mysql_aurora.3.13.0", "8.4.7"]) {
      expect(advice({ "database.engineVersion": version }), version).to.deep.equal([]);
    }
  });

  it("is given on what ends soon, with the date", () => {
    const version = { "database.engineVersion": "8.0.mysql_aurora.3.04.4" };
    expect(advice(version, "2026-08-01")).to.deep.equal([]);
    expect(advice(version, "2026-08-02")[0]).to.include("leaves standard support on 2026-10-31");
    expect(advice(version, "2026-11-01")[0]).to.include("left standard support on 2026-10-31");
    expect(advice({}, "2028-02-01")[0]).to.include("leaves standard support on 2028-04-30");
  });

  it("is given on certificates from 30 days before their end", () => {
    const pem = readProjectFile("certificates/corp-example-root-ca.pem");
    const { sources } = parse(shortest()).dms;
    expect(sources["erp"]?.caCertificate).to.equal(pem);
    const config = parse(shortest());
    const lines = (today: string) =>
      adviceOn(config, day(today)).filter((line) => line.includes("caCertificateFile"));
    const end = new Date(lines("2100-01-01")[0]?.match(/expires on (\S+),/)?.[1] ?? "");
    const before = (days: number) =>
      new Date(end.getTime() - days * 86_400_000).toISOString().slice(0, 10);
    expect(lines(before(31))).to.deep.equal([]);
    expect(lines(before(30))).to.deep.equal([
      `dms.sources.erp.caCertificateFile holds a certificate that expires on ${before(0)}, in 30 days: DMS then connects no more. Add the authority's next one to the file.`,
    ]);
  });

  it("is given on LOBs that are cut while only a log says so", () => {
    const lobs = (changes: Record<string, unknown>) =>
      adviceOn(parse(configured(following(), changes)), day("2026-11-28"));
    const orders = "dms.migrations.orders";
    expect(lobs({})).to.have.lengthOf(1);
    expect(lobs({})[0]).to.include("dms.migrations orders (32 KiB), followed (32 KiB)");
    const settled = {
      [`${orders}.lobMode`]: "inline",
      "dms.migrations.followed.errors.truncation": "stopTask",
    };
    expect(lobs(settled)).to.deep.equal([]);
  });

  it("is given on a boundary that the rotation functions' roles do not have", () => {
    const boundary = { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary" };
    expect(advice(boundary)[0]).to.include("does not reach the roles of the rotation functions");
    const arn = (name: string) =>
      `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`;
    const secrets = { "dms.sources.erp.secretArn": arn("erp"), "dms.target.secretArn": arn("dms") };
    expect(advice({ ...boundary, ...secrets })).to.deep.equal([]);
  });
});
