// What stops a clock or moves its end, over HTTP: only what another person approved on a paper.
import { AlarmList, OrderRow, type PauseView } from "@kiosk/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clockOf, OrderDesk } from "./order-desk.ts";
import { eventually } from "./server-harness.ts";

const day = 24 * 3_600_000;
const client_cause = { reason: "client_cause" };

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

/** A software order of which only the seven days are open; the next day has begun when this returns. */
let id: string;
let reportedAt: number;
let due: number;
beforeEach(async () => {
  const opened = await desk.order({ class: "software" });
  id = opened.order.id;
  reportedAt = opened.order.reportedAt;
  due = clockOf(opened, "fix_software").dueAt ?? 0;
  await desk.act(id, "acknowledged");
  await desk.act(id, "diagnosis_submitted");
  desk.time.pass(day);
});

const events = async () => (await desk.detail(id)).events.map((event) => event.type);
const alarms = async () => (await desk.server.get(`/alarms?order=${id}&limit=500`, AlarmList)).alarms;

describe("a pause", () => {
  it("asked for by the supplier stops nothing until the buyer enters it with a paper", async () => {
    const asked = await desk.act(id, "pause_requested", { data: client_cause });
    expect(asked.order.paused).toBeNull();
    expect(asked.pauses).toEqual([]);
    expect(clockOf(asked, "fix_software")).toMatchObject({ state: "running", dueAt: due });

    const from = desk.time.now;
    const paused = await desk.act(id, "pause", { data: client_cause, evidence: [await desk.paper()] });
    expect(paused.order).toMatchObject({ paused: "client_cause", nextDueAt: null, band: "paused" });
    // of seven ends of day one has passed: the evening of the first full day is still to come
    expect(clockOf(paused, "fix_software")).toMatchObject({ state: "paused", dueAt: null, remainingDays: 7 });
    expect(paused.planned).toEqual([]);
    const pause: PauseView = { from, to: null, reason: "client_cause", approvedBy: "甲方代表", counts: true };
    expect(paused.pauses).toEqual([pause]);

    desk.time.pass(3 * day);
    const to = desk.time.now;
    const resumed = await desk.act(id, "resume");
    expect(resumed.order.paused).toBeNull();
    expect(resumed.pauses).toEqual([{ ...pause, to }]);
    expect(clockOf(resumed, "fix_software")).toMatchObject({ state: "running", dueAt: due + 3 * day });
    expect(resumed.order.nextDueAt).toBe(due + 3 * day);
    expect(resumed.planned.filter((p) => p.level === "D-3").map((p) => p.dueAt)).toEqual([due + 3 * day]);
  });

  it("says in the derivation which days it kept from counting", async () => {
    await desk.act(id, "pause", { data: client_cause, evidence: [await desk.paper()] });
    desk.time.pass(2 * day);
    await desk.act(id, "resume");
    const { steps, limitZh } = await desk.derivation(id, "CN-KIOSK", "fix_software");
    expect(limitZh).toContain("7");
    const skipped = steps.flatMap((step) => (step.kind === "tick" && step.why === "paused" ? [step.at] : []));
    const firstEvening = reportedAt - ((reportedAt + 8 * 3_600_000) % day) + 2 * day;
    expect(skipped).toEqual([firstEvening, firstEvening + day]);
    expect(steps.at(-1)).toMatchObject({ kind: "due", at: due + 2 * day });
  });

  it("entered by the project manager needs another person's approval", async () => {
    const evidence = [await desk.paper()];
    const pm = { party: "project_manager", by: "项目经理", data: client_cause, evidence } as const;
    expect(await desk.refused(id, "pause", pm)).toMatchObject({ status: 409, code: "order.needs-approval" });
    expect(await desk.refused(id, "pause", { ...pm, approvedBy: "项目经理" })).toMatchObject({
      code: "order.needs-approval",
      detail: "approvedBy: 项目经理",
    });
    expect(await events()).not.toContain("pause");
    const paused = await desk.act(id, "pause", { ...pm, approvedBy: "甲方代表" });
    expect(paused.pauses[0]).toMatchObject({ approvedBy: "甲方代表", counts: true });
    expect(paused.events.at(-1)).toMatchObject({ actor: "项目经理", party: "project_manager", approvedBy: "甲方代表" });
  });

  it("without evidence, without a reason in words, or on another ground is refused", async () => {
    expect(await desk.refused(id, "pause", { data: client_cause })).toMatchObject({ code: "order.needs-evidence" });
    const evidence = [await desk.paper()];
    expect(await desk.refused(id, "pause", { data: client_cause, evidence, text: " " })).toMatchObject({
      status: 400,
      detail: "text: empty",
    });
    const parts = { data: { reason: "waiting_for_parts" }, evidence };
    expect(await desk.refused(id, "pause", parts)).toMatchObject({ status: 400, code: "request.invalid" });
    expect((await desk.refused(id, "pause", parts)).detail).toContain("data.reason");
    expect(await events()).not.toContain("pause");
  });

  it("cannot stand twice, and only what stands can be ended", async () => {
    expect(await desk.refused(id, "resume")).toMatchObject({ code: "order.refused", detail: "not paused" });
    const sent = { data: client_cause, evidence: [await desk.paper()] };
    await desk.act(id, "pause", sent);
    expect(await desk.refused(id, "pause", sent)).toMatchObject({
      code: "order.refused",
      detail: "paused: client_cause",
    });
    expect(await desk.refused(id, "resume", { at: desk.time.now - 1 })).toMatchObject({ code: "order.time-refused" });
    desk.time.pass(1000);
    await desk.act(id, "resume");
  });

  it("cannot begin before the end of the one before it", async () => {
    const evidence = [await desk.paper()];
    await desk.act(id, "pause", { data: client_cause, evidence });
    desk.time.pass(day);
    await desk.act(id, "resume");
    const resumedAt = desk.time.now;
    desk.time.pass(1000);
    const early = { data: client_cause, evidence, at: resumedAt - 1 };
    expect(await desk.refused(id, "pause", early)).toMatchObject({ code: "order.time-refused" });
    expect((await desk.act(id, "pause", { ...early, at: resumedAt })).order.paused).toBe("client_cause");
  });

  it("can be declined by the buyer once it was asked for", async () => {
    expect(await desk.refused(id, "pause_declined")).toMatchObject({ detail: "no pause was asked for" });
    await desk.act(id, "pause_requested", { data: client_cause });
    expect((await desk.detail(id)).allowed.map((action) => action.type)).toContain("pause_declined");
    const declined = await desk.act(id, "pause_declined");
    expect(declined.order.paused).toBeNull();
    expect(clockOf(declined, "fix_software")).toMatchObject({ state: "running", dueAt: due });
    expect(await desk.refused(id, "pause_declined")).toMatchObject({ code: "order.refused" });
  });

  it("does not undo a breach; while it lasts the time overdue stands", async () => {
    desk.time.passTo(due + 3_600_000);
    const late = await desk.detail(id);
    expect(clockOf(late, "fix_software")).toMatchObject({ state: "breached", overdueMs: 3_600_000 });
    const paused = await desk.act(id, "pause", { data: client_cause, evidence: [await desk.paper()] });
    expect(paused.order).toMatchObject({ paused: "client_cause", band: "overdue" });
    desk.time.pass(2 * day);
    expect(clockOf(await desk.detail(id), "fix_software")).toMatchObject({
      state: "breached",
      dueAt: due,
      overdueMs: 3_600_000,
    });
    expect(clockOf(await desk.act(id, "resume"), "fix_software")).toMatchObject({
      state: "breached",
      dueAt: due,
      overdueMs: 2 * day + 3_600_000,
    });
  });
});

