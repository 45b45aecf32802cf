// The keys of the key file, and what is derived from them. Each use has a key of its own (HKDF-SHA256, RFC 5869): a
// signature says nothing about what is sealed.
import { hkdfSync } from "node:crypto";

export const keyBytes = 32;
export const keyIdPattern = /^[0-9a-f]{12}$/;

/** A key by its id; the id follows from the key, so a damaged key is known by its id. */
export interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Oldest first, at least one; the last is the one in use. */
export type KeyRing = readonly [...Key[], Key];

export function derive(key: Uint8Array, use: string, length = keyBytes): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `kiosk-fleet ${use}`, length));
}

export function keyOf(bytes: Uint8Array): Key {
  return { id: derive(bytes, "key id", 6).toString("hex"), bytes };
}

export function currentKey(ring: KeyRing): Key {
  const [last] = ring.slice(-1);
  if (last === undefined) throw new Error("a key ring has a key");
  return last;
}
