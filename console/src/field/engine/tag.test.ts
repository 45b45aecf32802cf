import { beforeAll, describe, expect, it } from "vitest";
import { sampleBundle, sampleKiosk } from "./sample-bundle.ts";
import { checkTag, matchArrival } from "./tag.ts";

const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

let key: CryptoKeyPair;
let tagKey: string;

async function signed(text: string): Promise<string> {
  const bytes = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    key.privateKey,
    new TextEncoder().encode(text),
  );
  return `${text}.${base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

beforeAll(async () => {
  key = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  tagKey = base64(await crypto.subtle.exportKey("spki", key.publicKey));
});

describe("the code on a machine", () => {
  const bundle = () => sampleBundle({ tagKey, kiosks: [sampleKiosk("cn-041")] });

  it("says which terminal it is", async () => {
    const answer = await checkTag(bundle(), ` ${await signed("K1.cn-041.9A0F")}\n`);
    expect(answer).toMatchObject({ ok: true, kioskId: "cn-041", macLast4: "9A0F", kiosk: { id: "cn-041" } });
  });

  it("of a terminal that is not on this phone is genuine all the same", async () => {
    const answer = await checkTag(bundle(), await signed("K1.cn-007.----"));
    expect(answer).toEqual({ ok: true, kioskId: "cn-007", macLast4: null, kiosk: null });
  });

  it("with another terminal's signature is forged", async () => {
    const [, , , signature] = (await signed("K1.cn-041.9A0F")).split(".");
    expect(await checkTag(bundle(), `K1.cn-042.9A0F.${signature}`)).toEqual({ ok: false, why: "forged" });
  });

  it("cannot be checked before anything was loaded", async () => {
    expect(await checkTag(null, await signed("K1.cn-041.9A0F"))).toEqual({ ok: false, why: "no-key" });
  });

  it.each(["https://example.com/cn-041", "K1.cn-041.9A0F", "", "K1.cn-041.9A0F.short"])("%j is none", async (text) => {
    expect(await checkTag(bundle(), text)).toEqual({ ok: false, why: "no-code" });
  });
});

it("a terminal that is easily taken for the one meant is told from any other", () => {
  const neighbour = { kioskId: sampleKiosk("cn-026").id, seq: 26, name: "邻", macLast4: null };
  const kiosks = [sampleKiosk("cn-025", { neighbours: [neighbour] })];
  expect(["cn-025", "cn-026", "cn-001"].map((found) => matchArrival(kiosks, "cn-025", found))).toEqual([
    "same",
    "neighbour",
    "other",
  ]);
});
