// The three ways an order is worked to its end, over HTTP: each state, each refusal, and the clocks that go with them.
import { OrderRow } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockOf, endOf, findClock, local, OrderDesk, standing } from "./order-desk.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

describe("a software order", () => {
  it("goes from the report over the diagnosis to the verification, which alone ends its seven days", async () => {
    const opened = await desk.order({ class: "software" });
    const { id } = opened.order;
    expect(opened.order).toMatchObject({ state: "reported", policyKnown: true, band: "24h", source: "api" });
    expect(clockOf(opened, "fix_software")).toMatchObject({
      state: "running",
      dueAt: endOf("2026-09-17"),
      dayClock: true,
      pausable: true,
    });
    expect(clockOf(opened, "first_response").pausable).toBe(false);
    expect(opened.order.nextDueAt).toBe(local("2026-09-10 11:30"));

    desk.at("2026-09-10 10:00");
    const heard = await desk.act(id, "acknowledged");
    expect(heard.order.state).toBe("acknowledged");
    expect(clockOf(heard, "first_response")).toMatchObject({ state: "met", completedAt: desk.time.now });

    desk.at("2026-09-10 15:00");
    const found = await desk.act(id, "diagnosis_submitted");
    expect(found.order.state).toBe("diagnosed");
    expect(clockOf(found, "prelim_diagnosis").state).toBe("met");

    desk.at("2026-09-12 09:00");
    const fixed = await desk.act(id, "fixed");
    expect(fixed.order.state).toBe("fixed");
    // C12: the system's verification is part of the repair
    expect(clockOf(fixed, "fix_software")).toMatchObject({ state: "running", dueAt: endOf("2026-09-17") });

    desk.at("2026-09-12 16:00");
    const done = await desk.act(id, "verified");
    expect(done.order).toMatchObject({ state: "done", nextDueAt: null, band: "none" });
    expect(clockOf(done, "fix_software")).toMatchObject({ state: "met", completedAt: desk.time.now, breached: false });
    expect(done.events.map((event) => event.type)).toEqual([
      "reported",
      "acknowledged",
      "diagnosis_submitted",
      "fixed",
      "verified",
    ]);
    const { orders } = await desk.server.orders("?state=open");
    expect(orders.map((row) => row.id)).not.toContain(id);
  });

  it("is not ended by a hardware test", async () => {
    const { order } = await desk.order({ class: "software" });
    expect(await desk.refused(order.id, "tested")).toEqual({
      status: 409,
      code: "order.refused",
      detail: "reported (software): tested",
    });
    expect((await desk.detail(order.id)).events).toHaveLength(1);
  });

  it("verified at the due instant is in time, and a millisecond later is late", async () => {
    const start = desk.at("2026-09-13 09:00");
    const inTime = await desk.order({ class: "software", kioskId: "cn-001" });
    const late = await desk.order({ class: "software", kioskId: "cn-002" });
    const due = endOf("2026-09-20");
    desk.time.passTo(due);
    expect(clockOf(await desk.act(inTime.order.id, "verified"), "fix_software")).toMatchObject({
      state: "met",
      startAt: start,
      dueAt: due,
      lateByMs: null,
    });
    desk.time.pass(1);
    expect(clockOf(await desk.act(late.order.id, "verified"), "fix_software")).toMatchObject({
      state: "met_late",
      lateByMs: 1,
      breached: true,
    });
  });

  it("takes no further work once it is cancelled, only notes and corrections", async () => {
    const { order } = await desk.order({ class: "software" });
    const cancelled = await desk.act(order.id, "cancelled", { data: { reason: "duplicate" } });
    expect(cancelled.order.state).toBe("cancelled");
    expect(clockOf(cancelled, "fix_software")).toMatchObject({ state: "cancelled", breached: false });
    expect(cancelled.allowed.map((action) => action.type)).toEqual(["note", "corrected", "disputed"]);
    for (const type of ["verified", "fixed", "acknowledged"] as const) {
      expect((await desk.refused(order.id, type)).code).toBe("order.refused");
    }
    expect((await desk.act(order.id, "note")).events.at(-1)?.type).toBe("note");
  });
});

