import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeHostFacts, encodeHostFacts, hostFields } from "./host.ts";

const field = (name: string, facts: Record<string, number | string>) => {
  const found = hostFields(new Map(Object.entries(facts))).find((one) => one.name === name);
  return found?.shape === "value" ? (found.lacks ?? found.number) : undefined;
};

describe("facts as octets", () => {
  test("come back as they were", () => {
    const facts = new Map<string, number | string>([
      ["diskFreeBytes", 12],
      ["screens", "none"],
      ["agentVersion", "1.0.0-测试"],
    ]);
    const again = decodeHostFacts(encodeHostFacts(facts));
    expect([...again]).toEqual([...facts].map(([name, value]) => [name, String(value)]));
  });

  test("a line break in a version makes no second fact", () => {
    const facts = decodeHostFacts(encodeHostFacts(new Map([["shellVersion", "1.0\nscreens=0"]])));
    expect([...facts.keys()]).toEqual(["shellVersion"]);
  });

  test("a line that did not end, and a name nobody knows, are no facts", () => {
    expect(decodeHostFacts(new TextEncoder().encode("colour=blue\nscreens=1\nuptimeSeconds=8")).size).toBe(1);
  });

  test("garbage is never taken for anything but what it says, and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        return hostFields(decodeHostFacts(octets)).every((one) => one.shape === "value");
      }),
    );
  });
});

describe("fields", () => {
  test("nothing told is nothing, not a healthy machine", () => {
    expect(hostFields(new Map())).toEqual([]);
  });

  test.each([
    ["a tenth in use", 90, 100, 10],
    ["rounded down: 89.96 percent is not yet 90", 1004, 10_000, 89.9],
    ["nothing left", 0, 100, 100],
    ["more free than there is", 101, 100, "unreadable"],
    ["no size", 0, 0, "unreadable"],
  ])("disk: %s", (_, diskFreeBytes, diskTotalBytes, wanted) => {
    expect(field("diskUsed", { diskFreeBytes, diskTotalBytes })).toBe(wanted);
  });

  test.each([
    ["route and link", { defaultRoute: 1, linkUp: 1 }, 1],
    ["no route", { defaultRoute: 0 }, 0],
    ["route over a dead link", { defaultRoute: 1, linkUp: 0 }, 2],
    ["route over a tunnel", { defaultRoute: 1, linkUp: "none" }, 1],
    ["route over a link that cannot be read", { defaultRoute: 1 }, "unreadable"],
    ["routes that cannot be read", { linkUp: 1 }, "unreadable"],
  ])("network: %s", (_, facts, wanted) => {
    expect(field("network", facts)).toBe(wanted);
  });

  test("two screens are one present, none is absent, no connector is no such thing, no word is unreadable", () => {
    expect([2, 0, "none"].map((screens) => field("screen", { screens }))).toEqual([1, 0, "absent"]);
    expect(field("screen", { touchscreens: 1 })).toBe("unreadable");
  });

  test("a word where a number belongs is unreadable", () => {
    expect(field("temperature", { temperatureCelsius: "hot" })).toBe("unreadable");
  });
});
