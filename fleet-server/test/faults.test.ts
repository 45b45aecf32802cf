// The alarm page's faults over a real server: listed by cause, acknowledged, suppressed, and back when they return.
import { AlarmList, AuditList, FaultList, FaultsTouched, KioskList, SuppressionList } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { booklet, condition, deviceReport, reader } from "./sample.ts";
import { eventually, TestServer, type TestTerminal } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 2, 0, 0);

let server: TestServer;
let time: SettableClock;
let pm: SignedIn;
beforeEach(async () => {
  time = new SettableClock(start);
  server = await TestServer.start({ clock: time.clock });
  pm = await (await server.people()).person("王经理", [{ role: "project_manager", contract: "changning" }]);
});
afterEach(() => server.stop());

const broken = (...codes: Parameters<typeof condition>[0][]) => [
  deviceReport({ conditions: codes.map((code) => condition(code)) }),
];
const list = (query = "", by = pm) => by.get(`/faults${query}`, FaultList);
const touched = async (path: string, body: unknown, by = pm) => {
  const answer = await by.post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return FaultsTouched.parse(answer.body);
};

async function onlyFault(query = "") {
  const { groups } = await list(query);
  const row = groups[0]?.rows[0];
  if (row === undefined || groups.length !== 1) throw new Error(`${groups.length} groups`);
  return row;
}

async function brokenTerminal(): Promise<TestTerminal> {
  const terminal = await server.terminal();
  await terminal.report(broken("device.hardware"));
  return terminal;
}

/** Until the fault is cleared for good: reported gone, and its settle time over. */
async function mend(terminal: TestTerminal): Promise<void> {
  await terminal.report(broken());
  time.pass(10 * minute);
  await terminal.send("heartbeat", { ...terminal.envelope(), uptimeMs: 1, answered: [], outbox: terminal.born.outbox });
  await eventually(
    () => list("?view=cleared"),
    (answer) => answer.groups.length === 1,
  );
}

