import { describe, expect, it } from "vitest";
import { contractId, raisedFault, t0 } from "../../../test/sample.ts";
import { dayMs } from "../time.ts";
import { expire, isEndAllowed, lift, type Suppression, suppress, suppresses } from "./suppression.ts";

const wang = { id: "u-wang", name: "王工" };
const fault = raisedFault("paper.out");
const end = { until: t0 + dayMs, reason: "装修期间" };

function suppressed(): Suppression {
  const about = { id: "s1", causeKey: "cn-014|id-reader/paper.out/", contractId };
  const noted = suppress(fault, about, { occurrences: 1, before: undefined }, wang, end, t0);
  if (!noted.ok) throw new Error(noted.reason);
  return noted.value;
}

describe("a suppression", () => {
  it("holds up to its end and not a millisecond longer, though nobody has ended it", () => {
    const s = suppressed();
    expect([suppresses(s, t0), suppresses(s, end.until - 1), suppresses(s, end.until)]).toEqual([true, true, false]);
  });

  it("ends when it is lifted, and says by whom", () => {
    const lifted = lift(suppressed(), { id: "u-li", name: "李工" }, t0 + 5);
    expect([suppresses(lifted, t0 + 6), lifted.endedBy, lifted.endedHow]).toEqual([false, "李工", "lifted"]);
  });

  it("that has run out ended when it should have, not when that was noticed", () => {
    expect(expire(suppressed())).toMatchObject({ endedAt: end.until, endedHow: "expired", endedBy: null });
  });

  it("is not put over another one, but over one that has ended", () => {
    const about = { id: "s2", causeKey: "cn-014|id-reader/paper.out/", contractId };
    const again = (before: Suppression, at: number) =>
      suppress(fault, about, { occurrences: 1, before }, wang, { ...end, until: at + dayMs }, at);
    expect(again(suppressed(), t0 + 1)).toEqual({ ok: false, reason: "suppressed" });
    expect(again(suppressed(), end.until).ok).toBe(true);
  });

  it("is refused for a fault that came again since the person looked", () => {
    const about = { id: "s2", causeKey: "k", contractId };
    const seen = { occurrences: 1, before: undefined };
    const back = raisedFault("paper.out", { occurrences: 2 });
    expect(suppress(back, about, seen, wang, end, t0)).toEqual({ ok: false, reason: "changed" });
  });

  it.each([
    ["now", 0, false],
    ["the next instant", 1, true],
    ["thirty days on", 30 * dayMs, true],
    ["later than that", 30 * dayMs + 1, false],
  ])("may end %s: %s ms, %s", (_when, ms, allowed) => {
    expect(isEndAllowed(t0 + ms, t0)).toBe(allowed);
  });
});
