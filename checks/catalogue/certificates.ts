import type * as aws from "@pulumi/aws";
import { certificateOf, listenerCertificatesOf, listenersOf } from "../live/elbv2";
import { recordsNamed } from "../live/route53";
import { certificateTags } from "../live/tags";
import { type AwsCli } from "../aws-cli";
import { checksOf, properties } from "../check";
import { allProblems, differences, Expectation, ofEach, unless } from "../expectations";

const check = checksOf("Load balancer");

export const certificateChecks = [
  check({
    name: "has a certificate that is issued, with a strong key",
    outputs: ["loadBalancerArn"],
    verifies: [
      ...properties<aws.acm.CertificateArgs>(
        "aws:acm/certificate:Certificate",
        "domainName",
        "validationMethod",
      ),
      ...properties<aws.acm.CertificateValidationArgs>(
        "aws:acm/certificateValidation:CertificateValidation",
        "certificateArn",
      ),
    ],
    controls: ["ACM.2"],
    run: async ({ outputs, aws }) => {
      const arns = await certificateArnsOf(aws, outputs.loadBalancerArn);
      const certificates = await Promise.all(arns.map((arn) => certificateOf(aws, arn)));
      return ofEach("certificate", certificates, (found) =>
        differences(`certificate of ${found.DomainName}`, found, {
          Status: "ISSUED",
          KeyAlgorithm: new Expectation(
            "RSA of at least 2048 bits, or an elliptic curve",
            // AWS's answers have a hyphen, unlike its list of values.
            (algorithm) => typeof algorithm === "string" && !/^RSA.1024$/.test(algorithm),
          ),
        }),
      );
    },
  }),
  check({
    name: "is found under the names of its certificate, and can renew it, when the stack made that",
    outputs: ["loadBalancerArn", "loadBalancerDnsName"],
    verifies: [
      ...properties<aws.acm.CertificateArgs>(
        "aws:acm/certificate:Certificate",
        "subjectAlternativeNames",
      ),
      ...properties<aws.route53.RecordArgs>("aws:route53/record:Record", "name", "type"),
    ],
    run: async ({ outputs, environment, aws }) => {
      const arns = await certificateArnsOf(aws, outputs.loadBalancerArn);
      const problems = arns.map(async (arn) => {
        const { Environment } = await certificateTags(aws, arn);
        // A certificate that was there before has records that are somebody else's.
        return Environment === environment
          ? recordProblems(aws, await certificateOf(aws, arn), outputs.loadBalancerDnsName)
          : [];
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "shows further certificates to clients that ask for other names",
    outputs: ["loadBalancerArn", "additionalCertificateArns"],
    verifies: properties<aws.lb.ListenerCertificateArgs>(
      "aws:lb/listenerCertificate:ListenerCertificate",
      "listenerArn",
      "certificateArn",
    ),
    run: async ({ outputs, aws }) => {
      const certificates = await certificatesOf(aws, outputs.loadBalancerArn);
      return differences(
        `load balancer ${outputs.loadBalancerArn}`,
        { furtherCertificates: certificates.filter(({ IsDefault }) => !IsDefault).length },
        { furtherCertificates: outputs.additionalCertificateArns.length },
      );
    },
  }),
];

async function certificateArnsOf(aws: AwsCli, loadBalancerArn: string): Promise<string[]> {
  const certificates = await certificatesOf(aws, loadBalancerArn);
  return certificates.map(({ CertificateArn }) => CertificateArn);
}

async function certificatesOf(aws: AwsCli, loadBalancerArn: string) {
  const listeners = await listenersOf(aws, loadBalancerArn);
  const secure = listeners.filter(({ Protocol }) => Protocol === "HTTPS");
  const certificates = secure.map(({ ListenerArn }) => listenerCertificatesOf(aws, ListenerArn));
  return (await Promise.all(certificates)).flat();
}

/** Problems of the records of a certificate's names, and of those that prove that they are ours. */
async function recordProblems(
  aws: AwsCli,
  certificate: Awaited<ReturnType<typeof certificateOf>>,
  target: string,
): Promise<string[]> {
  const { DomainName, SubjectAlternativeNames, DomainValidationOptions } = certificate;
  const names = new Set([DomainName, ...SubjectAlternativeNames]);
  const addresses = [...names]
    .filter((name) => !name.startsWith("*."))
    .map((name) => addressProblems(aws, name, target));
  const proofs = DomainValidationOptions.flatMap(({ ResourceRecord }) => ResourceRecord ?? []);
  const missing = proofs.map(async ({ Name, Type }) => {
    const found = await recordsNamed(aws, Name);
    return unless(
      found.some((record) => record.Type === Type),
      `certificate of ${DomainName}: the ${Type} record ${Name} is absent, expected it`,
    );
  });
  return allProblems([...addresses, ...missing]);
}

async function addressProblems(aws: AwsCli, name: string, target: string): Promise<string[]> {
  const aliases = (await recordsNamed(aws, name)).filter(({ Type }) => Type === "A");
  return ofEach(`address record of ${name}`, aliases, ({ AliasTarget }) =>
    differences(
      `address record of ${name}`,
      { target: AliasTarget?.DNSName.toLowerCase().replace(/^dualstack\.|\.$/g, "") },
      { target: target.toLowerCase() },
    ),
  );
}
