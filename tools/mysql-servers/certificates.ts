import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** TLS certificates of a server, and the root that clients verify them by. All are PEM texts. */
export interface ServerCertificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Days for which a certificate is valid: a server of a test or a rehearsal lives shorter. */
const validDays = 30;

/**
 * A certificate authority of its own and a certificate by it for this machine: `localhost` and
 * `127.0.0.1`, so that `verify-full` succeeds with either, and fails with another name.
 */
export function makeServerCertificates(names: readonly string[] = []): ServerCertificates {
  const authority = keyPair();
  const server = keyPair();
  const issuer = "Test certificate authority";
  const ca = certificate({
    subject: issuer,
    issuer,
    publicKey: authority.publicKey,
    signer: authority.privateKey,
    extensions: [basicConstraints(true), extension("551d0f", true, bitString(Buffer.from([6]), 1))],
  });
  const leaf = certificate({
    subject: "localhost",
    issuer,
    publicKey: server.publicKey,
    signer: authority.privateKey,
    extensions: [basicConstraints(false), subjectAlternativeNames(["localhost", ...names])],
  });
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { ca, certificate: leaf, key };
}

const keyPair = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });

interface CertificateFields {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

// X.509 in DER (RFC 5280), as far as such a certificate needs it.

const tags = {
  integer: 2,
  bitString: 3,
  octets: 4,
  oid: 6,
  utf8: 12,
  utcTime: 23,
  sequence: 48,
  set: 49,
};

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const long = body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, "0");
  const size =
    body.length < 0x80
      ? Buffer.from([body.length])
      : Buffer.concat([Buffer.from([0x80 | (long.length / 2)]), Buffer.from(long, "hex")]);
  return Buffer.concat([Buffer.from([tag]), size, body]);
}

const sequence = (...content: readonly Buffer[]) => der(tags.sequence, ...content);
const oid = (hex: string) => der(tags.oid, Buffer.from(hex, "hex"));
const bitString = (bits: Buffer, unused = 0) => der(tags.bitString, Buffer.from([unused]), bits);
const boolean = (value: boolean) => Buffer.from([1, 1, value ? 0xff : 0]);
const ecdsaWithSha256 = () => sequence(oid("2a8648ce3d040302"));

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), der(tags.octets, value));
}

const basicConstraints = (isAuthority: boolean) =>
  extension("551d13", true, sequence(...(isAuthority ? [boolean(true)] : [])));

function subjectAlternativeNames(names: readonly string[]): Buffer {
  const dns = names.map((name) => der(0x82, Buffer.from(name)));
  return extension("551d11", false, sequence(...dns, der(0x87, Buffer.from([127, 0, 0, 1]))));
}

const commonName = (text: string) =>
  sequence(der(tags.set, sequence(oid("550403"), der(tags.utf8, Buffer.from(text)))));

function utcTime(date: Date): Buffer {
  const text = date
    .toISOString()
    .replaceAll(/[-:T]|\.\d+/g, "")
    .slice(2);
  return der(tags.utcTime, Buffer.from(text));
}

function certificate(fields: CertificateFields): string {
  const now = Date.now();
  const day = 86_400_000;
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const content = sequence(
    der(0xa0, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, serial),
    ecdsaWithSha256(),
    commonName(fields.issuer),
    sequence(utcTime(new Date(now - day)), utcTime(new Date(now + validDays * day))),
    commonName(fields.subject),
    fields.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...fields.extensions)),
  );
  const signature = sign("sha256", content, fields.signer);
  const all = sequence(content, ecdsaWithSha256(), bitString(signature));
  const lines = all.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
