import { ResourceInUseException } from "@aws-sdk/client-acm";
import { ifFound, required, type Aws } from "../aws";
import { tagMap } from "../tags";

// A certificate that the configuration names exists before the stack does, and the emulator starts
// empty. A certificate of the emulator's own then takes its place, tagged with the ARN of the
// original.

const substitutedFor = "emulator:substitute-for";

/** The certificate to use for the one that the program names: that one itself, if it is there. */
export async function certificateInPlaceOf(named: string, aws: Aws): Promise<string> {
  const present =
    (await ifFound(aws.acm.describeCertificate({ CertificateArn: named })))?.Certificate ??
    (await findSubstitute(named, aws));
  if (present?.CertificateArn) return present.CertificateArn;
  const made = await aws.acm.requestCertificate({
    DomainName: "substitute.example",
    ValidationMethod: "DNS",
    Tags: [{ Key: substitutedFor, Value: named }],
  });
  return required(made.CertificateArn, "a certificate ARN");
}

/** The certificate that the program names, given the one in use. */
export async function certificateNamed(inUse: string, { acm }: Aws): Promise<string> {
  const answer = await ifFound(acm.listTagsForCertificate({ CertificateArn: inUse }));
  return tagMap(answer?.Tags)[substitutedFor] ?? inUse;
}

/** Removes what {@link certificateInPlaceOf} may have made, unless something else uses it. */
export async function removeSubstitute(named: string, aws: Aws): Promise<void> {
  const substitute = await findSubstitute(named, aws);
  if (!substitute?.CertificateArn) return;
  try {
    await aws.acm.deleteCertificate({ CertificateArn: substitute.CertificateArn });
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

async function findSubstitute(named: string, aws: Aws) {
  const { CertificateSummaryList = [] } = await aws.acm.listCertificates({});
  for (const certificate of CertificateSummaryList) {
    const arn = required(certificate.CertificateArn, "a certificate ARN");
    if (arn !== named && (await certificateNamed(arn, aws)) === named) return certificate;
  }
  return undefined;
}
