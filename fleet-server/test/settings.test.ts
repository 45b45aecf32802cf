// What people set for a contract, over HTTP on a whole server: it takes effect, it keeps its history, and of two authors
// the second is told.
import {
  AuditList,
  EnrolmentSheet,
  EnrolmentStandings,
  enrolmentPassword,
  FaultList,
  FaultRulePreview,
  FaultRuleSettings,
  KioskDetail,
  KioskList,
  Overview,
  PointHoursList,
  ThresholdSettings,
} from "@kiosk/contract";
import type { LevelReading } from "@kiosk/firmware-profiles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { booklet, condition, deviceReport, kioskId, otherKioskId } from "./sample.ts";
import { newSecret, TestServer, type TestTerminal } from "./server-harness.ts";

let server: TestServer;
let terminal: TestTerminal;
let manager: SignedIn;
let owner: SignedIn;
let technician: SignedIn;
let foreign: SignedIn;

beforeAll(async () => {
  server = await TestServer.start();
  const people = await server.people();
  manager = await people.person("项目经理", [{ role: "project_manager", contract: "changning" }]);
  owner = await people.person("甲方", [{ role: "district_admin", contract: "changning" }]);
  technician = await people.person("工程师", [{ role: "technician", contract: "changning" }]);
  foreign = await people.person("达州经理", [{ role: "project_manager", contract: "dazhou" }]);
  terminal = await server.terminal();
});
afterAll(() => server.stop());

const level = (value: number): LevelReading => ({
  kind: "level",
  consumable: "ribbon",
  part: "",
  value,
  unit: "percent",
  quality: "counted",
  raw: "",
  at: Date.now(),
});

function bookletSays(over: Parameters<typeof deviceReport>[0]) {
  return deviceReport({
    deviceId: booklet,
    deviceClass: "bookletPrinter",
    profileId: "booklet-printer/olivetti-pr2plus",
    since: Date.now(),
    answeredAt: Date.now(),
    ...over,
  });
}

async function report(...devices: ReturnType<typeof deviceReport>[]): Promise<void> {
  await terminal.send("report", { ...terminal.envelope(), type: "diff", devices });
}

const reason = { owner: "李经理", note: "补货需三天" };
const ribbon = { consumable: "ribbon", deviceClass: null };
const thresholds = (by: SignedIn) => by.get("/contracts/changning/thresholds", ThresholdSettings);

describe("a threshold", () => {
  it("changes what is called low in the terminal, its row and the overview, and unknown stays unknown", async () => {
    await report(bookletSays({ readings: [level(25), { ...level(0), consumable: "toner", value: "unknown" }] }));
    const before = await manager.get(`/kiosks/${kioskId}`, KioskDetail);
    expect(before.consumables.map((c) => c.level)).toEqual(["ok", null]);
    const change = { ...ribbon, lowPercent: 30, criticalPercent: 20, ...reason, seenVersion: 0 };
    expect((await manager.post("/contracts/changning/thresholds", change)).status).toBe(201);
    const after = await manager.get(`/kiosks/${kioskId}`, KioskDetail);
    expect(after.consumables.map((c) => c.level)).toEqual(["low", null]);
    expect(after.kiosk).toMatchObject({ lowestPercent: 25, lowestLevel: "low" });
    expect((await manager.get("/overview?contract=changning", Overview)).consumables).toMatchObject({
      low: 1,
      unknown: 1,
    });
    const list = await manager.get("/kiosks?contract=changning", KioskList);
    expect(list.kiosks.find((k) => k.id === kioskId)?.lowestLevel).toBe("low");
  });

  it("of another contract is not touched by it", async () => {
    const row = (await foreign.get("/contracts/dazhou/thresholds", ThresholdSettings)).rows.find(
      (r) => r.key === "ribbon",
    );
    expect(row).toMatchObject({ lowPercent: 10, from: "product", current: null });
  });

  it("keeps every version with its author, owner and reason", async () => {
    const change = {
      ...ribbon,
      lowPercent: null,
      criticalPercent: null,
      owner: "王敏",
      note: "恢复默认",
      seenVersion: 1,
    };
    expect((await owner.post("/contracts/changning/thresholds", change)).status).toBe(201);
    const { history, rows } = await thresholds(manager);
    expect(history.map((v) => [v.version, v.lowPercent, v.by, v.owner, v.note])).toEqual([
      [2, null, "甲方", "王敏", "恢复默认"],
      [1, 30, "项目经理", "李经理", "补货需三天"],
    ]);
    expect(rows.find((r) => r.key === "ribbon")).toMatchObject({
      lowPercent: 10,
      from: "product",
      supplies: { ok: 1 },
    });
  });

  it("that somebody else changed in the meantime is refused, and nothing is lost", async () => {
    const change = { ...ribbon, lowPercent: 50, criticalPercent: 5, ...reason, seenVersion: 1 };
    expect(await manager.post("/contracts/changning/thresholds", change)).toMatchObject({
      status: 409,
      body: { code: "setting.stale" },
    });
    expect((await thresholds(manager)).history).toHaveLength(2);
  });

  it("sent twice at once is entered once", async () => {
    const change = {
      consumable: "paper",
      deviceClass: "a4Printer",
      lowPercent: 15,
      criticalPercent: 5,
      ...reason,
      seenVersion: 0,
    };
    const answers = await Promise.all([manager, owner].map((by) => by.post("/contracts/changning/thresholds", change)));
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409]);
  });

  it.each([
    ["critical above low", { lowPercent: 10, criticalPercent: 10 }],
    ["only one of the two", { lowPercent: 10, criticalPercent: null }],
    ["no reason", { lowPercent: 10, criticalPercent: 5, note: " " }],
    ["more than there is", { lowPercent: 101, criticalPercent: 5 }],
  ])("with %s is refused", async (_, wrong) => {
    const change = { ...ribbon, ...reason, seenVersion: 2, ...wrong };
    expect((await manager.post("/contracts/changning/thresholds", change)).status).toBe(400);
  });

  it("is not for a technician to read, nor for another contract's manager to find", async () => {
    expect((await technician.send("GET", "/contracts/changning/thresholds")).status).toBe(403);
    expect((await foreign.send("GET", "/contracts/changning/thresholds")).status).toBe(404);
  });

  it("is a line of the audit log with what was and what is", async () => {
    const auditor = (await server.people()).auditor;
    const { entries } = await auditor.get("/audit?action=setting.change&target=threshold:ribbon", AuditList);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      name: "甲方",
      contractId: "changning",
      before: { lowPercent: 30 },
      after: { lowPercent: null },
    });
  });
});

