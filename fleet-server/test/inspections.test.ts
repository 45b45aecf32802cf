// One inspection from its start to the deadline of its report, at a whole server.
import { randomUUID } from "node:crypto";
import { ChecklistList, OrderDetail, OrderList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOf, InspectionStage, type Inspector, local, passes, refusal, shown } from "./inspection-stage.ts";
import { booklet, condition, deviceReport, kioskId, reader } from "./sample.ts";
import { eventually, type TestTerminal } from "./server-harness.ts";

let stage: InspectionStage;
let terminal: TestTerminal;
let technician: Inspector;
let colleague: Inspector;
let manager: Inspector;
let buyer: Inspector;

beforeAll(async () => {
  stage = await InspectionStage.open("2026-09-10 09:30");
  technician = await stage.as("钱工", "technician");
  colleague = await stage.as("赵工", "technician");
  manager = await stage.as("李经理", "project_manager");
  buyer = await stage.as("甲方看客", "district_viewer");
  terminal = await stage.server.terminal();
});
afterAll(() => stage.server.stop());

const site = { checklistId: "hardware-site", itemId: "clean", deviceId: null } as const;
const failed = { ...site, outcome: "fail", text: "滤网积灰", photoIds: [randomUUID()] } as const;
const orders = (kiosk: string) => technician.who.get(`/work-orders?kiosk=${kiosk}`, OrderList);

describe("an inspection on site", () => {
  it("asks the lists of the terminal's devices, each for its device, and those of the terminal itself", async () => {
    const view = await technician.begun(kioskId, "hardware");
    const asked = view.targets.map(({ checklistId, deviceId }) => `${checklistId} ${deviceId ?? "-"}`);
    expect(asked.toSorted()).toEqual([
      `hardware-booklet-printer ${booklet}`,
      "hardware-host -",
      `hardware-id-card-reader ${reader}`,
      "hardware-network -",
      "hardware-power -",
      "hardware-site -",
    ]);
    expect(view.windowKey).toBe("cn-014:hardware:2026-09-01");
    expect(view.counts.open).toBe(passes(view).length);
    await technician.who.post(`/inspections/${view.id}/void`, { why: "试" });
  });

  it("begun again with the same id is the same, and somebody else's start names who has it", async () => {
    const { id } = await technician.begun("cn-001", "hardware");
    const again = shown(await technician.start("cn-001", "hardware", { id }), 201);
    expect(again).toMatchObject({ id, by: "钱工" });
    const second = refusal(await colleague.start("cn-001", "hardware"));
    expect(second).toEqual({ status: 409, code: "inspection.in-progress", detail: `钱工: ${id}` });
    expect(refusal(await colleague.start("cn-002", "hardware", { id })).code).toBe("inspection.id-taken");
    expect((await colleague.start("cn-001", "system")).status).toBe(201);
  });

  it("takes entries of two people, the later one stands and both are kept", async () => {
    const { id } = await technician.begun("cn-003", "hardware", { at: local("2026-09-10 08:00") });
    await colleague.recorded(id, [{ ...site, outcome: "pass", at: local("2026-09-10 09:00") }]);
    const view = await technician.recorded(id, [{ ...site, outcome: "na", at: local("2026-09-10 08:30") }]);
    expect(view.results.map(({ by, outcome }) => [by, outcome])).toEqual([["赵工", "pass"]]);
    expect(view.superseded.map(({ by, outcome }) => [by, outcome])).toEqual([["钱工", "na"]]);
  });

  it("takes all entries or none, and says which is wrong", async () => {
    const { id } = await technician.begun("cn-004", "hardware");
    const good = { ...site, outcome: "pass" };
    const refused = async (wrong: object) => refusal(await technician.record(id, [good, { ...good, ...wrong }]));
    expect(await refused({ itemId: "lid" })).toEqual({
      status: 409,
      code: "inspection.check-refused",
      detail: "entries.1 hardware-site/lid: the list has no such item",
    });
    expect((await refused({ deviceId: "nothing" })).detail).toMatch(/not asked of this device/);
    expect((await refused({ itemId: "temperature", measured: 60 })).detail).toMatch(/60 °C cannot pass/);
    expect((await refused({ outcome: "fail" })).detail).toMatch(/a fail needs a text/);
    expect((await refused({ at: stage.time.now + 600_000 })).code).toBe("inspection.time-refused");
    expect((await refused({ at: stage.time.now - 600_000 })).code).toBe("inspection.time-refused");
    expect((await technician.read(id)).results).toEqual([]);
  });

  it("takes pictures of one's own that are stored, and no others", async () => {
    const { id } = await technician.begun("cn-005", "hardware");
    const mine = await technician.picture(3);
    const photo = (digest: string) => ({ ...failed, photoIds: [], photos: [{ photoId: randomUUID(), digest }] });
    const theirs = await colleague.picture(4);
    expect(refusal(await technician.record(id, [photo(theirs)])).code).toBe("order.evidence-unknown");
    const view = await technician.recorded(id, [photo(mine)]);
    expect(view.results[0]?.photos[0]?.digest).toBe(mine);
    expect((await buyer.who.fetch(`/evidence/${mine}`)).status).toBe(200);
  });
});

