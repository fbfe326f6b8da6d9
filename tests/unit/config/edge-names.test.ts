import { expect } from "chai";
import { configured, faultsOf, shortest } from "./example";

const certificate = (id: string, region = "us-east-1") =>
  `arn:aws:acm:${region}:111122223333:certificate/${id}`;

describe("the names of the load balancer", () => {
  it("are all in the hosted zone, by default the one of the names beside the first", () => {
    const tree = configured(shortest(), {
      "edge.alternativeNames": ["shop.corp.example", "*.shop.corp.example", "corp.example"],
    });
    expect(faultsOf(tree)).to.deep.equal([]);
  });

  it("fail for each that is outside of it", () => {
    const tree = configured(shortest(), {
      "edge.alternativeNames": ["shop.example.org", "shopcorp.example", "shop.corp.example"],
    });
    const rule = "is outside edge.hostedZoneName corp.example; a name of the hosted zone";
    expect(faultsOf(tree)).to.deep.equal([
      `edge.alternativeNames[0]: "shop.example.org" ${rule}`,
      `edge.alternativeNames[1]: "shopcorp.example" ${rule}`,
    ]);
  });

  it("may be in a zone that is further up, when it is named", () => {
    const names = {
      "edge.domainName": "orders.eu.corp.example",
      "edge.alternativeNames": ["orders.us.corp.example"],
    };
    expect(faultsOf(configured(shortest(), names))).to.have.length(1);
    const named = configured(shortest(), { ...names, "edge.hostedZoneName": "corp.example" });
    expect(faultsOf(named)).to.deep.equal([]);
  });

  it("fail when the first one is not in the zone that is named", () => {
    const tree = configured(shortest(), { "edge.hostedZoneName": "example.org" });
    expect(faultsOf(tree)).to.deep.equal([
      'edge.domainName: "orders.corp.example" is outside edge.hostedZoneName example.org; a name of the hosted zone',
    ]);
  });

  it("fail when one is there twice", () => {
    const tree = configured(shortest(), {
      "edge.alternativeNames": ["a.corp.example", "orders.corp.example", "a.corp.example"],
    });
    expect(faultsOf(tree)).to.deep.equal([
      'edge.alternativeNames[1]: "orders.corp.example" is edge.domainName already; each once',
      'edge.alternativeNames[2]: "a.corp.example" is named twice; each once',
    ]);
  });

  it("fail beside a certificate that is given, which has its names", () => {
    const tree = configured(shortest(), {
      edge: {
        certificateArn: certificate("given"),
        alternativeNames: ["shop.corp.example"],
        hostedZoneName: "corp.example",
      },
    });
    const rule = "is not used; it is allowed only together with edge.domainName";
    expect(faultsOf(tree)).to.deep.equal([
      `edge.alternativeNames: ${rule}`,
      `edge.hostedZoneName: ${rule}`,
    ]);
  });
});

describe("further certificates", () => {
  it("fail for each that is there already, or of another region", () => {
    const arns = [certificate("a"), certificate("given"), certificate("a")];
    const tree = configured(shortest(), {
      edge: {
        certificateArn: certificate("given"),
        additionalCertificateArns: [...arns, certificate("b", "eu-west-1")],
      },
    });
    const at = "edge.additionalCertificateArns";
    expect(faultsOf(tree)).to.deep.equal([
      `${at}[1]: "${certificate("given")}" is edge.certificateArn already; each once`,
      `${at}[2]: "${certificate("a")}" is named twice; each once`,
      `${at}[3]: "${certificate("b", "eu-west-1")}" is a certificate of another region; one of us-east-1, the stack's region`,
    ]);
  });

  it("go with a certificate of the stack's own too", () => {
    const tree = configured(shortest(), { "edge.additionalCertificateArns": [certificate("a")] });
    expect(faultsOf(tree)).to.deep.equal([]);
  });
});
