import { describe, expect, test } from "vitest";
import { loadProfiles } from "./load.ts";
import { settleFor } from "./profile.ts";

const profiles = loadProfiles();

describe("settle times", () => {
  test("spare a person who opens a cover for a minute", () => {
    expect(settleFor(profiles.get("a4-printer/generic-printer-mib"), "cover.open").raiseMs).toBe(60_000);
  });

  test.each([
    ["a4-printer/generic-printer-mib", "toner.out"],
    ["booklet-printer/epson-plq-20", "ribbon.out"],
    ["id-card-reader/sdt-serial-generic", "device.self-test-failed"],
  ] as const)("of %s let %s be a fault at once", (id, code) => {
    expect(settleFor(profiles.get(id), code).raiseMs).toBe(0);
  });

  test("let every device miss about three polls before it counts as silent", () => {
    for (const profile of profiles.values()) {
      const polls = settleFor(profile, "comm.no-answer").raiseMs / profile.poll.intervalMs;
      expect(polls).toBeGreaterThanOrEqual(2);
      expect(polls).toBeLessThanOrEqual(4);
    }
  });

  test("are none for a code or a profile that nobody described", () => {
    const plain = { raiseMs: 0, clearMs: 0 };
    expect(settleFor(profiles.get("id-card-reader/sdt-serial-generic"), "hub.lost")).toEqual(plain);
    expect(settleFor(undefined, "cover.open")).toEqual(plain);
  });
});