describe("the list", () => {
  it("shows one lost hub and its devices as one cause", async () => {
    const terminal = await server.terminal();
    await terminal.report([
      deviceReport({ deviceId: reader, conditions: [condition("device.not-present")] }),
      deviceReport({
        deviceId: booklet,
        deviceClass: "bookletPrinter",
        profileId: "booklet-printer/olivetti-pr2plus",
        conditions: [condition("device.not-present")],
      }),
    ]);
    time.pass(minute);
    const answer = await eventually(
      () => list(),
      ({ groups }) => groups.some((g) => g.kind === "cause"),
    );
    expect(answer.groups).toHaveLength(1);
    expect(answer.groups[0]?.rows.map((r) => r.code)).toEqual(["hub.lost", "device.not-present", "device.not-present"]);
    expect(answer.counts.unacknowledged).toBe(1);
    // a filter for a consequence shows its cause with it
    expect((await list("?deviceClass=bookletPrinter")).groups[0]?.rows[0]?.code).toBe("hub.lost");
    expect((await list("?code=paper.out")).groups).toEqual([]);
  });

  it("guesses one cause for the same fault at three terminals of a street, and says that it is a guess", async () => {
    const street = (await server.detail()).kiosk.street;
    const { kiosks } = await pm.get("/kiosks", KioskList);
    const neighbours = kiosks.filter((k) => k.street === street).slice(0, 3);
    expect(neighbours).toHaveLength(3);
    for (const { id } of neighbours) await (await server.terminal(id)).report(broken("device.hardware"));
    const { groups } = await list();
    expect(groups.map((g) => [g.kind, g.size, g.terminals])).toEqual([["guess", 3, 3]]);
  });

  it("carries the order that was opened, with its deadline", async () => {
    await brokenTerminal();
    const row = await eventually(
      () => onlyFault(),
      (r) => r.order !== null,
    );
    expect(row.order?.nextDueAt).toBeGreaterThan(start);
  });

  it("pages without losing or doubling a cause", async () => {
    const terminal = await server.terminal();
    await terminal.report(broken("device.hardware", "device.tampered", "device.self-test-failed"));
    const ids: string[] = [];
    for (let after = ""; ; ) {
      const page = await list(`?limit=1${after}`);
      ids.push(...page.groups.map((g) => g.id));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
  });

  it("is cut to the contracts of whoever asks", async () => {
    await brokenTerminal();
    const people = await server.people();
    const stranger = await people.person("达州", [{ role: "project_manager", contract: "dazhou" }]);
    const answer = await list("", stranger);
    expect([answer.groups, answer.counts.unacknowledged, answer.codes]).toEqual([[], 0, []]);
    expect((await list("?contract=changning", stranger)).groups).toEqual([]);
    expect((await people.auditor.fetch("/faults")).status).toBe(403);
  });
});

describe("acknowledging", () => {
  it("notes the person and the comment, and moves the fault to the acknowledged", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const answer = await touched("/faults/acknowledgements", { faults: [{ id, occurrences }], comment: "已联系厂商" });
    expect(answer).toMatchObject({ done: [id], skipped: [] });
    expect((await list()).groups).toEqual([]);
    expect((await onlyFault("?view=acknowledged")).acknowledged).toMatchObject({
      name: "王经理",
      comment: "已联系厂商",
    });
  });

  it("names what changed since the person looked, and does the rest", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const faults = [
      { id, occurrences: occurrences + 1 },
      { id: "no-such", occurrences: 1 },
    ];
    const answer = await touched("/faults/acknowledgements", { faults, comment: "" });
    expect(answer.done).toEqual([]);
    expect(answer.skipped).toMatchObject([
      { id, reason: "changed", zh: "设备硬件故障", kioskSeq: 14 },
      { id: "no-such", reason: "not-found", zh: null },
    ]);
  });

  it("is over when the fault clears: its return is unacknowledged again", async () => {
    const terminal = await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    await touched("/faults/acknowledgements", { faults: [{ id, occurrences }], comment: "" });
    await mend(terminal);
    expect((await onlyFault("?view=cleared")).acknowledged?.name).toBe("王经理");
    await terminal.report(broken("device.hardware"));
    const back = await onlyFault();
    expect([back.id, back.acknowledged, back.occurrences > occurrences]).toEqual([id, null, true]);
  });

  it("can be taken back by its giver, not by somebody else", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const { at } = await touched("/faults/acknowledgements", { faults: [{ id, occurrences }], comment: "" });
    const other = await (await server.people()).person("李调度", [{ role: "dispatcher", contract: "changning" }]);
    const undo = { faults: [{ id, at }] };
    expect((await touched("/faults/acknowledgements/undo", undo, other)).skipped).toMatchObject([
      { reason: "not-yours", name: "王经理" },
    ]);
    expect((await touched("/faults/acknowledgements/undo", undo)).done).toEqual([id]);
    expect((await onlyFault()).acknowledged).toBeNull();
  });

  it("of a foreign contract is not found, and without the right it is refused", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const people = await server.people();
    const body = { faults: [{ id, occurrences }], comment: "" };
    const stranger = await people.person("达州", [{ role: "project_manager", contract: "dazhou" }]);
    expect((await touched("/faults/acknowledgements", body, stranger)).skipped).toMatchObject([
      { reason: "not-found", kioskSeq: null },
    ]);
    const viewer = await people.person("只读", [{ role: "district_viewer", contract: "changning" }]);
    expect((await viewer.post("/faults/acknowledgements", body)).status).toBe(403);
    const both = await people.person("两地", [
      { role: "district_viewer", contract: "changning" },
      { role: "project_manager", contract: "dazhou" },
    ]);
    expect((await touched("/faults/acknowledgements", body, both)).skipped).toMatchObject([{ reason: "denied" }]);
    expect((await onlyFault()).acknowledged).toBeNull();
  });

  it("stands in the audit log, with who and in which contract", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    await touched("/faults/acknowledgements", { faults: [{ id, occurrences }], comment: "记录" });
    const { auditor } = await server.people();
    const { entries } = await auditor.get("/audit?action=fault.acknowledge", AuditList);
    expect(entries).toMatchObject([{ name: "王经理", contractId: "changning", after: { comment: "记录" } }]);
  });
});