describe("a fault rule", () => {
  const rules = (by: SignedIn) => by.get("/contracts/changning/fault-rules", FaultRuleSettings);
  const rule = { code: "ribbon.out", opensOrder: null, severity: null, settleSeconds: null };
  const send = (change: object) =>
    manager.post("/contracts/changning/fault-rules", { ...rule, ...reason, seenVersion: 0, ...change });

  it("is shown for every code with what the product does and why", async () => {
    const { rows } = await rules(manager);
    expect(rows.find((r) => r.code === "ribbon.out")).toMatchObject({
      opensOrder: true,
      orderClass: "consumable",
      severity: "error",
      route: "vendor",
      product: { afterSeconds: 0, whyZh: expect.stringContaining("C6") },
      current: null,
    });
    expect(rows.find((r) => r.code === "paper.low")).toMatchObject({
      opensOrder: false,
      product: { orderClass: null },
    });
  });

  it("that opens no order is obeyed by the next report, and an order that exists stays", async () => {
    await report(bookletSays({ conditions: [condition("ribbon.out")] }));
    expect((await server.orders("?contract=changning")).orders).toHaveLength(1);
    expect((await send({ opensOrder: false })).status).toBe(201);
    expect((await server.orders("?contract=changning")).orders).toHaveLength(1);
    expect((await send({ code: "ribbon.missing", opensOrder: false })).status).toBe(201);
    await report(bookletSays({ conditions: [condition("ribbon.out"), condition("ribbon.missing")] }));
    expect((await server.orders("?contract=changning")).orders).toHaveLength(1);
  });

  it("gives the order its severity, and the terminal's faults too", async () => {
    expect((await send({ code: "head.failure", severity: "warning" })).status).toBe(201);
    await report(bookletSays({ conditions: [condition("head.failure")] }));
    const orders = (await server.orders("?contract=changning")).orders;
    expect(orders.find((o) => o.titleZh.includes("打印头故障"))?.severity).toBe("warning");
    const detail = await manager.get(`/kiosks/${kioskId}`, KioskDetail);
    expect(detail.faults.find((f) => f.code === "head.failure")?.severity).toBe("warning");
    const listed = await manager.get("/faults?contract=changning&code=head.failure", FaultList);
    expect(listed.groups.flatMap((g) => g.rows).map((r) => r.severity)).toEqual(["warning"]);
  });

  it("lets a condition settle longer", async () => {
    expect((await send({ code: "motor.failure", settleSeconds: 3600 })).status).toBe(201);
    await report(bookletSays({ conditions: [condition("motor.failure")] }));
    const detail = await manager.get(`/kiosks/${kioskId}`, KioskDetail);
    expect(detail.faults.find((f) => f.code === "motor.failure")?.state).toBe("pending");
  });

  it("that somebody else changed in the meantime is refused", async () => {
    expect(await send({ opensOrder: true, seenVersion: 0 })).toMatchObject({
      status: 409,
      body: { code: "setting.stale" },
    });
    expect((await rules(manager)).history.filter((v) => v.code === "ribbon.out")).toHaveLength(1);
  });

  it("is previewed on the faults that were, and the preview changes nothing", async () => {
    const { status, body } = await manager.post("/contracts/changning/fault-rules/preview", {
      ...rule,
      code: "head.failure",
      opensOrder: false,
    });
    expect(status).toBe(200);
    expect(FaultRulePreview.parse(body)).toMatchObject({
      days: 30,
      faults: 1,
      orders: 1,
      wouldNotOpen: 1,
      complete: true,
    });
    expect((await rules(manager)).rows.find((r) => r.code === "head.failure")?.opensOrder).toBe(true);
  });

  it("beyond its bounds is refused, and so is one without a reason", async () => {
    expect((await send({ code: "cover.open", settleSeconds: 86_401 })).status).toBe(400);
    expect((await send({ code: "cover.open", note: "" })).status).toBe(400);
    expect((await send({ code: "no.such-code" })).status).toBe(400);
  });
});

