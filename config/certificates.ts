import { X509Certificate } from "node:crypto";
import type { Draft } from "./checks/draft";
import type { Path } from "./faults";

/** Reads a text file, by its path relative to the project; throws when it cannot. */
export type ReadFile = (path: string) => string;

/** The content of the certificate files of a configuration: PEM text. */
export interface Certificates {
  /** By source. */
  readonly sources: Readonly<Record<string, string>>;
  /** Undefined where RDS's own certificates serve. */
  readonly target: string | undefined;
}

/** Reads the certificate authorities of the databases, and reports files that hold none. */
export function readCertificates(draft: Draft, readFile: ReadFile): Certificates {
  const { settings } = draft;
  const read = (path: Path, file: string | undefined) =>
    file === undefined ? undefined : readCertificate(draft, path, file, readFile);
  return {
    sources: Object.fromEntries(
      Object.entries(settings.dms?.sources ?? {}).map(([name, source]) => [
        name,
        read(["dms", "sources", name], source?.caCertificateFile) ?? "",
      ]),
    ),
    target: read(["dms", "target"], settings.dms?.target?.caCertificateFile),
  };
}

function readCertificate(
  { faults, today }: Draft,
  of: Path,
  file: string,
  readFile: ReadFile,
): string {
  const path = [...of, "caCertificateFile"];
  const pem = contentOf(file, readFile);
  const problem = pem === undefined ? "cannot be read" : problemWith(pem, today);
  if (problem !== undefined) {
    faults.add(
      path,
      `${faults.show(path, file)} ${problem}; a PEM file with valid certificates of authorities`,
    );
  }
  return pem ?? "";
}

function contentOf(file: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(file);
  } catch {
    return undefined;
  }
}

function problemWith(pem: string, today: Date): string | undefined {
  if (/PRIVATE KEY/.test(pem)) {
    return "holds a private key, which must stay where it is";
  }
  let certificates: readonly X509Certificate[];
  try {
    certificates = certificatesIn(pem);
  } catch {
    return "holds a damaged certificate";
  }
  if (certificates.length === 0) {
    return "holds no certificate";
  }
  const leaf = certificates.find(({ ca }) => !ca);
  if (leaf !== undefined) {
    return `holds a certificate that is none of an authority (${leaf.subject.replaceAll("\n", ", ")}), with which DMS cannot verify`;
  }
  const expired = certificates.find(({ validToDate }) => validToDate < today);
  return expired && `holds a certificate that expired on ${expired.validTo}`;
}

/**
 * The certificates in a PEM text.
 * @throws Error for a damaged one.
 */
export function certificatesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
