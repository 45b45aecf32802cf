import { beforeAll, expect, test } from "vitest";
import { PackageIndex, type SignedIndex } from "./manifest.ts";
import { openIndex, packageDigest, pemOctets, readPublicKey, sealIndex, sha256Hex, type TrustedKeys } from "./seal.ts";

const index = PackageIndex.parse({
  v: 1,
  manifest: {
    v: 1,
    kind: "app",
    id: "guide",
    version: "1.0.0",
    name: { zh: "办事指南", en: "Guides" },
    summary: { zh: "查看办事材料与流程", en: "What to bring and where to go" },
    keywords: [],
    category: "guide",
    icon: "guide",
    start: { kind: "bundle", page: "index.html" },
    requires: [],
    optional: [],
    permissions: [],
    owner: { organisation: "示例中心", contact: "021-00000000" },
  },
  files: [{ path: "index.html", sha256: "00".repeat(32), bytes: 1 }],
});

let signed: SignedIndex;
let keys: TrustedKeys;

beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const { keyId, key } = await readPublicKey(spki);
  keys = new Map([[keyId, key]]);
  signed = await sealIndex(index, pair.privateKey, keyId);
});

test("what was sealed is what is opened, under the digest of its octets", async () => {
  expect(await openIndex(signed, keys)).toEqual({ ok: true, index, digest: await packageDigest(signed) });
});

test("one other character, another key, no key: refused, and named", async () => {
  const changed = { ...signed, index: signed.index.replace("1.0.0", "1.0.1") };
  expect(await openIndex(changed, keys)).toMatchObject({ ok: false, error: "signature" });
  expect(await openIndex({ ...signed, keyId: "0123456789abcdef" }, keys)).toMatchObject({
    ok: false,
    error: "unknown-key",
    detail: "0123456789abcdef",
  });
  expect(await openIndex(signed, new Map())).toMatchObject({ ok: false, error: "unknown-key" });
});

test("SHA-256 is the standard's, and a key's octets come out of its PEM", async () => {
  // FIPS 180-4, example "abc"
  expect(await sha256Hex(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  expect(pemOctets("-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----\n", "PUBLIC KEY")).toEqual(
    Uint8Array.of(1, 2, 3),
  );
  expect(pemOctets("-----BEGIN PUBLIC KEY-----\nAQ ID=\n-----END PUBLIC KEY-----", "PUBLIC KEY")).toBeUndefined();
  expect(pemOctets("AQID", "PUBLIC KEY")).toBeUndefined();
});