describe("opening hours of many points", () => {
  const office = { week: [1, 2, 3, 4, 5].map((day) => ({ day, fromMin: 540, toMin: 1020 })) };
  const change = (...changes: object[]) => manager.send("PUT", "/contracts/changning/opening-hours", { changes });
  const hoursOf = async (id: string) => (await manager.get(`/kiosks/${id}`, KioskDetail)).kiosk.openingHours;

  it("are set together, and undone by sending back what was", async () => {
    const both = [kioskId, otherKioskId];
    expect((await change(...both.map((id) => ({ kioskId: id, openingHours: office, seen: null })))).status).toBe(200);
    expect([await hoursOf(kioskId), await hoursOf(otherKioskId)]).toEqual([office, office]);
    expect((await change(...both.map((id) => ({ kioskId: id, openingHours: null, seen: office })))).status).toBe(200);
    expect(await hoursOf(kioskId)).toBeNull();
    const { points } = await technician.get("/contracts/changning/opening-hours", PointHoursList);
    expect(points).toHaveLength(46);
    expect(points[0]).toMatchObject({ kioskId: "cn-001", seq: 1, openingHours: null });
  });

  it("are all refused where one was changed by somebody else", async () => {
    const first = { kioskId, openingHours: office, seen: null };
    expect(await change(first, { kioskId: otherKioskId, openingHours: office, seen: office })).toMatchObject({
      status: 409,
      body: { code: "setting.stale", issues: [{ message: otherKioskId }] },
    });
    expect(await hoursOf(kioskId)).toBeNull();
  });

  it("of another contract's terminal are not found, and a day that ends before it begins is refused", async () => {
    expect((await change({ kioskId: "dz-001", openingHours: office, seen: null })).status).toBe(404);
    const wrong = { week: [{ day: 1, fromMin: 600, toMin: 600 }] };
    expect((await change({ kioskId, openingHours: wrong, seen: null })).status).toBe(400);
  });
});

describe("codes on a sheet", () => {
  const ids = ["cn-020", "cn-021"];
  const issue = (kioskIds: readonly string[]) =>
    manager.fetch("/contracts/changning/enrolment-codes", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kioskIds }),
    });
  const standing = async (id: string) =>
    (await manager.get("/contracts/changning/enrolments", EnrolmentStandings)).kiosks.find((k) => k.kioskId === id);
  const connects = (id: string, code: string) =>
    server.connect(id, enrolmentPassword(code, newSecret())).then(
      () => true,
      () => false,
    );

  it("are issued for many terminals at once, are not cached, and each enrols its own terminal once", async () => {
    const response = await issue(ids);
    expect([response.status, response.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { codes, caFingerprintSha256 } = EnrolmentSheet.parse(await response.json());
    expect(codes.map((c) => c.kioskId)).toEqual(ids);
    expect(caFingerprintSha256).not.toBe("");
    expect((await standing("cn-020"))?.unused).toHaveLength(1);
    const [first] = codes;
    expect(await connects("cn-021", first?.code ?? "")).toBe(false);
    expect(await connects("cn-020", first?.code ?? "")).toBe(true);
    expect(await standing("cn-020")).toMatchObject({ enrolledAt: expect.any(Number), unused: [] });
  });

  it("of an earlier sheet are void", async () => {
    const first = EnrolmentSheet.parse(await (await issue(["cn-022"])).json()).codes[0]?.code ?? "";
    const second = EnrolmentSheet.parse(await (await issue(["cn-022"])).json()).codes[0]?.code ?? "";
    expect((await standing("cn-022"))?.unused).toHaveLength(1);
    expect(await connects("cn-022", first)).toBe(false);
    expect(await connects("cn-022", second)).toBe(true);
  });

  it("that were taken back enrol nothing", async () => {
    const code = EnrolmentSheet.parse(await (await issue(["cn-023"])).json()).codes[0]?.code ?? "";
    const revoked = await manager.post("/contracts/changning/enrolment-codes/revoke", { kioskIds: ["cn-023"] });
    expect(revoked).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect(await connects("cn-023", code)).toBe(false);
    expect((await standing("cn-023"))?.unused).toEqual([]);
  });

  it("are not for the district's admin, nor for another contract's terminal", async () => {
    expect((await owner.post("/contracts/changning/enrolment-codes", { kioskIds: ids })).status).toBe(403);
    expect((await issue(["cn-020", "dz-001"])).status).toBe(404);
    expect((await standing("cn-020"))?.unused).toEqual([]);
  });
});