describe("a fail", () => {
  it("opens one order of its item's class, and the same again opens none", async () => {
    const { id } = await technician.begun("cn-006", "hardware");
    const at = stage.time.now;
    const first = await technician.recorded(id, [{ ...failed, at }]);
    const orderId = first.results[0]?.orderId;
    const { order } = await technician.who.get(`/work-orders/${orderId}`, OrderDetail);
    expect(order).toMatchObject({ class: "hardware_repair", source: "inspection", state: "reported", deviceId: null });
    expect(order.titleZh).toBe("外观与环境：内外清洁除尘");
    const again = await technician.recorded(id, [{ ...failed, at }]);
    expect(again.superseded).toEqual([]);
    stage.time.pass(60_000);
    const worse = await colleague.recorded(id, [{ ...failed, text: "风道堵死" }]);
    expect(worse.results.map((r) => r.orderId)).toEqual([orderId]);
    expect((await orders("cn-006")).orders).toHaveLength(1);
  });

  it("at the next inspection belongs to the order that is still open", async () => {
    const { id } = await technician.begun("cn-006", "guarantee");
    await technician.who.post(`/inspections/${id}/void`, { why: "试" });
    const [before] = (await orders("cn-006")).orders;
    const open = (await technician.ofKiosk("cn-006")).open[0]?.id ?? "";
    await technician.who.post(`/inspections/${open}/void`, { why: "重做" });
    const next = await technician.begun("cn-006", "hardware");
    const view = await technician.recorded(next.id, [failed]);
    expect(view.results[0]?.orderId).toBe(before?.id);
  });

  it("belongs to the order that a fault of the same device has opened", async () => {
    await terminal.report([deviceReport({ deviceId: reader, conditions: [condition("device.hardware")] })]);
    await eventually(
      async () => {
        stage.time.pass(60_000);
        return orders(kioskId);
      },
      (list) => list.orders.some((order) => order.faultCode === "device.hardware"),
      8000,
    );
    const { id } = await technician.begun(kioskId, "hardware");
    const place = { checklistId: "hardware-id-card-reader", itemId: "read", deviceId: reader };
    const view = await technician.recorded(id, [
      { ...place, ...{ outcome: "fail", text: "读不出", photoIds: [randomUUID()] } },
    ]);
    const order = (await orders(kioskId)).orders.find(({ faultCode }) => faultCode === "device.hardware");
    expect(view.results[0]?.orderId).toBe(order?.id);
    expect((await orders(kioskId)).orders.filter(({ source }) => source === "inspection")).toEqual([]);
    await technician.who.post(`/inspections/${id}/void`, { why: "试" });
  });
});

