import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "id",
  tag: (CertificateArn, tags, { acm }) =>
    acm.addTagsToCertificate({ CertificateArn, Tags: tagList(tags) }),
  untag: (CertificateArn, keys, { acm }) =>
    acm.removeTagsFromCertificate({ CertificateArn, Tags: keys.map((Key) => ({ Key })) }),
};

const certificate = resource<aws.acm.CertificateArgs, aws.acm.CertificateState>({
  async create(inputs, { acm }) {
    const made = await acm.requestCertificate({
      DomainName: inputs.domainName,
      ValidationMethod: inputs.validationMethod as "DNS" | undefined,
      SubjectAlternativeNames: inputs.subjectAlternativeNames,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.CertificateArn, "a certificate ARN");
  },
  async read({ id }, { acm }) {
    const [{ Certificate: found }, { Tags }] = await Promise.all([
      acm.describeCertificate({ CertificateArn: id }),
      acm.listTagsForCertificate({ CertificateArn: id }),
    ]);
    return (
      found && {
        arn: id,
        domainName: found.DomainName,
        subjectAlternativeNames: found.SubjectAlternativeNames?.filter(
          (name) => name !== found.DomainName,
        ),
        status: found.Status,
        type: found.Type,
        keyAlgorithm: found.KeyAlgorithm?.replaceAll("-", "_"),
        domainValidationOptions: found.DomainValidationOptions?.map((option) => ({
          domainName: option.DomainName ?? "",
          resourceRecordName: option.ResourceRecord?.Name ?? "",
          resourceRecordType: option.ResourceRecord?.Type ?? "",
          resourceRecordValue: option.ResourceRecord?.Value ?? "",
        })),
        tagsAll: tagMap(Tags),
      }
    );
  },
  delete: ({ id }, { acm }) => acm.deleteCertificate({ CertificateArn: id }),
  replaceOn: "all",
  tagging,
});

/**
 * No object in AWS: reports that the certificate is issued. The emulator issues every certificate.
 */
const certificateValidation = resource<
  aws.acm.CertificateValidationArgs,
  aws.acm.CertificateValidationState
>({
  async create({ certificateArn }, { acm }) {
    const { Certificate } = await acm.describeCertificate({ CertificateArn: certificateArn });
    if (Certificate?.Status !== "ISSUED") {
      throw new Error(`The certificate ${certificateArn} is ${Certificate?.Status ?? "missing"}.`);
    }
    return (Certificate.IssuedAt ?? Certificate.CreatedAt ?? new Date(0)).toISOString();
  },
  async read({ state }, { acm }) {
    const CertificateArn = required(state.certificateArn, "a certificate ARN");
    const { Certificate } = await acm.describeCertificate({ CertificateArn });
    return Certificate?.Status === "ISSUED" ? { certificateArn: CertificateArn } : undefined;
  },
  delete: () => Promise.resolve(),
  replaceOn: "all",
});

/** Certificates. */
export const acm: ResourceTable = {
  "aws:acm/certificate:Certificate": certificate,
  "aws:acm/certificateValidation:CertificateValidation": certificateValidation,
};
