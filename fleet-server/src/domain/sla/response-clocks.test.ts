import { describe, expect, it } from "vitest";
import { t0 } from "../../../test/sample.ts";
import { hourMs } from "../time.ts";
import type { OrderEvent } from "../work-order/work-order.ts";
import { nextDueAt, responseClocks } from "./response-clocks.ts";

function event(type: OrderEvent["type"], at: number): OrderEvent {
  return { id: `${type}-${at}`, orderId: "o", seq: 1, type, at, recordedAt: at, actor: "x", text: "" };
}

const states = (events: OrderEvent[], asOf: number) => responseClocks("CN-KIOSK", events, asOf).map((c) => c.state);

describe("the two hour clocks of clause C13", () => {
  const reported = event("reported", t0);
  it("run to two and twenty-four hours after the report", () => {
    expect(responseClocks("CN-KIOSK", [reported], t0).map((c) => c.dueAt - t0)).toEqual([2 * hourMs, 24 * hourMs]);
  });
  it("are on time at the due instant and late one millisecond after it", () => {
    expect(states([reported, event("acknowledged", t0 + 2 * hourMs)], t0 + 30 * hourMs)[0]).toBe("met");
    expect(states([reported, event("acknowledged", t0 + 2 * hourMs + 1)], t0 + 30 * hourMs)[0]).toBe("met_late");
  });
  it("breach one millisecond after the due instant when nothing was done", () => {
    expect(states([reported], t0 + 2 * hourMs)).toEqual(["running", "running"]);
    expect(states([reported], t0 + 2 * hourMs + 1)).toEqual(["breached", "running"]);
  });
  it("keep a breach when the order is cancelled afterwards", () => {
    expect(states([reported, event("cancelled", t0 + 3 * hourMs)], t0 + 30 * hourMs)).toEqual([
      "breached",
      "cancelled",
    ]);
  });
  it("count the earliest effective stop, in whatever order the log took it", () => {
    const events = [reported, event("verified", t0 + 5 * hourMs), event("acknowledged", t0 + hourMs)];
    expect(states(events, t0 + 30 * hourMs)).toEqual(["met", "met"]);
  });
  it("give the soonest running due, and none when all stand", () => {
    expect(nextDueAt(responseClocks("CN-KIOSK", [reported], t0))).toBe(t0 + 2 * hourMs);
    expect(nextDueAt(responseClocks("CN-KIOSK", [reported, event("verified", t0)], t0))).toBeNull();
  });
  it("are not invented for a contract whose deadlines nobody entered", () => {
    expect(responseClocks(null, [reported], t0)).toEqual([]);
  });
});
