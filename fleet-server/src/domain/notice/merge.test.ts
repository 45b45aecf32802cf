import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarm, dayAlarm, told } from "../../../test/fake-alarm.ts";
import { minuteMs } from "../time.ts";
import { mergePending, type PendingAlarm } from "./merge.ts";

function pending(id: string, queuedAt: number, overrides: Partial<PendingAlarm> = {}): PendingAlarm {
  return { id, channelId: "robot", groupId: "duty", queuedAt, heldUntil: null, alarm: alarm(), ...overrides };
}

const ids = (rows: readonly PendingAlarm[], now: number) =>
  mergePending(rows, now).batches.map((batch) => batch.pending.map((row) => row.id));

describe("alarms of one group and channel", () => {
  const rows = [pending("b", told + 30_000), pending("a", told), pending("c", told + 59_999)];
  it("wait until the first has waited a minute", () => {
    expect(mergePending(rows, told + minuteMs - 1)).toEqual({ batches: [], wakeAt: told + minuteMs });
  });
  it("then go out as one message, oldest first", () => {
    expect(ids(rows, told + minuteMs)).toEqual([["a", "b", "c"]]);
    expect(mergePending(rows, told + minuteMs).wakeAt).toBeNull();
  });
  it("of another group or channel are another message", () => {
    const others = [pending("d", told, { groupId: "lead" }), pending("e", told, { channelId: "mail" })];
    expect(ids([...rows, ...others], told + minuteMs)).toEqual([["a", "b", "c"], ["d"], ["e"]]);
  });
  it("go out after five seconds where one is of a clock of half an hour", () => {
    const pressing = pending("p", told + 10_000, { alarm: alarm({ limitMs: 30 * minuteMs }) });
    expect(ids([pending("a", told), pressing], told + 14_999)).toEqual([]);
    expect(ids([pending("a", told), pressing], told + 15_000)).toEqual([["a", "p"]]);
  });
  it("are held back by quiet hours, and do not hold back others", () => {
    const quiet = pending("q", told, { alarm: dayAlarm(), heldUntil: told + 3_600_000 });
    const merged = mergePending([...rows, quiet], told + minuteMs);
    expect(merged.batches.map((b) => b.pending.map((r) => r.id))).toEqual([["a", "b", "c"]]);
    expect(merged.wakeAt).toBe(told + 3_600_000);
    expect(ids([quiet], told + 3_600_000)).toEqual([["q"]]);
  });
});

it("every alarm goes out exactly once, within a minute, and a key has at most one message a minute", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 200 }), (offsets) => {
      let waiting = offsets.map((offset, index) => pending(`id-${index}`, told + offset));
      const sent = new Map<string, number>();
      const messages: number[] = [];
      let now = told;
      while (waiting.length > 0) {
        const seen = waiting.filter((row) => row.queuedAt <= now);
        const { batches } = mergePending(seen, now);
        for (const batch of batches) {
          messages.push(now);
          for (const row of batch.pending) {
            expect(sent.has(row.id)).toBe(false);
            expect(now - row.queuedAt).toBeLessThanOrEqual(minuteMs);
            sent.set(row.id, now);
          }
        }
        waiting = waiting.filter((row) => !sent.has(row.id));
        const wake = mergePending(seen, now).wakeAt ?? Number.POSITIVE_INFINITY;
        const nextQueued = waiting.filter((row) => row.queuedAt > now).map((row) => row.queuedAt);
        now = Math.min(wake, ...nextQueued, now + minuteMs);
      }
      expect(sent.size).toBe(offsets.length);
      for (const [index, instant] of messages.entries()) {
        expect(instant - (messages[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(minuteMs);
      }
    }),
    { numRuns: 50 },
  );
});
