import { expect } from "chai";
import { itLives } from "./lifecycle";
import { loadBalancer, targetGroup } from "./load-balancer-fixture";
import { provider } from "./setup";

describe("certificates in the emulator", () => {
  it("keeps the further certificates of a listener whose first one is exchanged", async () => {
    const setup = await provider();
    const { client } = setup;
    const inputs = {
      loadBalancerArn: (await loadBalancer(setup, "exchanging")).id,
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/before",
      defaultActions: [
        { type: "forward", targetGroupArn: (await targetGroup(setup, "of-exchanging")).id },
      ],
    };
    const listener = await client.create("aws:lb/listener:Listener", "l", inputs);
    const further = await client.create("aws:lb/listenerCertificate:ListenerCertificate", "f", {
      listenerArn: listener.id,
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/further",
    });
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/after";
    const exchanged = await client.update(listener, { ...inputs, certificateArn });
    expect((await client.read(exchanged))?.inputs["certificateArn"]).to.equal(certificateArn);
    expect((await client.read(further))?.inputs).to.deep.equal(further.inputs);
  });

  itLives("certificate", () => ({
    type: "aws:acm/certificate:Certificate",
    inputs: {
      domainName: "orders.example",
      subjectAlternativeNames: ["shop.example", "*.shop.example"],
      validationMethod: "DNS",
      tags: { Name: "a" },
    },
    id: /^arn:aws:acm:us-east-1:123456789012:certificate\//,
    change: { tags: { Name: "b" } },
    replace: { subjectAlternativeNames: ["shop.example"] },
    outside: {
      act: ({ id }, { acm }) => acm.deleteCertificate({ CertificateArn: id }),
      differs: "gone",
    },
  }));

  itLives("certificate validation", async ({ client }) => {
    const certificate = await client.create("aws:acm/certificate:Certificate", "c", {
      domainName: "validated.example",
      validationMethod: "DNS",
    });
    return {
      type: "aws:acm/certificateValidation:CertificateValidation",
      inputs: { certificateArn: certificate.id },
      id: /^\d{4}-\d{2}-\d{2}T/,
      replace: { certificateArn: "another" },
      outside: {
        act: (_, { acm }) => acm.deleteCertificate({ CertificateArn: certificate.id }),
        differs: "gone",
      },
    };
  });

  it("puts a certificate of the emulator's own where the stack names one that is not there", async () => {
    const setup = await provider();
    const { client, aws } = setup;
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/somewhere-else";
    const target = await targetGroup(setup, "of-substitute");
    const listener = await client.create("aws:lb/listener:Listener", "l", {
      loadBalancerArn: (await loadBalancer(setup, "with-substitute")).id,
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      defaultActions: [{ type: "forward", targetGroupArn: target.id }],
    });
    const { Listeners } = await aws.elb.describeListeners({ ListenerArns: [listener.id] });
    const substitute = Listeners?.[0]?.Certificates?.[0]?.CertificateArn;
    const { Certificate } = await aws.acm.describeCertificate({ CertificateArn: substitute });

    expect(Certificate?.Status).to.equal("ISSUED");
    expect((await client.read(listener))?.inputs["certificateArn"]).to.equal(certificateArn);
    await client.delete(listener);
    const { CertificateSummaryList = [] } = await aws.acm.listCertificates({});
    expect(CertificateSummaryList.map((summary) => summary.CertificateArn)).not.to.include(
      substitute,
    );
  });
});