describe("a hardware order", () => {
  it("cannot be tested before a diagnosis is confirmed, and closes with the test after it", async () => {
    desk.at("2026-09-21 08:00");
    const opened = await desk.order({ class: "hardware_repair" });
    const { id } = opened.order;
    expect(clockOf(opened, "fix_hardware")).toMatchObject({ state: "not_started", dueAt: null });
    await desk.act(id, "acknowledged");
    await desk.act(id, "diagnosis_submitted");
    expect(await desk.refused(id, "tested")).toMatchObject({
      code: "order.refused",
      detail: "diagnosed (hardware_repair): tested",
    });
    expect((await desk.refused(id, "fixed")).code).toBe("order.refused");

    desk.at("2026-09-22 14:00");
    const confirmed = await desk.act(id, "diagnosis_confirmed", { data: { method: "onsite" } });
    expect(confirmed.order.state).toBe("confirmed");
    expect(clockOf(confirmed, "fix_hardware")).toMatchObject({
      state: "running",
      startAt: desk.time.now,
      dueAt: endOf("2026-10-22"),
    });

    desk.at("2026-09-24 14:00");
    await desk.act(id, "fixed");
    const done = await desk.act(id, "tested");
    expect(done.order.state).toBe("done");
    expect(clockOf(done, "fix_hardware")).toMatchObject({ state: "met", completedAt: desk.time.now });
  });

  it("counts from the earliest confirmation, whoever confirms again", async () => {
    const first = desk.at("2026-09-24 15:00");
    const { order } = await desk.order({ class: "hardware_repair" });
    await desk.act(order.id, "diagnosis_confirmed", { data: { method: "remote" } });
    desk.at("2026-09-30 15:00");
    const again = await desk.act(order.id, "diagnosis_confirmed", { party: "client", data: { method: "onsite" } });
    expect(clockOf(again, "fix_hardware")).toMatchObject({ startAt: first, dueAt: endOf("2026-10-24") });
  });

  it("cannot be tested without a confirmed diagnosis by being called software while it is fixed", async () => {
    const { order } = await desk.order({ class: "software" });
    await desk.act(order.id, "fixed");
    const hardware = await desk.act(order.id, "classified", { data: { class: "hardware_repair" } });
    expect(clockOf(hardware, "fix_hardware").state).toBe("not_started");
    expect(hardware.allowed.map((action) => action.type)).not.toContain("tested");
    expect(await desk.refused(order.id, "tested")).toMatchObject({ code: "order.refused" });
    await desk.act(order.id, "diagnosis_confirmed", { data: { method: "onsite" } });
    expect((await desk.act(order.id, "tested")).order.state).toBe("done");
  });

  it("says that nobody confirmed a diagnosis a day after the report", async () => {
    const opened = await desk.order({ class: "hardware_repair", kioskId: "cn-003" });
    expect(opened.attention).toEqual([]);
    desk.time.pass(24 * 3_600_000 + 1);
    expect((await desk.detail(opened.order.id)).attention).toEqual([
      { code: "diagnosis-unconfirmed", since: opened.order.reportedAt },
    ]);
    await desk.act(opened.order.id, "diagnosis_confirmed", { data: { method: "onsite" } });
    expect((await desk.detail(opened.order.id)).attention).toEqual([]);
  });
});

describe("a consumable order", () => {
  it("has the supplier's proposal as an advisory clock, and no contractual deadline beside the response", async () => {
    desk.at("2026-10-10 09:00");
    const opened = await desk.order({ class: "consumable" });
    // 10 October 2026 is a Saturday on which people work
    expect(clockOf(opened, "replace_consumable")).toMatchObject({ role: "advisory", dueAt: endOf("2026-10-13") });
    expect(opened.order.nextDueAt).toBe(local("2026-10-10 11:00"));
    const done = await desk.act(opened.order.id, "verified");
    expect(done.order.state).toBe("done");
    expect(clockOf(done, "replace_consumable").state).toBe("met");
  });
});

