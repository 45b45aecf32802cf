import { ContractId, OrganisationId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { linkToken, readLinkToken } from "./link-token.ts";
import { linkRefusal, type OrderLink } from "./order-link.ts";

const hour = 3_600_000;
const linkId = "3f0c9f1e-7a53-4c8e-9d07-0d3f1f0f6a11";
/** stands for a keyed hash: what it signs it knows again */
const sign = (payload: string) => payload.replaceAll("~", "_").padEnd(55, "0");
const verify = (payload: string, signature: string) => sign(payload) === signature;

describe("the token of a link", () => {
  const claim = { linkId, expiresAt: 1_795_000_000_000 };
  const token = linkToken(claim, sign);
  it("says which link and until when", () => {
    expect(readLinkToken(token, verify)).toEqual(claim);
  });
  it("with another end is no token", () => {
    expect(readLinkToken(token.replace("1795000000000", "1795000000001"), verify)).toBeUndefined();
  });
  it("of another link is no token", () => {
    expect(readLinkToken(token.replace("3f0c9f1e", "3f0c9f1f"), verify)).toBeUndefined();
  });
  it.each(["", "1", "1~~~", token.slice(0, -1), `2${token.slice(1)}`, `${token}~x`, token.replace("1795", "9e99")])(
    "%j is no token",
    (text) => {
      expect(readLinkToken(text, verify)).toBeUndefined();
    },
  );
});

describe("whether a link may be exchanged", () => {
  const link: OrderLink = {
    id: linkId,
    orderId: "o1",
    contractId: ContractId.parse("changning"),
    organisationId: OrganisationId.parse("lujie"),
    createdBy: "调度",
    createdAt: 0,
    expiresAt: 24 * hour,
    usedAt: null,
    revokedAt: null,
    from: null,
  };
  it.each<[string, Partial<OrderLink>, number, string | undefined]>([
    ["a fresh one may", {}, hour, undefined],
    ["not at its end", {}, 24 * hour, "link.expired"],
    ["not twice", { usedAt: hour }, 2 * hour, "link.used"],
    ["not once it was revoked", { revokedAt: hour }, 2 * hour, "link.revoked"],
    ["revoked is said before used and expired", { revokedAt: hour, usedAt: hour }, 99 * hour, "link.revoked"],
  ])("%s", (_, change, at, code) => {
    expect(linkRefusal({ ...link, ...change }, at)).toBe(code);
  });
});
