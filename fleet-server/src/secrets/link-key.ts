import { createHmac, timingSafeEqual } from "node:crypto";
import { currentKey, derive, type KeyRing } from "./key-ring.ts";
import type { LinkKey } from "./secrets.ts";

const idLength = 12;
/** 12 of the key's id, 43 of the HMAC */
const signaturePattern = /^[0-9a-f]{12}[\w-]{43}$/;

/** Links signed before a key was replaced stay good: their signature names its key. */
export function createLinkKey(ring: KeyRing): LinkKey {
  const keys = new Map(ring.map(({ id, bytes }) => [id, derive(bytes, "link")]));
  const { id: currentId } = currentKey(ring);
  const signWith = (id: string, payload: string): string | undefined => {
    const key = keys.get(id);
    return key && id + createHmac("sha256", key).update(payload, "utf8").digest("base64url");
  };
  return {
    sign(payload) {
      const signature = signWith(currentId, payload);
      if (signature === undefined) throw new Error("the current key is one of the ring");
      return signature;
    },
    verify(payload, signature) {
      if (!signaturePattern.test(signature)) return false;
      const expected = signWith(signature.slice(0, idLength), payload);
      // the pattern has made the lengths equal
      return expected !== undefined && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
    },
  };
}
