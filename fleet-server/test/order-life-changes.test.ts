// What is said anew about an order, over HTTP: another class, open again, put right. No way of saying it erases a breach.
import { AlarmList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockOf, OrderDesk } from "./order-desk.ts";
import { eventually } from "./server-harness.ts";

const hour = 3_600_000;
const day = 24 * hour;
const hardware = { data: { class: "hardware_repair" } };
const software = { data: { class: "software" } };

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

/** An order whose response and diagnosis are done in time. */
async function attended(orderClass: string): Promise<{ id: string; reportedAt: number }> {
  const { order } = await desk.order({ class: orderClass });
  await desk.act(order.id, "acknowledged");
  await desk.act(order.id, "diagnosis_submitted");
  return { id: order.id, reportedAt: order.reportedAt };
}

/** A software order that is an hour past its seven days. */
async function overdue(): Promise<{ id: string; due: number; reportedAt: number }> {
  const { id, reportedAt } = await attended("software");
  const due = clockOf(await desk.detail(id), "fix_software").dueAt ?? 0;
  desk.time.passTo(due + hour);
  return { id, due, reportedAt };
}

describe("the first screen", () => {
  it("counts what is due today at 24:00, and shows what is overdue before what is due", async () => {
    const { id, reportedAt } = await attended("software");
    const due = clockOf(await desk.detail(id), "fix_software").dueAt ?? 0;
    const before = (await desk.server.overview()).orders;
    desk.time.passTo(due - 1);
    const today = await desk.server.overview();
    expect(today.orders.dueToday).toBeGreaterThanOrEqual(before.dueToday + 1);
    expect(today.nextDue.map((row) => row.id)).toContain(id);
    // the first screen's answer may be a second old
    desk.time.passTo(due + 1000);
    const late = await desk.server.overview();
    expect(late.orders.overdue).toBe(today.orders.overdue + 1);
    const dues = late.nextDue.map((row) =>
      Math.min(...row.clocks.flatMap((c) => (c.role === "governing" && c.state !== "met" ? (c.dueAt ?? []) : []))),
    );
    expect(late.nextDue.map((row) => row.id)).toContain(id);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    expect(reportedAt).toBeLessThan(due);
  });
});

describe("a reclassification", () => {
  it("is previewed exactly as it then comes out, and the preview changes nothing", async () => {
    const { id } = await attended("software");
    desk.time.pass(2 * day);
    await desk.act(id, "diagnosis_confirmed", { data: { method: "remote" } });
    const confirmedAt = desk.time.now;
    desk.time.pass(day);
    const before = await desk.text(`/work-orders/${id}`);
    const preview = await desk.preview(id, "classified", hardware);
    expect(await desk.text(`/work-orders/${id}`)).toBe(before);
    expect(preview.changes.map(({ milestone, change }) => `${milestone} ${change}`).sort()).toEqual([
      "fix_hardware starts",
      "fix_software ends",
    ]);
    const after = await desk.act(id, "classified", hardware);
    expect(after.order.clocks).toEqual(preview.after);
    expect(after.order.class).toBe("hardware_repair");
    // the new class's clock starts from its own event, which lies in the past
    expect(clockOf(after, "fix_hardware")).toMatchObject({ state: "running", startAt: confirmedAt });
    expect(clockOf(after, "fix_software")).toMatchObject({ state: "cancelled", breached: false });
  });

  it("shows before it is confirmed that the other class's clock would stand breached at once", async () => {
    const { id } = await attended("hardware_repair");
    desk.time.pass(9 * day);
    const preview = await desk.preview(id, "classified", software);
    expect(preview.changes.map(({ milestone, change }) => `${milestone} ${change}`)).toContain("fix_software breaches");
    const after = await desk.act(id, "classified", software);
    expect(after.order.clocks).toEqual(preview.after);
    expect(clockOf(after, "fix_software").state).toBe("breached");
  });

  it("leaves the breach of the former class in sight", async () => {
    const { id, due } = await overdue();
    await desk.act(id, "diagnosis_confirmed", { data: { method: "remote" } });
    const after = await desk.act(id, "classified", hardware);
    expect(clockOf(after, "fix_software")).toMatchObject({
      state: "cancelled",
      breached: true,
      dueAt: due,
      overdueMs: hour,
    });
    expect(clockOf(after, "fix_hardware").state).toBe("running");
    desk.time.pass(1000);
    const back = await desk.act(id, "classified", software);
    expect(clockOf(back, "fix_software")).toMatchObject({ state: "breached", dueAt: due });
  });

  it("said to have been made before the breach needs a paper", async () => {
    const { id, due } = await overdue();
    const early = { ...hardware, at: due - day };
    expect(await desk.refused(id, "classified", early)).toMatchObject({
      status: 409,
      code: "order.needs-evidence",
      detail: expect.stringContaining("fix_software"),
    });
    expect(clockOf(await desk.detail(id), "fix_software").state).toBe("breached");
    const proven = await desk.act(id, "classified", { ...early, evidence: [await desk.paper()] });
    expect(clockOf(proven, "fix_software")).toMatchObject({ state: "cancelled", breached: false });
  });

  it("to the class it has, before the last one, or by the technician is refused", async () => {
    const { id } = await attended("software");
    expect(await desk.refused(id, "classified", software)).toMatchObject({ detail: "class: software already" });
    expect(await desk.refused(id, "classified", { ...hardware, party: "technician" })).toMatchObject({ status: 403 });
    desk.time.pass(day);
    await desk.act(id, "classified", hardware);
    const early = { ...software, at: desk.time.now - hour, evidence: [await desk.paper()] };
    expect(await desk.refused(id, "classified", early)).toMatchObject({ code: "order.time-refused" });
  });
});

