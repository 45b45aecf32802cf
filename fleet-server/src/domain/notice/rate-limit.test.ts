import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelKinds } from "./channel-kind.ts";
import { limitsFor, newBucket, take } from "./rate-limit.ts";

/** Sends as fast as the bucket allows; the instants at which it did. */
function sendAll(limits: ReturnType<typeof limitsFor>, wanted: readonly number[]): number[] {
  let bucket = newBucket(limits);
  const sent: number[] = [];
  let now = 0;
  for (const want of wanted) {
    now = Math.max(now, want);
    for (;;) {
      const taken = take(bucket, now);
      bucket = taken.bucket;
      if (taken.ok) break;
      expect(taken.waitMs).toBeGreaterThan(0);
      now += taken.waitMs;
    }
    sent.push(now);
  }
  return sent;
}

function most(sent: readonly number[], perMs: number): number {
  return Math.max(...sent.map((from) => sent.filter((t) => t >= from && t < from + perMs).length));
}

describe("a robot's bucket", () => {
  it.each([
    ["wecom-robot", 18],
    ["dingtalk-robot", 18],
    ["wecom-app", 30],
  ] as const)("of %s never lets more than %i through in any minute", (kind, limit) => {
    const wishes = fc.array(fc.integer({ min: 0, max: 180_000 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(wishes, (times) => {
        const sent = sendAll(
          limitsFor(kind, null),
          times.toSorted((a, b) => a - b),
        );
        expect(most(sent, 60_000)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60 },
    );
  });
  it("of 飞书 keeps both its limits", () => {
    const sent = sendAll(limitsFor("feishu-robot", null), Array<number>(250).fill(0));
    expect([most(sent, 1000), most(sent, 60_000)]).toEqual([5, 100]);
  });
  it("uses all it is allowed: forty messages at once take two minutes", () => {
    const sent = sendAll(limitsFor("wecom-robot", null), Array<number>(40).fill(0));
    expect([sent.filter((t) => t === 0).length, sent.at(-1)]).toEqual([18, 120_000]);
  });
  it("says to the millisecond how long to wait", () => {
    const { bucket } = take(newBucket(limitsFor("wecom-robot", 1)), 1000);
    expect(take(bucket, 60_999)).toMatchObject({ ok: false, waitMs: 1 });
    expect(take(bucket, 61_000).ok).toBe(true);
  });
  it("is not refilled by a clock that was set back", () => {
    let { bucket } = take(newBucket(limitsFor("wecom-robot", 2)), 100_000);
    bucket = take(bucket, 5000).bucket;
    expect(bucket.taken).toEqual([100_000, 100_000]);
    expect(take(bucket, 5000).ok).toBe(false);
  });
  it("forgets what no longer counts, and survives being stored", () => {
    let bucket = newBucket(limitsFor("webhook", null));
    for (let now = 0; now < 1_000_000; now += 10_000) bucket = take(JSON.parse(JSON.stringify(bucket)), now).bucket;
    expect(bucket.taken).toHaveLength(6);
  });
});

it("every kind of channel has a limit, and a configured one replaces that of the minute", () => {
  for (const kind of channelKinds) {
    expect(limitsFor(kind, null).some((limit) => limit.perMs === 60_000)).toBe(true);
    expect(limitsFor(kind, 7)).toContainEqual({ count: 7, perMs: 60_000 });
  }
  expect(limitsFor("feishu-robot", 7)).toContainEqual({ count: 5, perMs: 1000 });
});
