import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The name that clients use. */
export interface Domain {
  /** Such as `orders.example.com`. */
  readonly domainName: string;
  /** Id of the public Route 53 zone that holds the name. */
  readonly hostedZoneId: string;
}

/**
 * A certificate from ACM, validated through DNS, which ACM renews by itself as long as the record
 * is there.
 *
 * @returns The certificate's ARN, known once ACM has issued it: a listener refuses a pending one.
 */
export function createCertificate(
  name: string,
  { domainName, hostedZoneId }: Domain,
  tags: Record<string, string> | undefined,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const certificate = new aws.acm.Certificate(
    name,
    { domainName, validationMethod: "DNS", tags },
    opts,
  );
  const proof = certificate.domainValidationOptions.apply(([first]) => {
    if (!first) throw new Error(`ACM has given no DNS record to validate ${domainName} with`);
    return first;
  });
  const record = new aws.route53.Record(
    `${name}-validation`,
    {
      zoneId: hostedZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
    },
    opts,
  );
  const validation = new aws.acm.CertificateValidation(
    name,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    opts,
  );
  return validation.certificateArn;
}