describe("a call at the hotline", () => {
  it("keeps the time of the call and of the entry apart, and its clocks count from the call", async () => {
    const entered = desk.at("2026-10-12 10:30");
    const called = local("2026-10-12 09:00");
    const opened = await desk.order({ reportedAt: called });
    expect(opened.order).toMatchObject({ reportedAt: called, enteredAt: entered });
    expect(opened.events[0]).toMatchObject({ type: "reported", at: called, recordedAt: entered });
    expect(clockOf(opened, "first_response")).toMatchObject({ startAt: called, dueAt: local("2026-10-12 11:00") });
  });

  it("entered after its two hours have gone stands overdue at once", async () => {
    const opened = await desk.order({ reportedAt: local("2026-10-12 07:00") });
    expect(clockOf(opened, "first_response")).toMatchObject({ state: "breached", overdueMs: 90 * 60_000 });
    expect(opened.order.band).toBe("overdue");
  });

  it("of the future is refused and leaves no order", async () => {
    const before = (await desk.server.orders("?state=all")).total;
    expect(await desk.orderRefused({ reportedAt: desk.time.now + 1 })).toEqual({
      status: 400,
      code: "request.invalid",
      detail: "reportedAt: in the future",
    });
    expect((await desk.server.orders("?state=all")).total).toBe(before);
  });
});

describe("an on-site visit", () => {
  it("has 24 hours from the request, which only a technician or the vendor can end, on the spot", async () => {
    const start = desk.at("2026-10-14 16:00");
    const opened = await desk.order({ class: "software" });
    expect(findClock(opened, "onsite_arrival", "CN-ONSITE")).toBeUndefined();
    expect((await desk.refused(opened.order.id, "arrived")).code).toBe("order.refused");
    const asked = await desk.act(opened.order.id, "onsite_requested", { party: "client" });
    const [clock] = asked.order.clocks.filter((c) => c.policy === "CN-ONSITE");
    expect(clock).toMatchObject({ state: "running", startAt: start, dueAt: local("2026-10-15 16:00") });
    expect(await desk.refused(opened.order.id, "arrived", { party: "dispatcher" })).toMatchObject({ status: 403 });
    desk.at("2026-10-15 15:59");
    const there = await desk.act(opened.order.id, "arrived", { party: "technician" });
    expect(there.order.clocks.find((c) => c.policy === "CN-ONSITE")?.state).toBe("met");
  });
});

describe("an order", () => {
  it("has the same row on the board as on its own page", async () => {
    const opened = await desk.order({ class: "hardware_repair", kioskId: "cn-005" });
    await desk.act(opened.order.id, "diagnosis_confirmed", { data: { method: "remote" } });
    const { orders } = await desk.server.orders("?kiosk=cn-005");
    expect(orders).toEqual([OrderRow.parse((await desk.detail(opened.order.id)).order)]);
  });

  it("shows the other clauses and readings beside the clocks that bind", async () => {
    const opened = await desk.order({ class: "software" });
    const roles = new Map(opened.otherClocks.map((clock) => [clock.policy, clock.role]));
    expect(Object.fromEntries(roles)).toEqual({
      "CN-GEN-SIMPLE": "shadow",
      "CN-KIOSK@exact": "reading",
      "CN-KIOSK@inclusive": "reading",
      "CN-KIOSK@civil203": "reading",
    });
    expect(standing(opened.order.clocks)).toEqual({
      first_response: "running",
      prelim_diagnosis: "running",
      fix_software: "running",
    });
    const at = (policy: string) => clockOf(opened, "fix_software", policy).dueAt;
    expect([at("CN-KIOSK@inclusive"), at("CN-KIOSK@exact"), at("CN-KIOSK")]).toEqual([
      endOf("2026-10-21"),
      desk.time.now + 7 * 24 * 3_600_000,
      endOf("2026-10-22"),
    ]);
  });

  it("of a contract without a policy for it has no deadline, and says so", async () => {
    const opened = await desk.order({ kioskId: "dz-001", class: "hardware_repair" });
    expect(opened.order).toMatchObject({ clocks: [], nextDueAt: null, band: "none", policyKnown: true });
    const created = await desk.server.post("/contracts", {
      id: "bare",
      zh: "无条款",
      en: "None",
      startsAt: null,
      endsAt: null,
    });
    expect(created.status).toBe(201);
    const kiosk = {
      id: "bare-001",
      contractId: "bare",
      seq: 1,
      name: "试点",
      district: "",
      street: "",
      address: "试点路1号",
      macs: ["02-00-00-00-00-01"],
      lon: 121,
      lat: 31,
      confidence: "low",
    };
    expect((await desk.server.post("/kiosks", kiosk)).status).toBe(201);
    expect((await desk.order({ kioskId: "bare-001" })).order).toMatchObject({ clocks: [], policyKnown: false });
  });
});
