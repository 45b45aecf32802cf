// The code on a machine, checked without signal against the key that came with the bundle.
import type { FieldBundle, FieldKiosk } from "@kiosk/contract";
import type { ArrivalMatch, TagCheck } from "./engine.ts";

/** As kioskTagPattern of the contract has it; that one would bring zod onto the phone. */
const tagPattern = /^K1\.([a-z0-9][a-z0-9-]{1,39})\.([0-9A-F]{4}|-{4})\.([\w-]{86})$/;
const ecdsa = { name: "ECDSA", hash: "SHA-256" } as const;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

/** Why a text is or is not one of our codes. @param bundle null: there is no key to check it with */
export async function checkTag(bundle: FieldBundle | null, text: string): Promise<TagCheck> {
  const trimmed = text.trim();
  const [, kioskId, last4, signature] = tagPattern.exec(trimmed) ?? [];
  if (kioskId === undefined || last4 === undefined || signature === undefined) return { ok: false, why: "no-code" };
  if (bundle === null) return { ok: false, why: "no-key" };
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("spki", bytesOf(bundle.tagKey), curve, false, ["verify"]);
  const signed = new TextEncoder().encode(trimmed.slice(0, trimmed.lastIndexOf(".")));
  if (!(await crypto.subtle.verify(ecdsa, key, bytesOf(signature), signed))) return { ok: false, why: "forged" };
  const kiosk = bundle.kiosks.find(({ id }) => id === kioskId) ?? null;
  return { ok: true, kioskId, macLast4: last4 === "----" ? null : last4, kiosk };
}

/** Whether what was found is what was meant, or is known to be taken for it. */
export function matchArrival(kiosks: readonly FieldKiosk[], expected: string, found: string): ArrivalMatch {
  if (expected === found) return "same";
  const neighbours = kiosks.find(({ id }) => id === expected)?.neighbours ?? [];
  return neighbours.some(({ kioskId }) => kioskId === found) ? "neighbour" : "other";
}
