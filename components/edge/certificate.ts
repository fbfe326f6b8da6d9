import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { validatedName, validatedNames } from "../../lib/domain-names";
import type { EdgeSettings } from "../../lib/settings/edge";

/** The names that clients use. */
export type Domain = Required<
  Pick<EdgeSettings, "domainName" | "alternativeNames" | "hostedZoneId">
>;

/**
 * A certificate from ACM, validated through DNS, which ACM renews by itself as long as the records
 * are there.
 *
 * @returns The certificate's ARN, known once ACM has issued it: a listener refuses a pending one.
 */
export function createCertificate(
  name: string,
  { domainName, alternativeNames, hostedZoneId }: Domain,
  tags: Record<string, string> | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const certificate = new acm.Certificate(
    name,
    {
      domainName,
      subjectAlternativeNames: alternativeNames,
      validationMethod: "DNS",
      tags,
    },
    opts,
  );
  const records = validatedNames([domainName, ...alternativeNames]).map((proven) => {
    const record = `${name}-validation`;
    return createProof(
      proven === domainName ? record : `${record}-${proven}`,
      { proven, hostedZoneId },
      certificate,
      opts,
    );
  });
  const validation = new acm.CertificateValidation(
    name,
    {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
    },
    opts,
  );
  return validation.certificateArn;
}

/** The DNS record that proves to ACM that we control a name. */
function createProof(
  name: string,
  { proven, hostedZoneId }: { readonly proven: string; readonly hostedZoneId: string },
  certificate: acm.Certificate,
  opts: pulumi.CustomResourceOptions,
): route53.Record {
  const proof = certificate.domainValidationOptions.apply((options) => {
    const found = options.find(({ domainName }) => validatedName(domainName) === proven);
    if (!found) throw new Error(`ACM has given no DNS record to validate ${proven} with`);
    return found;
  });
  return new route53.Record(
    name,
    {
      zoneId: hostedZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
    },
    opts,
  );
}
