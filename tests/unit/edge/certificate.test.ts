import { expect } from "chai";
import type { EdgeArgs } from "../../../components/edge";
import { promiseOf } from "../../support/mocks";
import { deploy, ownDomain } from "./edge-args";

const recordType = "aws:route53/record:Record";

describe("The certificate", () => {
  it("is the given one, and nothing is made in ACM or DNS", async () => {
    const { recording, result } = await deploy();
    expect(recording.of("aws:acm/certificate:Certificate")).to.be.empty;
    expect(recording.of(recordType)).to.be.empty;
    expect(await promiseOf(result.certificateArn)).to.equal(
      "arn:aws:acm:us-east-1:123456789012:certificate/given",
    );
  });

  it("is proven by one record in the zone of the domain", async () => {
    const { recording } = await deploy(ownDomain);
    expect(recording.one("aws:acm/certificate:Certificate").inputs).to.include({
      domainName: "orders.example.com",
      validationMethod: "DNS",
    });
    expect(recording.one(recordType, "edge-validation").inputs).to.deep.include({
      zoneId: "Z0123456789",
      name: "_proof.orders.example.com",
      type: "CNAME",
      records: ["_value.acm-validations.aws"],
    });
  });

  it("is proven by one record for each further name, which a wildcard shares with the name above", async () => {
    const { recording } = await deploy({
      ...ownDomain,
      alternativeNames: ["*.orders.example.com", "shop.example.com", "*.tenants.example.com"],
    });
    const proofs = recording
      .of(recordType)
      .filter(({ inputs }) => inputs["type"] === "CNAME")
      .map(({ name, inputs }) => `${name}: ${String(inputs["name"])}`);
    expect(proofs).to.have.members([
      "edge-validation: _proof.orders.example.com",
      "edge-validation-shop.example.com: _proof.shop.example.com",
      "edge-validation-tenants.example.com: _proof.tenants.example.com",
    ]);
    const validation = recording.one("aws:acm/certificateValidation:CertificateValidation");
    expect(validation.inputs["validationRecordFqdns"]).to.have.length(3);
  });

  it("has aliases for its further names, but none for a wildcard", async () => {
    const { recording } = await deploy({
      ...ownDomain,
      alternativeNames: ["shop.example.com", "*.tenants.example.com"],
    });
    const aliases = recording.of(recordType).filter(({ inputs }) => inputs["type"] === "A");
    expect(aliases.map(({ name, inputs }) => [name, inputs["name"]])).to.deep.equal([
      ["edge", "orders.example.com"],
      ["edge-shop.example.com", "shop.example.com"],
    ]);
  });

  it("is joined by those that are given for other names", async () => {
    const further = "arn:aws:acm:us-east-1:123456789012:certificate/old-name";
    const { recording, result } = await deploy({ additionalCertificateArns: [further] });
    const added = recording.one(
      "aws:lb/listenerCertificate:ListenerCertificate",
      "edge-load-balancer-old-name",
    );
    expect(added.inputs).to.deep.equal({
      certificateArn: further,
      listenerArn: "arn:aws:mock:us-east-1:123456789012:edge-load-balancer-https",
    });
    expect(result.additionalCertificateArns).to.deep.equal([further]);
  });

  it("is used only once ACM has issued it", async () => {
    const { recording } = await deploy(ownDomain);
    const listener = recording.one("aws:lb/listener:Listener", "edge-load-balancer-https");
    expect(listener.inputs["certificateArn"]).to.equal("arn:issued");
  });

  it("comes with an alias from the domain to the load balancer", async () => {
    const { recording } = await deploy(ownDomain);
    expect(recording.one(recordType, "edge").inputs).to.deep.include({
      zoneId: "Z0123456789",
      name: "orders.example.com",
      type: "A",
      aliases: [{ name: "edge.elb.amazonaws.com", zoneId: "Z-ELB", evaluateTargetHealth: true }],
    });
  });

  it("shows all its resources in a first preview, when ACM has not named the record yet", async () => {
    const several = { ...ownDomain, alternativeNames: ["shop.example.com"] };
    const preview = await deploy(several, { preview: true });
    const update = await deploy(several);
    const names = ({ recording }: typeof preview) => recording.all.map(({ urn }) => urn);
    expect(names(preview)).to.have.members(names(update));
  });

  const faults: [string, Partial<EdgeArgs>][] = [
    ["nothing", { certificateArn: undefined }],
    ["both ways", { ...ownDomain, certificateArn: "arn:aws:acm:us-east-1:1:certificate/a" }],
    ["a domain without its zone", { ...ownDomain, hostedZoneId: undefined }],
    ["a zone without a domain", { ...ownDomain, domainName: undefined }],
  ];
  for (const [given, changes] of faults) {
    it(`is refused when the component is given ${given}`, async () => {
      const failure = await deploy(changes).catch((error: unknown) => error);
      expect(String(failure)).to.include(
        "either certificateArn, or domainName together with hostedZoneId",
      );
    });
  }
});
