// The server's own certificate authority, made at the first start: terminals trust its certificate, which the installer
// copies (its fingerprint stands on the enrolment sheet). A certificate of the owner's can be put in its place.
import { createHash, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import "reflect-metadata"; // @peculiar/x509 resolves its algorithms through it
import * as x509 from "@peculiar/x509";

const day = 24 * 60 * 60 * 1000;
const caYears = 10;
/** Within the 825 days that clients accept. */
const serverDays = 730;
const renewBeforeDays = 30;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  readonly caFile: string;
  /** SHA-256 of the CA certificate, as `AA:BB:…` */
  readonly caFingerprint: string;
}

// the global one: its types are those that @peculiar/x509 means, with and without a browser's library in sight
async function makeKeys() {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function keyPem(key: Awaited<ReturnType<typeof makeKeys>>["privateKey"]): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

/** Whole or not at all: a power cut between key and certificate must not leave half a pair in use. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

function serial(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
    .toString("hex")
    .replace(/^[89a-f]/, "7");
}

interface Names {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** Names and addresses this machine may be reached by; `publicNames` are those that others gave it. */
export function serverNames(publicNames: readonly string[] = []): Names {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map((a) => a.address.split("%")[0] ?? ""),
  );
  return {
    dns: [...new Set(["localhost", hostname(), ...publicNames.filter((name) => isIP(name) === 0)])],
    ip: [...new Set(["127.0.0.1", "::1", ...addresses, ...publicNames.filter((name) => isIP(name) !== 0)])].filter(
      (ip) => ip !== "" && !ip.startsWith("fe80"),
    ),
  };
}

async function makeAuthority(folder: string, now: Date): Promise<void> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: "CN=Kiosk Fleet CA",
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + caYears * 365 * day),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  await writeWhole(join(folder, "ca.key"), await keyPem(keys.privateKey));
  await writeWhole(join(folder, "ca.crt"), certificate.toString("pem"));
}

async function makeServerCertificate(folder: string, now: Date, names: Names): Promise<void> {
  const ca = new x509.X509Certificate(await readFile(join(folder, "ca.crt"), "utf8"));
  const caKey = await crypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decode(await readFile(join(folder, "ca.key"), "utf8"))[0] ?? new ArrayBuffer(0),
    algorithm,
    false,
    ["sign"],
  );
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: "CN=kiosk-fleet-server",
    issuer: ca.subject,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + serverDays * day),
    signingKey: caKey,
    publicKey: keys.publicKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1"]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: "dns" as const, value })),
        ...names.ip.map((value) => ({ type: "ip" as const, value })),
      ]),
    ],
  });
  await writeWhole(join(folder, "server.key"), await keyPem(keys.privateKey));
  await writeWhole(join(folder, "server.crt"), certificate.toString("pem"));
}

function stillGood(pem: string, now: Date, names: Names, publicNames: readonly string[]): boolean {
  const certificate = new X509Certificate(pem);
  if (new Date(certificate.validTo).getTime() - now.getTime() < renewBeforeDays * day) return false;
  return (
    names.ip.every((ip) => certificate.checkIP(ip) !== undefined) &&
    publicNames.every((name) => isIP(name) !== 0 || certificate.checkHost(name) !== undefined)
  );
}

/**
 * Loads the key pair from `<dataDir>/tls`, making or renewing what is missing, runs out or lacks a name. To be asked again
 * while the server runs: it may run longer than the certificate.
 */
export async function loadServerTls(
  dataDir: string,
  now: Date,
  publicNames: readonly string[] = [],
): Promise<ServerTls> {
  const folder = join(dataDir, "tls");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const caFile = join(folder, "ca.crt");
  if (!existsSync(caFile)) await makeAuthority(folder, now);
  const certFile = join(folder, "server.crt");
  const names = serverNames(publicNames);
  if (!existsSync(certFile) || !stillGood(await readFile(certFile, "utf8"), now, names, publicNames)) {
    // an owner's own certificate comes without our CA key; it is then the owner who renews it
    if (existsSync(join(folder, "ca.key"))) await makeServerCertificate(folder, now, names);
  }
  const ca = new X509Certificate(await readFile(caFile, "utf8"));
  return {
    key: await readFile(join(folder, "server.key"), "utf8"),
    cert: await readFile(certFile, "utf8"),
    caFile,
    caFingerprint: createHash("sha256")
      .update(ca.raw)
      .digest("hex")
      .toUpperCase()
      .replace(/..(?=.)/g, "$&:"),
  };
}
