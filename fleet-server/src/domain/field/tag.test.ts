import { KioskId, kioskTagPattern, Mac } from "@kiosk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { macLast4, neighbourFinder, parseTag, type TaggedKiosk, tagPayload } from "./tag.ts";

const id = KioskId.parse("cn-025");
const mac = Mac.parse("00-E2-69-26-7E-10");
const signature = "A".repeat(86);

describe("the text of a code", () => {
  it("names the terminal and the end of its MAC, and is read back", () => {
    const text = `${tagPayload(id, [mac])}.${signature}`;
    expect(text).toMatch(kioskTagPattern);
    expect(parseTag(` ${text}\n`)).toEqual({ kioskId: id, macLast4: "7E10", payload: "K1.cn-025.7E10", signature });
  });
  it("says so where no MAC is known", () => {
    expect(parseTag(`${tagPayload(id, [])}.${signature}`)).toMatchObject({ macLast4: null });
    expect(macLast4([])).toBeNull();
  });
  it.each([
    "",
    "cn-025",
    `K2.cn-025.7E10.${signature}`,
    `K1.CN-025.7E10.${signature}`,
    `K1.cn-025.7e10.${signature}`,
    `K1.cn-025.7E10.${signature}A`,
    `https://example.cn/K1.cn-025.7E10.${signature}`,
  ])("is nothing else: %j", (text) => {
    expect(parseTag(text)).toBeUndefined();
  });
  it("is read or not, and never thrown at", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const tag = parseTag(text);
        return tag === undefined || text.includes(tag.payload);
      }),
    );
  });
});

describe("neighbours", () => {
  const kiosk = (seq: number, last: string, lon: number): TaggedKiosk => ({
    id: KioskId.parse(`cn-${seq}`),
    seq,
    name: `${seq}`,
    macs: [Mac.parse(`00-E2-69-26-7E-${last}`)],
    lon,
    lat: 31.2,
  });
  const own = kiosk(25, "10", 121.4);
  // a degree of longitude is 95 km here
  const alike = kiosk(26, "13", 121.5);
  const near = kiosk(27, "90", 121.403);
  const far = kiosk(28, "14", 121.404);
  it("are those with a MAC within three, and those within 300 m", () => {
    const neighboursOf = neighbourFinder([far, near, own, alike]);
    expect(neighboursOf(own).map((k) => k.seq)).toEqual([26, 27]);
  });
  it("are the same whichever side of a cell they stand on", () => {
    // 19 m either way of a degree's line
    const [a, b] = [kiosk(1, "80", 121.3998), kiosk(2, "90", 121.4002)];
    expect(neighbourFinder([a, b])(a)).toEqual([b]);
    expect(neighbourFinder([a, b])(b)).toEqual([a]);
  });
  it("of ten thousand are found at once", () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
      ...far,
      id: KioskId.parse(`k-${n}`),
      lon: 100 + n / 1000,
    }));
    const started = performance.now();
    const neighboursOf = neighbourFinder(many.map((one, n) => ({ ...one, macs: [], seq: n })));
    expect(many.flatMap((one, n) => neighboursOf({ ...one, macs: [], seq: n }))).toHaveLength(2 * 3 * 10_000 - 12);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