describe("a cancellation", () => {
  it("keeps a breach, and said to have been made before it needs a paper", async () => {
    const { id, due } = await overdue();
    const withdrawn = { data: { reason: "withdrawn" } };
    expect(await desk.refused(id, "cancelled", { ...withdrawn, at: due - hour })).toMatchObject({
      code: "order.needs-evidence",
    });
    const cancelled = await desk.act(id, "cancelled", withdrawn);
    expect(cancelled.order.state).toBe("cancelled");
    expect(clockOf(cancelled, "fix_software")).toMatchObject({ state: "cancelled", breached: true, overdueMs: hour });
  });
});

describe("an answer that is entered late", () => {
  it("and would make a breach undone needs a paper; the alarm of the breach stays told", async () => {
    const { order } = await desk.order();
    const alarms = async () => (await desk.server.get(`/alarms?order=${order.id}`, AlarmList)).alarms;
    desk.time.pass(3 * hour);
    await eventually(alarms, (list) => list.some((alarm) => alarm.level === "breach"));
    const early = { at: order.reportedAt + hour };
    expect(await desk.refused(order.id, "acknowledged", early)).toEqual({
      status: 409,
      code: "order.needs-evidence",
      detail: "first_response: overdue, and in time as entered now",
    });
    const proven = await desk.act(order.id, "acknowledged", { ...early, evidence: [await desk.paper()] });
    expect(clockOf(proven, "first_response")).toMatchObject({ state: "met", completedAt: order.reportedAt + hour });
    expect(proven.events.at(-1)).toMatchObject({ at: order.reportedAt + hour, recordedAt: desk.time.now });
    expect((await alarms()).map((alarm) => `${alarm.milestone} ${alarm.level}`)).toContain("first_response breach");
  });

  it("and would make a late answer one in time needs a paper too", async () => {
    const { order } = await desk.order();
    desk.time.pass(3 * hour);
    expect(clockOf(await desk.act(order.id, "acknowledged"), "first_response").state).toBe("met_late");
    const early = { at: order.reportedAt + hour };
    expect((await desk.refused(order.id, "diagnosis_submitted", early)).code).toBe("order.needs-evidence");
    expect(clockOf(await desk.act(order.id, "diagnosis_submitted"), "first_response").state).toBe("met_late");
  });

  it("is refused before the report and after now", async () => {
    const { order } = await desk.order();
    desk.time.pass(hour);
    for (const at of [order.reportedAt - 1, desk.time.now + 1]) {
      expect((await desk.refused(order.id, "acknowledged", { at })).code).toBe("order.time-refused");
    }
  });
});

