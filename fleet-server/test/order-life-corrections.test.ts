// A line of an order's log put right, over HTTP: by another line, approved and on paper; the line itself stays as it is.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockOf, OrderDesk } from "./order-desk.ts";

const hour = 3_600_000;
const day = 24 * hour;

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

/** A software order whose response and diagnosis are done in time. */
async function attended(): Promise<{ id: string; reportedAt: number }> {
  const { order } = await desk.order({ class: "software" });
  await desk.act(order.id, "acknowledged");
  await desk.act(order.id, "diagnosis_submitted");
  return { id: order.id, reportedAt: order.reportedAt };
}

describe("a correction", () => {
  /** An order answered three hours after the report. */
  async function answeredLate() {
    const { order } = await desk.order();
    desk.time.pass(3 * hour);
    const late = await desk.act(order.id, "acknowledged");
    const target = late.events.at(-1)?.id ?? "";
    return { id: order.id, reportedAt: order.reportedAt, target, late };
  }

  it("of a time alters the verdict, and leaves every line of the log as it was written", async () => {
    const { id, reportedAt, target, late } = await answeredLate();
    expect(clockOf(late, "first_response")).toMatchObject({ state: "met_late", lateByMs: hour });
    const evidence = [await desk.paper()];
    const put = await desk.act(id, "corrected", { data: { target, newAt: reportedAt + hour }, evidence });
    expect(clockOf(put, "first_response")).toMatchObject({ state: "met", completedAt: reportedAt + hour });
    const correction = put.events.at(-1);
    expect(correction).toMatchObject({ type: "corrected", approvedBy: "甲方代表", evidence });
    const [, acknowledged] = put.events;
    expect(acknowledged).toEqual({
      ...late.events[1],
      correctedTo: { at: reportedAt + hour, byEventId: correction?.id },
    });
    expect(put.events[0]).toEqual(late.events[0]);
    expect(await desk.audit()).toMatchObject({ ok: true, first: null });
    const { steps } = await desk.derivation(id, "CN-KIOSK", "first_response");
    expect(steps.slice(-2)).toMatchObject([
      { kind: "event", eventType: "acknowledged", at: reportedAt + hour },
      { kind: "event", eventType: "corrected", eventId: correction?.id },
    ]);
  });

  it("can itself be corrected, and taken back", async () => {
    const { id, reportedAt, target } = await answeredLate();
    const evidence = [await desk.paper()];
    const first = await desk.act(id, "corrected", { data: { target, newAt: reportedAt + hour }, evidence });
    const correction = first.events.at(-1)?.id;
    desk.time.pass(1000);
    const second = await desk.act(id, "corrected", {
      data: { target: correction, newAt: reportedAt + 2 * hour + 1 },
      evidence,
    });
    expect(clockOf(second, "first_response")).toMatchObject({ state: "met_late", lateByMs: 1 });
    desk.time.pass(1000);
    const back = await desk.act(id, "corrected", { data: { target: correction, void: true }, evidence });
    expect(clockOf(back, "first_response")).toMatchObject({ state: "met_late", lateByMs: hour });
    expect(back.events.map((event) => event.type)).toEqual([
      "reported",
      "acknowledged",
      "corrected",
      "corrected",
      "corrected",
    ]);
  });

  it("that voids the verification opens the order again", async () => {
    const { id } = await attended();
    const done = await desk.act(id, "verified");
    const evidence = [await desk.paper()];
    const open = await desk.act(id, "corrected", { data: { target: done.events.at(-1)?.id, void: true }, evidence });
    expect(open.order.state).toBe("diagnosed");
    expect(clockOf(open, "fix_software").state).toBe("running");
    expect((await desk.server.orders("?state=open")).orders.map((row) => row.id)).toContain(id);
    expect(open.events.find((event) => event.type === "verified")?.correctedTo?.at).toBeNull();
  });

  it("that voids the cancellation opens the order again, with the clocks it had", async () => {
    const { id } = await attended();
    const due = clockOf(await desk.detail(id), "fix_software").dueAt;
    const cancelled = await desk.act(id, "cancelled", { data: { reason: "mistaken" } });
    expect((await desk.server.orders("?state=open")).orders.map((row) => row.id)).not.toContain(id);
    desk.time.pass(day);
    const evidence = [await desk.paper()];
    const open = await desk.act(id, "corrected", {
      data: { target: cancelled.events.at(-1)?.id, void: true },
      evidence,
    });
    expect(open.order.state).toBe("diagnosed");
    expect(clockOf(open, "fix_software")).toMatchObject({ state: "running", dueAt: due });
    expect((await desk.act(id, "verified")).order.state).toBe("done");
  });

  it("of the report's time moves the clocks that count from it", async () => {
    const { id, reportedAt } = await attended();
    const [report] = (await desk.detail(id)).events;
    desk.time.pass(day);
    const evidence = [await desk.paper()];
    const sent = { data: { target: report?.id, newAt: reportedAt - day }, evidence };
    const moved = await desk.act(id, "corrected", sent);
    expect(moved.order.reportedAt).toBe(reportedAt - day);
    expect(clockOf(moved, "fix_software").startAt).toBe(reportedAt - day);
    expect(clockOf(moved, "first_response").state).toBe("met_late");
    // what was known before is still known as it was
    expect((await desk.detail(id, desk.time.now - 1)).order.reportedAt).toBe(reportedAt);
  });

  it("is refused without approval, without a paper, of nothing, of both things at once, and of what is not there", async () => {
    const { id, reportedAt, target } = await answeredLate();
    const evidence = [await desk.paper()];
    const data = { target, newAt: reportedAt + hour };
    const refusals = [
      [{ data, evidence, party: "technician" }, 403, "order.not-permitted"],
      [{ data, evidence, party: "project_manager" }, 409, "order.needs-approval"],
      [
        { data, evidence, party: "project_manager", by: "项目经理", approvedBy: "项目经理" },
        409,
        "order.needs-approval",
      ],
      [{ data }, 409, "order.needs-evidence"],
      [{ data: { target }, evidence }, 400, "request.invalid"],
      [{ data: { ...data, void: true }, evidence }, 400, "request.invalid"],
      [{ data: { ...data, target: "no-such" }, evidence }, 409, "order.refused"],
    ] as const;
    for (const [sent, status, code] of refusals) {
      expect(await desk.refused(id, "corrected", sent)).toMatchObject({ status, code });
    }
    expect((await desk.detail(id)).events).toHaveLength(2);
  });

  it("cannot void the report, set anything before it, or set it after what followed", async () => {
    const { id, reportedAt, target } = await answeredLate();
    const evidence = [await desk.paper()];
    const [report] = (await desk.detail(id)).events;
    expect(await desk.refused(id, "corrected", { data: { target: report?.id, void: true }, evidence })).toMatchObject({
      code: "order.refused",
      detail: "target: the report itself; cancel the order",
    });
    for (const data of [
      { target, newAt: reportedAt - 1 },
      { target, newAt: desk.time.now + 1 },
      { target: report?.id, newAt: desk.time.now + 1 },
    ]) {
      expect((await desk.refused(id, "corrected", { data, evidence })).code).toBe("order.time-refused");
    }
    const later = { data: { target: report?.id, newAt: reportedAt + 3 * hour + 1 }, evidence };
    desk.time.pass(hour);
    expect(await desk.refused(id, "corrected", later)).toMatchObject({
      code: "order.time-refused",
      detail: "#2 acknowledged: before the report",
    });
  });
});

it("after all of this the log is one unbroken chain, and every order is what its log says", async () => {
  const result = await desk.audit();
  expect(result).toMatchObject({ ok: true, first: null });
  expect(result.events).toBeGreaterThan(25);
});