describe("an extension", () => {
  const granted = (days: number) => ({ data: { milestone: "fix_software", days, doc: "延期函 2026-07" } });

  it("with the buyer's paper moves the due instant, on the order's page and on the board alike", async () => {
    const { order } = await desk.act(id, "extension_requested", { data: { milestone: "fix_software", days: 5 } });
    expect(order.nextDueAt).toBe(due);
    const moved = await desk.act(id, "extension_granted", { ...granted(5), evidence: [await desk.paper()] });
    expect(clockOf(moved, "fix_software")).toMatchObject({ state: "running", dueAt: due + 5 * day });
    expect(moved.ignored).toEqual([]);
    const { orders } = await desk.server.orders("?state=open");
    expect(orders.find((row) => row.id === id)).toEqual(OrderRow.parse(moved.order));
    const { steps } = await desk.derivation(id, "CN-KIOSK", "fix_software");
    expect(steps.find((step) => step.kind === "extension")).toMatchObject({
      days: 5,
      eventId: moved.events.at(-1)?.id,
    });
    const told = await eventually(alarms, (list) => list.some((alarm) => alarm.level === "due_changed"));
    expect(told.find((alarm) => alarm.level === "due_changed")?.dueAt).toBe(due + 5 * day);
  });

  it("of a clock that has ended, or that the order has not, is refused", async () => {
    const evidence = [await desk.paper()];
    for (const milestone of ["first_response", "fix_part", "fix_hardware", "nonsense"]) {
      const sent = { data: { milestone, days: 5, doc: "延期函" }, evidence };
      expect(await desk.refused(id, "extension_granted", sent)).toEqual({
        status: 409,
        code: "order.refused",
        detail: `${milestone}: not an open clock of this order`,
      });
    }
    await desk.act(id, "verified");
    expect((await desk.refused(id, "extension_granted", { ...granted(5), evidence })).code).toBe("order.refused");
    expect(await events()).not.toContain("extension_granted");
  });

  it("without the paper, by the supplier, or approved by who enters it is refused", async () => {
    expect((await desk.refused(id, "extension_granted", granted(5))).code).toBe("order.needs-evidence");
    const evidence = [await desk.paper()];
    expect(await desk.refused(id, "extension_granted", { ...granted(5), evidence, party: "technician" })).toMatchObject(
      {
        status: 403,
        code: "order.not-permitted",
        detail: "technician: extension_granted",
      },
    );
    const own = { ...granted(5), evidence, party: "project_manager", by: "项目经理", approvedBy: "项目经理" } as const;
    expect((await desk.refused(id, "extension_granted", own)).code).toBe("order.needs-approval");
    const noDoc = { data: { milestone: "fix_software", days: 5 }, evidence };
    expect(await desk.refused(id, "extension_granted", noDoc)).toMatchObject({ status: 400 });
    expect(clockOf(await desk.detail(id), "fix_software").dueAt).toBe(due);
  });

  it("that comes after the breach is kept in the log, moves nothing, and is named as ignored", async () => {
    desk.time.passTo(due + 1);
    const sent = { ...granted(5), evidence: [await desk.paper()] };
    expect((await desk.preview(id, "extension_granted", sent)).changes).toEqual([]);
    const late = await desk.act(id, "extension_granted", sent);
    expect(clockOf(late, "fix_software")).toMatchObject({ state: "breached", dueAt: due, breached: true });
    expect(late.ignored).toEqual([
      { eventId: late.events.at(-1)?.id, type: "extension_granted", reason: "extension-after-breach" },
    ]);
  });

  it("can be declined by the buyer once it was asked for", async () => {
    expect(await desk.refused(id, "extension_declined")).toMatchObject({ detail: "no extension was asked for" });
    await desk.act(id, "extension_requested", { data: { milestone: "fix_software", days: 5 } });
    const declined = await desk.act(id, "extension_declined");
    expect(clockOf(declined, "fix_software").dueAt).toBe(due);
    expect(await desk.refused(id, "extension_declined")).toMatchObject({ code: "order.refused" });
  });
});
