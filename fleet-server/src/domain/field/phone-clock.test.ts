import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../time.ts";
import { placeInTime } from "./phone-clock.ts";

const now = Date.UTC(2026, 10, 23, 9);
const upload = { sentAt: now, receivedAt: now, bundleAt: now - 10 * hourMs, previousAt: null };
const certain = (at: number) => ({ at, timeDoubtful: false });
const doubtful = (at: number) => ({ at, timeDoubtful: true });

describe("when something was, by a phone", () => {
  it("is what a right clock says", () => {
    expect(placeInTime([now - hourMs, now - minuteMs], upload)).toEqual([
      certain(now - hourMs),
      certain(now - minuteMs),
    ]);
  });
  it("is moved by what the clock is off when it sends", () => {
    const off = 7 * hourMs;
    const times = placeInTime([now - hourMs + off], { ...upload, sentAt: now + off });
    expect(times).toEqual([certain(now - hourMs)]);
  });
  it("later than sending is bounded by the receipt", () => {
    expect(placeInTime([now + dayMs], upload)).toEqual([doubtful(now)]);
  });
  it("before the data it worked with is bounded by the item before it", () => {
    const early = placeInTime([now - dayMs], { ...upload, previousAt: now - 2 * hourMs });
    expect(early).toEqual([doubtful(now - 2 * hourMs)]);
  });
  it("is bounded by those data where nothing came before", () => {
    expect(placeInTime([now - dayMs], upload)).toEqual([doubtful(now - 10 * hourMs)]);
  });
  it("of a clock that was set back is bounded by what was made before", () => {
    const times = placeInTime([now - 2 * hourMs, now - 5 * hourMs, now - hourMs], upload);
    expect(times).toEqual([certain(now - 2 * hourMs), doubtful(now - 2 * hourMs), certain(now - hourMs)]);
  });
  it("of one item that was far ahead casts no doubt on the next", () => {
    const times = placeInTime([now + dayMs, now - hourMs], upload);
    expect(times).toEqual([doubtful(now), certain(now - hourMs)]);
  });
  it("may be a moment before the one before it", () => {
    const times = placeInTime([now - hourMs, now - hourMs - 30_000], upload);
    expect(times.every((t) => !t.timeDoubtful)).toBe(true);
  });
  it("of an upload that was overtaken by a later one is as certain", () => {
    const times = placeInTime([now - 5 * hourMs], { ...upload, previousAt: now - minuteMs });
    expect(times).toEqual([certain(now - 5 * hourMs)]);
  });
  it("is never after the receipt, whatever a phone says", () => {
    const time = fc.integer({ min: 0, max: 2 * now });
    fc.assert(
      fc.property(fc.array(time, { maxLength: 20 }), time, fc.option(time), fc.option(time), (items, sentAt, b, p) => {
        const placed = placeInTime(items, { sentAt, receivedAt: now, bundleAt: b, previousAt: p });
        return placed.length === items.length && placed.every(({ at }) => at <= now && at >= now - 15 * dayMs);
      }),
    );
  });
});
