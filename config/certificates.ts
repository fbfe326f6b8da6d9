import { X509Certificate } from "node:crypto";
import type { Draft } from "./checks/draft";

/** Reads a text file, by its path relative to the project; throws when it cannot. */
export type ReadFile = (path: string) => string;

/**
 * Reads the authorities' certificates of the sources, as PEM text by source, and reports files that
 * hold none.
 */
export function readCertificates(draft: Draft, readFile: ReadFile): Record<string, string> {
  const { settings, faults } = draft;
  const certificates: Record<string, string> = {};
  for (const [name, source] of Object.entries(settings.dms?.sources ?? {})) {
    const file = source?.caCertificateFile;
    if (file !== undefined) {
      const path = ["dms", "sources", name, "caCertificateFile"];
      const pem = contentOf(file, readFile);
      const problem = pem === undefined ? "cannot be read" : problemWith(pem);
      if (problem !== undefined) {
        faults.add(
          path,
          `${faults.show(path, file)} ${problem}; a PEM file with valid certificates`,
        );
      }
      certificates[name] = pem ?? "";
    }
  }
  return certificates;
}

function contentOf(file: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(file);
  } catch {
    return undefined;
  }
}

function problemWith(pem: string): string | undefined {
  if (/PRIVATE KEY/.test(pem)) {
    return "holds a private key, which must stay where it is";
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) {
    return "holds no certificate";
  }
  try {
    const expired = blocks
      .map((block) => new X509Certificate(block))
      .find((certificate) => certificate.validToDate < new Date());
    return expired && `holds a certificate that expired on ${expired.validTo}`;
  } catch {
    return "holds a damaged certificate";
  }
}