describe("suppressing", () => {
  const until = (ms: number) => time.now + ms;

  it("hides the cause from the list and the bell until its end, and shows it again by itself", async () => {
    const terminal = await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const body = { faults: [{ id, occurrences }], until: until(180 * minute), reason: "装修停用" };
    expect((await touched("/suppressions", body)).done).toEqual([id]);
    expect((await list()).groups).toEqual([]);
    expect((await onlyFault("?view=suppressed")).suppressed).toMatchObject({ name: "王经理", reason: "装修停用" });
    // half of the two hours' clock is over: the warning is recorded with the order, and the bell does not ring
    time.pass(70 * minute);
    const orderId = (await onlyFault("?view=suppressed")).order?.id ?? "";
    await eventually(
      () => pm.get(`/alarms?order=${orderId}`, AlarmList),
      ({ alarms }) => alarms.length > 0,
    );
    expect((await pm.get("/alarms", AlarmList)).alarms).toEqual([]);
    time.pass(110 * minute);
    await terminal.send("heartbeat", {
      ...terminal.envelope(),
      uptimeMs: 1,
      answered: [],
      outbox: terminal.born.outbox,
    });
    expect((await onlyFault()).suppressed).toBeNull();
    await eventually(
      () => pm.get("/suppressions", SuppressionList),
      ({ suppressions }) => suppressions.length === 0,
    );
    expect((await pm.get("/alarms", AlarmList)).alarms.length).toBeGreaterThan(0);
  });

  it("holds when the fault clears and returns, and can be lifted", async () => {
    const terminal = await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    await touched("/suppressions", { faults: [{ id, occurrences }], until: until(86_400_000), reason: "待换新机" });
    await mend(terminal);
    const [kept] = (await pm.get("/suppressions", SuppressionList)).suppressions;
    expect(kept).toMatchObject({ active: false, zh: "设备硬件故障" });
    time.pass(15 * minute);
    await terminal.report(broken("device.hardware"));
    expect((await onlyFault("?view=suppressed")).id).not.toBe(id);
    expect((await list()).groups).toEqual([]);
    const lifted = await pm.post(`/suppressions/${kept?.id}/lift`);
    expect(lifted.status).toBe(200);
    expect((await list()).groups).toHaveLength(1);
    expect((await pm.post(`/suppressions/${kept?.id}/lift`)).status).toBe(404);
  });

  it("stops neither the order nor its clock", async () => {
    await brokenTerminal();
    const before = await eventually(
      () => onlyFault(),
      (r) => r.order !== null,
    );
    const { id, occurrences } = before;
    await touched("/suppressions", { faults: [{ id, occurrences }], until: until(86_400_000), reason: "测试" });
    expect((await onlyFault("?view=suppressed")).order).toEqual(before.order);
  });

  it.each([
    ["in the past", -1],
    ["more than thirty days ahead", 30 * 86_400_000 + minute],
  ])("is refused with an end %s", async (_when, ms) => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const answer = await pm.post("/suppressions", { faults: [{ id, occurrences }], until: until(ms), reason: "x" });
    expect(answer).toMatchObject({ status: 400, body: { code: "fault.suppression-end" } });
    expect((await list()).groups).toHaveLength(1);
  });

  it("is for those who hold the right: a technician may acknowledge, but not suppress", async () => {
    await brokenTerminal();
    const { id, occurrences } = await onlyFault();
    const technician = await (await server.people()).person("赵工", [{ role: "technician", contract: "changning" }]);
    const body = { faults: [{ id, occurrences }], until: until(minute), reason: "x" };
    expect((await technician.post("/suppressions", body)).status).toBe(403);
  });
});