describe("a completion", () => {
  it("is refused while something is unanswered, and says what", async () => {
    const view = await technician.begun("cn-007", "hardware");
    const [, ...rest] = passes(view);
    await technician.recorded(view.id, rest);
    const { checklistId, itemId } = passes(view)[0] ?? { checklistId: "", itemId: "" };
    expect(refusal(await technician.complete(view.id))).toEqual({
      status: 409,
      code: "inspection.incomplete",
      detail: `${checklistId}/${itemId}`,
    });
  });

  it("does the window, starts the report's five working days, and again it is the same", async () => {
    const view = await technician.begun("cn-008", "hardware");
    await technician.recorded(view.id, passes(view, {}, { "hardware-site/clean": failed }));
    expect(refusal(await technician.complete(view.id, { at: stage.time.now + 600_000 })).code).toBe(
      "inspection.time-refused",
    );
    expect(refusal(await technician.complete(view.id, { at: view.startedAt - 1 })).code).toBe(
      "inspection.time-refused",
    );
    const host = { name: "窗口老师", signaturePhotoId: randomUUID() };
    const done = await technician.completed(view.id, { conclusion: "可用", host });
    expect(done).toMatchObject({ state: "completed", counts: { fail: 1, open: 0 }, reportState: "none" });
    expect(done).toMatchObject({ reportDueAt: endOf("2026-09-17"), reportDueStatus: "final", reportDueBefore: null });
    expect(done.host?.signature).toEqual({ photoId: host.signaturePhotoId, digest: null });
    const again = await technician.completed(view.id, { conclusion: "改了" });
    expect(again).toMatchObject({ conclusion: "可用", completedAt: done.completedAt });
    const { windows, latest } = await buyer.ofKiosk("cn-008");
    expect(windows.find((w) => w.kind === "hardware")).toMatchObject({ state: "done", inspectionId: view.id });
    expect(latest.map(({ id }) => id)).toEqual([view.id]);
  });

  it("takes what was found before it and came later, and nothing that was found after it", async () => {
    const started = stage.time.now;
    const view = await technician.begun("cn-009", "system", { at: started });
    await technician.recorded(view.id, passes(view, { at: started }));
    stage.time.pass(3_600_000);
    await technician.completed(view.id, { at: started + 1_800_000 });
    const place = { checklistId: "system-terminal", itemId: "disk", deviceId: null, outcome: "fail", text: "满" };
    const late = await colleague.recorded(view.id, [{ ...place, at: started + 900_000 }]);
    expect(late.counts.fail).toBe(1);
    const after = await colleague.record(view.id, [{ ...place, at: started + 1_900_000 }]);
    expect(refusal(after).code).toBe("inspection.closed");
  });

  it("of work without signal counts by when it was done, and shows when it became known", async () => {
    const doneAt = stage.time.now;
    stage.at("2026-11-03 09:00");
    const view = await technician.whole("cn-010", "hardware", doneAt);
    expect(view).toMatchObject({ completedAt: doneAt, recordedAt: stage.time.now });
    const states = (await buyer.ofKiosk("cn-010")).windows.filter((w) => w.kind === "hardware").map((w) => w.state);
    expect(states.slice(0, 2)).toEqual(["done", "open"]);
  });

  it("after the end of a window leaves it missed and does the next", async () => {
    const view = await technician.whole("cn-011", "hardware");
    expect(view.windowKey).toBe("cn-011:hardware:2026-11-01");
    const states = (await buyer.ofKiosk("cn-011")).windows.filter((w) => w.kind === "hardware").map((w) => w.state);
    expect(states.slice(0, 3)).toEqual(["missed", "done", "future"]);
  });

  it("that was void counts for nothing, with its reason", async () => {
    const { id } = await technician.whole("cn-012", "system");
    const view = shown(await manager.who.post(`/inspections/${id}/void`, { why: "点位错了" }), 200);
    expect(view).toMatchObject({ state: "void", voidedWhy: "点位错了", reportDueAt: null });
    const { windows, latest } = await buyer.ofKiosk("cn-012");
    expect(windows.find((w) => w.key === "cn-012:system:2026-11-01")?.state).toBe("open");
    expect(latest).toEqual([]);
  });
});

