// Seals and opens packages (shelf/manifest.ts). Web Crypto alone, so that server, agent and tools use one and the same.
import { PackageIndex, type SignedIndex } from "./manifest.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const signing = { name: "ECDSA", hash: "SHA-256" } as const;

type SubtleKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Public keys by key id, as `readPublicKey` made them. */
export type TrustedKeys = ReadonlyMap<string, SubtleKey>;

export type Opened =
  | { readonly ok: true; readonly index: PackageIndex; readonly digest: string }
  | { readonly ok: false; readonly error: "unknown-key" | "signature" | "malformed"; readonly detail: string };

/** SHA-256, lower-case hex. */
export async function sha256Hex(octets: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", octets)));
}

/** The name of a package: SHA-256 over the octets of its index. */
export function packageDigest(signed: Pick<SignedIndex, "index">): Promise<string> {
  return sha256Hex(utf8(signed.index));
}

/** @throws DOMException where it is not the SPKI of an ECDSA P-256 key */
export async function readPublicKey(spki: Uint8Array<ArrayBuffer>): Promise<{ keyId: string; key: SubtleKey }> {
  const key = await crypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]);
  return { keyId: (await sha256Hex(spki)).slice(0, 16), key };
}

/** The octets between the lines of a PEM block; undefined where it is none of that name. */
export function pemOctets(pem: string, name: "PUBLIC KEY" | "PRIVATE KEY"): Uint8Array<ArrayBuffer> | undefined {
  const found = new RegExp(`-----BEGIN ${name}-----([A-Za-z0-9+/=\\s]+)-----END ${name}-----`).exec(pem);
  if (found === null) return undefined;
  try {
    return base64Octets((found[1] ?? "").replace(/\s/g, ""));
  } catch {
    // the alphabet is right and the length is not
    return undefined;
  }
}

/** @param key a private key, PKCS#8, ECDSA P-256 @param keyId of its public half */
export async function sealIndex(index: PackageIndex, key: SubtleKey, keyId: string): Promise<SignedIndex> {
  const text = JSON.stringify(PackageIndex.parse(index));
  const signature = new Uint8Array(await crypto.subtle.sign(signing, key, utf8(text)));
  return { index: text, keyId, signature: btoa(String.fromCharCode(...signature)) };
}

/** Checks the signature first, and reads what was signed only then. */
export async function openIndex(signed: SignedIndex, keys: TrustedKeys): Promise<Opened> {
  const key = keys.get(signed.keyId);
  if (key === undefined) return { ok: false, error: "unknown-key", detail: signed.keyId };
  const octets = utf8(signed.index);
  const right = await crypto.subtle.verify(signing, key, base64Octets(signed.signature), octets);
  if (!right) return { ok: false, error: "signature", detail: `signed by ${signed.keyId}, and not these octets` };
  let read: unknown;
  try {
    read = JSON.parse(signed.index);
  } catch (error) {
    return { ok: false, error: "malformed", detail: error instanceof Error ? error.message : "" };
  }
  const parsed = PackageIndex.safeParse(read);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, error: "malformed", detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  }
  return { ok: true, index: parsed.data, digest: await sha256Hex(octets) };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** @throws DOMException where it is no base64 */
export function base64Octets(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}
