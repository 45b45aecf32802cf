import { describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "../time.ts";
import { measure, OpenMoments, onlineSpans, platformAvailability } from "./availability.ts";

/** A Monday, 00:00 in Shanghai. */
const monday = Date.parse("2026-09-07T00:00:00+08:00");
const every = 10 * minuteMs;
const day: readonly [number, number] = [monday, monday + 24 * hourMs];
const moments = Array.from({ length: 144 }, (_, i) => monday + i * every);
/** Monday 9 to 17 */
const officeHours = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };

describe("availability within opening hours", () => {
  const open = new OpenMoments(moments, officeHours);

  test("nights do not count", () => {
    const online = onlineSpans([{ at: monday + 18 * hourMs, online: false }], true, day);
    expect(measure(open, day, online)).toEqual({ open: 48, up: 48 });
  });

  test("an hour away in the middle of the day is an hour of eight", () => {
    const changes = [
      { at: monday + 10 * hourMs, online: false },
      { at: monday + 11 * hourMs, online: true },
    ];
    expect(measure(open, day, onlineSpans(changes, true, day))).toEqual({ open: 48, up: 42 });
  });

  test("whoever came online was not there before", () => {
    const changes = [{ at: monday + 13 * hourMs, online: true }];
    expect(measure(open, day, onlineSpans(changes, true, day))).toEqual({ open: 48, up: 24 });
  });

  test("two faults at once are lost once, and only while it was there", () => {
    const online = onlineSpans([{ at: monday + 15 * hourMs, online: false }], true, day);
    const down = [
      [monday + 9 * hourMs, monday + 10 * hourMs],
      [monday + 9 * hourMs, monday + 11 * hourMs],
      [monday + 16 * hourMs, monday + 17 * hourMs],
    ] as const;
    expect(measure(open, day, online, down)).toEqual({ open: 48, up: 24 });
  });

  test("moments nobody measured count for nothing", () => {
    const half = new OpenMoments(moments.slice(0, 72), officeHours);
    const online = onlineSpans([{ at: monday + 12 * hourMs, online: false }], true, day);
    expect(measure(half, day, online)).toEqual({ open: 18, up: 18 });
  });
});

describe("availability of the platform", () => {
  test("missing samples are missing time, from the first one ever on", () => {
    const taken = moments.filter((_, i) => i >= 72 && i !== 100);
    expect(platformAvailability(taken, day, every, monday + 12 * hourMs)).toEqual({ taken: 71, due: 72 });
  });

  test("without a sample nobody knows", () => {
    expect(platformAvailability([], day, every, monday)).toBeNull();
    expect(platformAvailability([], day, every, null)).toBeNull();
  });
});
