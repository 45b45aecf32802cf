import { describe, expect, it } from "vitest";
import { orderClock } from "../../../test/order-clock.ts";
import { t0 } from "../../../test/sample.ts";
import { dayMs, hourMs } from "../time.ts";
import { bandOf, nextDueAt } from "./deadline-band.ts";

const due = (dueAt: number) => orderClock(t0, { dueAt });

describe("the band of an order", () => {
  it.each([
    ["24h", t0 + dayMs - 1],
    ["3d", t0 + dayMs],
    ["3d", t0 + 3 * dayMs - 1],
    ["later", t0 + 3 * dayMs],
  ])("is %s for the soonest due", (band, dueAt) => {
    expect(bandOf([due(dueAt), due(t0 + 30 * dayMs)], t0)).toBe(band);
  });
  it("is overdue with one breached clock, whatever the others say", () => {
    expect(bandOf([orderClock(t0, { state: "breached", dueAt: t0 - hourMs }), due(t0 + 9 * dayMs)], t0)).toBe(
      "overdue",
    );
  });
  it("is in time at the due instant itself", () => {
    expect(bandOf([due(t0)], t0)).toBe("24h");
    expect(bandOf([due(t0 - 1)], t0)).toBe("overdue");
  });
  it("is paused where nothing else runs, and none where nothing is left", () => {
    const paused = orderClock(t0, { state: "paused", dueAt: null });
    expect(bandOf([paused, orderClock(t0, { state: "met" })], t0)).toBe("paused");
    expect(bandOf([orderClock(t0, { state: "met" })], t0)).toBe("none");
  });
  it("looks at clocks that bind only", () => {
    const others = [orderClock(t0, { role: "advisory", state: "breached" }), orderClock(t0, { role: "shadow" })];
    expect(bandOf(others, t0)).toBe("none");
    expect(nextDueAt(others)).toBeNull();
  });
});
