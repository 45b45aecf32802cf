// What a signed link carries: `1~<link>~<expiry>~<signature>`. The signature covers the rest, so that neither the order nor
// its end can be changed, and a link that has ended is told from one that was never made without asking the store. No dot: it
// stands last in an address, where a dot makes a file's name of it.
import type { Millis } from "../time.ts";

const version = "1";
const pattern = /^1~([0-9a-f-]{36})~(\d{10,15})~([\w-]{40,80})$/;

export interface LinkClaim {
  readonly linkId: string;
  readonly expiresAt: Millis;
}

/** What is signed. */
function linkPayload({ linkId, expiresAt }: LinkClaim): string {
  return `${version}~${linkId}~${expiresAt}`;
}

export function linkToken(claim: LinkClaim, sign: (payload: string) => string): string {
  const payload = linkPayload(claim);
  return `${payload}~${sign(payload)}`;
}

/** What the token claims when its signature is ours; undefined for anything else. */
export function readLinkToken(
  token: string,
  verify: (payload: string, signature: string) => boolean,
): LinkClaim | undefined {
  const [, linkId, expiry, signature] = pattern.exec(token) ?? [];
  if (linkId === undefined || expiry === undefined || signature === undefined) return undefined;
  const claim = { linkId, expiresAt: Number(expiry) };
  return verify(linkPayload(claim), signature) ? claim : undefined;
}