describe("an order that was not fixed", () => {
  it("is open again on the same clock, and its response stays given", async () => {
    const { id } = await attended("software");
    const due = clockOf(await desk.detail(id), "fix_software").dueAt ?? 0;
    desk.time.pass(5 * day);
    const done = await desk.act(id, "verified");
    const response = clockOf(done, "first_response");
    desk.time.pass(day);
    const again = await desk.act(id, "reopened", { party: "client", data: { reason: "not_fixed" } });
    expect(again.order).toMatchObject({ state: "reopened", nextDueAt: due });
    expect(clockOf(again, "fix_software")).toMatchObject({ state: "running", dueAt: due, completedAt: null });
    expect(clockOf(again, "first_response")).toEqual(response);
    desk.time.passTo(due + 1);
    expect(clockOf(await desk.act(id, "verified"), "fix_software")).toMatchObject({ state: "met_late", lateByMs: 1 });
  });

  it("is told of its deadline again after it was open again", async () => {
    const { id } = await attended("software");
    await desk.act(id, "verified");
    const again = await desk.act(id, "reopened", { data: { reason: "not_fixed" } });
    const [next] = again.planned;
    expect(next).toMatchObject({ milestone: "fix_software", level: "D-3" });
    desk.time.passTo(next?.at ?? 0);
    await eventually(
      async () => (await desk.server.get(`/alarms?order=${id}`, AlarmList)).alarms,
      (list) => list.some((alarm) => alarm.milestone === "fix_software" && alarm.level === "D-3"),
    );
  });

  it("cannot be open again before it was finished, by a technician, or without a word why", async () => {
    const { id } = await attended("software");
    const notFixed = { data: { reason: "not_fixed" } };
    expect(await desk.refused(id, "reopened", notFixed)).toMatchObject({ detail: "diagnosed (software): reopened" });
    desk.time.pass(hour);
    await desk.act(id, "verified");
    expect(await desk.refused(id, "reopened", { ...notFixed, at: desk.time.now - 1 })).toMatchObject({
      code: "order.time-refused",
    });
    expect(await desk.refused(id, "reopened", { ...notFixed, party: "technician" })).toMatchObject({ status: 403 });
    expect(await desk.refused(id, "reopened", { ...notFixed, text: "" })).toMatchObject({ detail: "text: empty" });
    expect((await desk.detail(id)).order.state).toBe("done");
  });
});

describe("a fault that came back as a new one", () => {
  it("is a new order with clocks of its own; both say which is the other's, and the old one stays finished", async () => {
    const { id } = await attended("software");
    const done = await desk.act(id, "verified");
    desk.time.pass(10 * day);
    const fresh = await desk.order({ class: "software", reopens: id, description: "同样的空白页" });
    expect(fresh.links).toEqual([{ id, number: done.order.number, relation: "reopens" }]);
    expect(clockOf(fresh, "fix_software")).toMatchObject({ state: "running", startAt: desk.time.now });
    const old = await desk.detail(id);
    expect(old.links).toEqual([{ id: fresh.order.id, number: fresh.order.number, relation: "reopened-as" }]);
    expect(old.order.state).toBe("done");
    expect(old.order.clocks).toEqual(done.order.clocks);
    expect(old.events.at(-1)).toMatchObject({
      type: "reopened",
      data: { reason: "new_fault", newOrderId: fresh.order.id },
      text: "同样的空白页",
    });
  });

  it("is opened by the word alone, with what the former order was about", async () => {
    const { id } = await attended("software");
    const done = await desk.act(id, "verified");
    desk.time.pass(day);
    const sent = { data: { reason: "new_fault" }, text: "又是空白页" };
    expect((await desk.preview(id, "reopened", sent)).changes).toEqual([]);
    const old = await desk.act(id, "reopened", sent);
    const [link] = old.links;
    expect(old.order.state).toBe("done");
    expect(link?.relation).toBe("reopened-as");
    const fresh = await desk.detail(link?.id ?? "");
    expect(fresh.order).toMatchObject({ class: "software", titleZh: done.order.titleZh, state: "reported" });
    expect(fresh.events[0]).toMatchObject({ type: "reported", text: "又是空白页", at: desk.time.now });
    expect(await desk.refused(id, "reopened", { ...sent, party: "technician" })).toMatchObject({ status: 403 });
  });

  it("cannot come from an order that is open or cancelled, of another terminal, or that does not exist", async () => {
    const { id } = await attended("software");
    const total = async () => (await desk.server.orders("?state=all")).total;
    const before = await total();
    expect(await desk.orderRefused({ reopens: id })).toMatchObject({ code: "order.refused" });
    expect(await desk.orderRefused({ reopens: "no-such" })).toMatchObject({ code: "order.refused" });
    await desk.act(id, "verified");
    expect(await desk.orderRefused({ reopens: id, kioskId: "cn-001" })).toMatchObject({ code: "order.refused" });
    expect(await desk.orderRefused({ reopens: id, description: " " })).toMatchObject({ detail: "description: empty" });
    expect(await desk.orderRefused({ reopens: id, party: "technician" })).toMatchObject({
      status: 403,
      detail: "technician: reopened",
    });
    const other = await attended("software");
    await desk.act(other.id, "cancelled", { data: { reason: "mistaken" } });
    expect(await desk.orderRefused({ reopens: other.id })).toMatchObject({ code: "order.refused" });
    expect(await total()).toBe(before + 1);
    expect((await desk.detail(id)).events.at(-1)?.type).toBe("verified");
  });
});

it("after all of this the log is one unbroken chain, and every order is what its log says", async () => {
  const result = await desk.audit();
  expect(result).toMatchObject({ ok: true, first: null });
  expect(result.events).toBeGreaterThan(50);
});