describe("a checklist changed while somebody is at it", () => {
  it("leaves the visit its version, says that there is a newer one, and is asked from the next on", async () => {
    const view = await technician.begun("cn-013", "app");
    const { checklists } = await manager.who.get("/checklists?contract=changning", ChecklistList);
    const {
      version,
      contractId: _of,
      by: _by,
      at: _at,
      ...list
    } = checklists.find((l) => l.id === "app-services") ?? {
      ...{ version: 0, contractId: null, by: "", at: 0, items: [] },
    };
    const items = [...list.items, { ...list.items[0], id: "voice", zh: "语音播报", en: "Speech" }];
    const change = { ...list, items, contractId: "changning", note: "加一项", seenVersion: version };
    expect((await manager.who.post("/checklists", change)).status).toBe(201);
    expect(refusal(await manager.who.post("/checklists", change)).code).toBe("setting.stale");
    const still = await technician.read(view.id);
    expect(still.outdated).toEqual([{ checklistId: "app-services", version: 2 }]);
    expect(still.checklists[0]?.items.map((item) => item.id)).not.toContain("voice");
    await technician.recorded(view.id, passes(still));
    await technician.completed(view.id);
    const next = await technician.begun("cn-013", "app");
    expect(next.checklists[0]?.items.map((item) => item.id)).toContain("voice");
    expect(next.outdated).toEqual([]);
  });
});

describe("a system inspection", () => {
  it("shows what the terminal measured; a person confirms or corrects it, and the unknown is nobody's word", async () => {
    const item = { subject: "", deviceId: null, detail: "", measuredAt: Date.now() };
    await terminal.send("event", {
      ...terminal.envelope(),
      event: {
        type: "self-inspection",
        commandId: null,
        items: [
          { ...item, key: "disk-free", outcome: "pass", value: "41 GB" },
          { ...item, key: "memory-free", outcome: "fail", value: "90 MB" },
          { ...item, key: "certificate-days", outcome: "unknown", value: "", detail: "no file" },
        ],
      },
    });
    const view = await technician.begun(kioskId, "system");
    const said = await eventually(
      () => technician.read(view.id),
      ({ evidence }) => evidence.length >= 3,
    );
    expect(said.evidence.find((e) => e.itemId === "disk")).toMatchObject({ outcome: "pass", value: "41 GB" });
    expect(said.results).toEqual([]);
    expect(refusal(await technician.complete(view.id)).code).toBe("inspection.incomplete");
    const recorded = await technician.recorded(view.id, passes(view));
    const sourceOf = (itemId: string) => recorded.results.find((r) => r.itemId === itemId)?.source;
    expect(["disk", "memory", "certificate", "antivirus"].map(sourceOf)).toEqual([
      "confirmed",
      "corrected",
      "person",
      "person",
    ]);
  });
});

describe("the list of inspections", () => {
  it("comes page by page, newest first, each once", async () => {
    const all = await buyer.list("contract=changning&limit=200");
    const ids: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page = await buyer.list(`contract=changning&limit=5${next === "" ? "" : `&after=${next}`}`);
      expect(page.total).toBe(all.total);
      ids.push(...page.inspections.map(({ id }) => id));
      next = page.next;
    }
    expect(ids).toEqual(all.inspections.map(({ id }) => id));
    expect(ids).toHaveLength(all.total);
    expect(all.inspections.map((i) => i.startedAt)).toEqual(
      all.inspections.map((i) => i.startedAt).toSorted((a, b) => b - a),
    );
  });

  it("finds reports that are overdue, as their own deadlines say", async () => {
    const overdue = await buyer.list("contract=changning&report=overdue&limit=200");
    const open = await buyer.list("contract=changning&report=open&limit=200");
    const late = open.inspections.filter((i) => (i.reportDueAt ?? Number.POSITIVE_INFINITY) < stage.time.now);
    expect(late.length).toBeGreaterThan(0);
    expect(overdue.inspections).toEqual(late);
    expect((await buyer.plan()).reports).toEqual({ due: open.total, overdue: overdue.total });
  });

  it("shows nothing of another contract", async () => {
    const foreign = await stage.as("达州看客", "district_viewer", "dazhou");
    expect((await foreign.list("limit=200")).total).toBe(0);
    expect((await foreign.list("contract=changning")).total).toBe(0);
  });
});
