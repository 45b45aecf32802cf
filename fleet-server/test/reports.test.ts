// Reports at a whole server: one inspection's from its completion to the buyer's acknowledgement, weeks and months by themselves.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  InspectionView,
  Ledger,
  OwedReports,
  Problem,
  ReportDetail,
  ReportPage,
  ReportTemplates,
  TermsList,
} from "@kiosk/contract";
import { Document, Packer, Paragraph, TextRun } from "docx";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { endOf, Inspector, local, passes } from "./inspection-stage.ts";
import { eventually, TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const dataDir = mkdtempSync(join(tmpdir(), "reports-"));
const time = new SettableClock(local("2026-09-10 09:30"));
let server: TestServer;
let inspector: Inspector;
let technician: SignedIn;
let dispatcher: SignedIn;
let manager: SignedIn;
let buyer: SignedIn;
let viewer: SignedIn;

const here = { contract: "changning" } as const;
const month = { contractId: "changning", kind: "month", period: "2026-09" } as const;

beforeAll(async () => {
  server = await TestServer.start({ dataDir, clock: time.clock });
  const people = await server.people();
  technician = await people.person("钱工", [{ role: "technician", ...here }]);
  dispatcher = await people.person("孙调度", [{ role: "dispatcher", ...here }]);
  manager = await people.person("李经理", [
    { role: "project_manager", ...here },
    { role: "project_manager", contract: "dazhou" },
  ]);
  buyer = await people.person("王处", [{ role: "district_admin", ...here }]);
  viewer = await people.person("甲方看客", [{ role: "district_viewer", ...here }]);
  inspector = new Inspector(technician);
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const read = (id: string, query = "") => viewer.get(`/reports/${id}${query}`, ReportDetail);

function detail({ status, body }: { status: number; body: unknown }): ReportDetail {
  if (status >= 300) throw new Error(JSON.stringify(body));
  return ReportDetail.parse(body);
}

function refusal({ status, body }: { status: number; body: unknown }): string {
  const { code, issues } = Problem.parse(body);
  return `${status} ${code} ${issues[0]?.message ?? ""}`.trim();
}

const drafted = async (who: SignedIn, body: object) => detail(await who.post("/reports", body));
const put = (who: SignedIn, path: string, body: object) => who.send("PUT", path, body);

async function act(who: SignedIn, id: string, what: string, comment = "") {
  const { version: seenVersion, textVersion: seenTextVersion } = await read(id);
  return who.post(`/reports/${id}/acts`, { act: what, comment, seenVersion, seenTextVersion });
}

async function fileOf(id: string, query: string): Promise<Uint8Array> {
  const response = await viewer.fetch(`/reports/${id}/file?${query}`);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const words = (docx: Uint8Array) =>
  strFromU8(unzipSync(docx)["word/document.xml"] ?? new Uint8Array()).replace(/<[^>]+>/g, "");

/** The report of an inspection that was just completed. */
async function reportOf(inspectionId: string): Promise<ReportDetail> {
  const { reports } = await eventually(
    () => viewer.get(`/reports?subject=${inspectionId}`, ReportPage),
    (page) => page.total > 0,
    10_000,
  );
  return read(reports[0]?.id ?? "");
}

describe("the report of an inspection", () => {
  let report: ReportDetail;
  let inspectionId: string;

  it("is drafted by itself when the inspection is completed, due after five working days", async () => {
    const begun = await inspector.begun("cn-014", "hardware");
    const { id, checklists } = begun;
    inspectionId = id;
    const list = checklists.find((one) => one.id === "hardware-site");
    await inspector.recorded(id, passes(begun));
    await inspector.completed(id, { conclusion: "设备运行正常", advice: "建议增加防尘罩" });
    report = await reportOf(id);
    expect(report).toMatchObject({ state: "draft", version: 1, drafter: "钱工", kioskId: "cn-014", lateMs: 0 });
    expect(report.number).toBe("CN-XJ-202609-001");
    expect(report.dueAt).toBe(endOf("2026-09-17"));
    const results = report.sections.find((one) => one.id === "checks")?.tables[0];
    expect(results?.rows.map((row) => row[0])).toContain(list?.zh);
    expect(report.sections.find((one) => one.id === "advice")?.text).toBe("建议增加防尘罩");
    expect(await viewer.get(`/inspections/${id}`, InspectionView)).toMatchObject({ reportState: "draft" });
  });

  it("takes words while it is a draft; who saw an older state is told, and figures are nobody's to write", async () => {
    const edit = (texts: object, seenTextVersion: number) =>
      put(technician, `/reports/${report.id}/texts`, { texts, seenTextVersion });
    const after = detail(await edit({ conclusion: "合格" }, 1));
    expect(after.sections.find((one) => one.id === "conclusion")?.text).toBe("合格");
    expect(after.sections.find((one) => one.id === "advice")?.text).toBe("建议增加防尘罩");
    expect(refusal(await edit({ conclusion: "旧" }, 1))).toBe("409 report.stale 2");
    expect(refusal(await edit({ checks: "全部正常" }, 2))).toBe("400 report.section checks");
  });

  it("is reviewed by somebody who had no part in it", async () => {
    const helped = await put(dispatcher, `/reports/${report.id}/texts`, { texts: { advice: "" }, seenTextVersion: 2 });
    expect(detail(helped).may).toMatchObject({ ownWork: true, acts: [] });
    expect(refusal(await act(technician, report.id, "review"))).toBe("409 report.party report.review");
    expect(refusal(await act(dispatcher, report.id, "review"))).toBe("409 report.own-review 孙调度");
    expect(refusal(await act(manager, report.id, "file"))).toBe("409 report.state draft");
    expect(detail(await act(manager, report.id, "review"))).toMatchObject({ state: "reviewed", reviewer: "李经理" });
    const late = await put(technician, `/reports/${report.id}/texts`, { texts: {}, seenTextVersion: 3 });
    expect(refusal(late)).toBe("409 report.state reviewed");
  });

  it("is filed at the time that counts, and acknowledged by the buyer alone", async () => {
    time.pass(60_000);
    const filed = detail(await act(dispatcher, report.id, "file"));
    expect(filed).toMatchObject({ state: "filed", filedAt: time.now, lateMs: 0 });
    const told = await viewer.get(`/inspections/${inspectionId}`, InspectionView);
    expect(told).toMatchObject({ reportState: "filed", reportFiledAt: time.now });
    expect(refusal(await act(manager, report.id, "acknowledge"))).toBe("409 report.party report.acknowledge");
    const done = detail(await act(buyer, report.id, "acknowledge"));
    expect(done).toMatchObject({ state: "acknowledged", acknowledger: "王处" });
    expect(done.events.map((event) => event.act)).toEqual(["draft", "edit", "edit", "review", "file", "acknowledge"]);
  });

  it("is the same bytes in every format after the server was started again", async () => {
    const formats = ["docx", "pdf", "xlsx"] as const;
    const before = await Promise.all(formats.map((format) => fileOf(report.id, `format=${format}`)));
    await server.stop();
    time.pass(3_600_000);
    server = await TestServer.start({ dataDir, clock: time.clock });
    await server.people();
    const after = await Promise.all(formats.map((format) => fileOf(report.id, `format=${format}`)));
    expect(after.map(digest)).toEqual(before.map(digest));
    expect(words(after[0] ?? new Uint8Array())).toContain(report.number);
    expect(Buffer.from(after[1] ?? []).toString("latin1", 0, 5)).toBe("%PDF-");
  });

  it("sent back by the buyer keeps the time it was first filed; filed after its day it is shown late", async () => {
    const other = await reportOf((await inspector.whole("cn-016", "hardware")).id);
    time.passTo(endOf("2026-09-17") + 7_200_000);
    expect((await viewer.get("/reports?due=overdue", ReportPage)).reports.map(({ id }) => id)).toContain(other.id);
    await act(manager, other.id, "review");
    const filed = detail(await act(dispatcher, other.id, "file"));
    expect(filed.lateMs).toBe(7_200_000);
    expect(refusal(await act(buyer, other.id, "return"))).toBe("400 report.comment return");
    time.pass(3_600_000);
    const back = detail(await act(buyer, other.id, "return", "照片不清"));
    expect(back).toMatchObject({ state: "draft", filedAt: filed.filedAt, lateMs: 7_200_000, reviewer: null });
    expect((await viewer.get("/reports?due=late&state=draft", ReportPage)).total).toBe(0);
  });
});

describe("the month", () => {
  it("without anything in it says so, section by section, and claims no percentage", async () => {
    const empty = await drafted(manager, { ...month, contractId: "dazhou", period: "2026-08" });
    const figures = empty.sections.flatMap((one) => one.figures);
    const percentages = figures.filter(({ kind, id }) => kind === "percent" && id !== "goal");
    expect(percentages.map(({ value }) => value)).toEqual(percentages.map(() => null));
    const orders = empty.sections.find(({ id }) => id === "orders");
    expect(orders?.empty).toBe(true);
    const response = await manager.fetch(`/reports/${empty.id}/file?format=docx`);
    const text = words(new Uint8Array(await response.arrayBuffer()));
    expect(text).toContain("故障与工单本期无数据。");
    expect(text).not.toMatch(/NaN|undefined|100\.00%/);
  });

  it("across a change of the terms counts each order by its own policy, and names both", async () => {
    const order = { kioskId: "cn-014", deviceId: null, class: "software", title: "无法登录", description: "" };
    await dispatcher.post("/work-orders", order);
    time.pass(3_600_000);
    const { versions } = await manager.get("/contracts/changning/terms", TermsList);
    const [latest] = versions.toSorted((a, b) => b.version - a.version);
    const bindings = latest?.bindings.map((b) => (b.policy === "CN-KIOSK" ? { ...b, policy: "CN-KIOSK@exact" } : b));
    const changed = await manager.post("/contracts/changning/terms", {
      ...{ approvedBy: "甲方处长", note: "改按小时计", bindings, escalations: latest?.escalations ?? [] },
      seenVersion: latest?.version ?? 0,
    });
    expect(changed.status).toBe(201);
    time.pass(3_600_000);
    await dispatcher.post("/work-orders", { ...order, kioskId: "cn-015" });
    time.passTo(local("2026-09-28 10:00"));
    const { basis, sections } = await drafted(manager, month);
    const governing = basis.policies.filter(({ id }) => id === "CN-KIOSK" || id === "CN-KIOSK@exact");
    expect(governing.map(({ id, orders }) => [id, orders > 0])).toEqual([
      ["CN-KIOSK", true],
      ["CN-KIOSK@exact", true],
    ]);
    expect(basis.terms).toHaveLength(2);
    const clocks = sections.find(({ id }) => id === "orders")?.tables.find(({ id }) => id === "clocks");
    expect(new Set(clocks?.rows.map((row) => row[2]))).toEqual(new Set(["CN-KIOSK v1", "CN-KIOSK@exact v1"]));
    expect(basis.logSeq).toBeGreaterThan(0);
  });

  it("drafted again is another version under the same number, and the old one is still what it was", async () => {
    const [head] = (await viewer.get("/reports?kind=month&contract=changning", ReportPage)).reports;
    const id = head?.id ?? "";
    const before = await fileOf(id, "format=xlsx&version=1");
    time.pass(60_000);
    const again = detail(await manager.post(`/reports/${id}/drafts`, { seenVersion: 1, note: "补充数据" }));
    expect(again).toMatchObject({ number: head?.number, version: 2, state: "draft" });
    expect(again.versions.map(({ version, note }) => [version, note])).toEqual([
      [2, "补充数据"],
      [1, ""],
    ]);
    expect(digest(await fileOf(id, "format=xlsx&version=1"))).toBe(digest(before));
    const stale = await manager.post(`/reports/${id}/drafts`, { seenVersion: 1, note: "再来" });
    expect(refusal(stale)).toBe("409 report.stale 2");
  });

  it("is owed with the weeks, and drafted by itself on its last working day", async () => {
    const owed = await viewer.get("/reports/owed?contract=changning", OwedReports);
    const week = owed.owed.find(({ kind, period }) => kind === "week" && period === "2026-W38");
    expect(week).toMatchObject({ dueAt: local("2026-09-21 00:00"), overdue: true });
    time.passTo(local("2026-09-30 08:00"));
    const weeks = await eventually(
      () => viewer.get("/reports?kind=week&contract=changning", ReportPage),
      ({ reports }) => reports.some(({ period }) => period === "2026-W40"),
      10_000,
    );
    // 30 September is the last working day of a week that ends in the holidays
    const last = weeks.reports.find(({ period }) => period === "2026-W40");
    expect(last).toMatchObject({ drafter: "系统", dueAt: endOf("2026-09-30"), number: "CN-ZB-2026W40-001" });
    const months = await viewer.get("/reports?kind=month&contract=changning", ReportPage);
    expect(months.total).toBe(1);
  });

  it("hands out its ledgers on their own", async () => {
    const span = "from=2026-09-01&to=2026-09-30";
    const ledger = await viewer.get(`/contracts/changning/ledgers/fault?${span}`, Ledger);
    expect(ledger.tables[0]?.rows.length).toBeGreaterThanOrEqual(2);
    const file = await viewer.fetch(`/contracts/changning/ledgers/fault/file?${span}&format=xlsx`);
    const sheets = unzipSync(new Uint8Array(await file.arrayBuffer()));
    expect(Object.keys(sheets)).toContain("xl/worksheets/sheet2.xml");
    const wrong = await viewer.fetch("/contracts/changning/ledgers/fault?from=2026-09-30&to=2026-09-01");
    expect(wrong.status).toBe(400);
  });
});

describe("the owner's form", () => {
  const address = "/contracts/changning/report-templates";
  const templates = () => buyer.get(address, ReportTemplates);

  async function weekForm() {
    const found = (await templates()).templates.find(({ kind }) => kind === "week");
    if (found === undefined) throw new Error("no form");
    return found;
  }

  it("with a placeholder or a section that does not exist is refused, and the name is told", async () => {
    const { body, version: seenVersion } = await weekForm();
    const change = (sections: object[], seen = seenVersion) =>
      buyer.post(`${address}/week`, { body: { ...body, sections }, note: "试", seenVersion: seen });
    const [first, ...rest] = body.sections;
    const wrong = { ...first, fixed: "共 {{kiosks}} 台，{{weather}}" };
    expect(refusal(await change([wrong, ...rest]))).toBe("400 report.placeholder weather");
    expect(refusal(await change([{ ...first, id: "moon" }]))).toBe("400 report.section moon");
    expect(refusal(await change([...body.sections], 7))).toBe("409 report.stale 0");
  });

  it("changes titles, order and what is printed, of what is drafted from then on", async () => {
    const { body } = await weekForm();
    const [first, second, ...rest] = body.sections;
    const off = rest.map((one) => ({ ...one, on: false }));
    const sections = [{ ...second, zh: "巡检" }, { ...first, fixed: "本周 {{kiosks}} 台。" }, ...off];
    const changed = await buyer.post(`${address}/week`, {
      body: { ...body, titleZh: "一周简报", sections },
      ...{ note: "精简", seenVersion: 0 },
    });
    expect(changed.status).toBe(201);
    const week = { contractId: "changning", kind: "week", period: "2026-W39" };
    const { id, version: seenVersion } = await drafted(manager, week);
    const before = words(await fileOf(id, "format=docx"));
    expect(before).toContain("故障台账");
    const report = detail(await manager.post(`/reports/${id}/drafts`, { seenVersion, note: "新格式" }));
    expect(words(await fileOf(id, `format=docx&version=${seenVersion}`))).toBe(before);
    const text = words(await fileOf(report.id, "format=docx"));
    expect(text).toContain("一周简报");
    expect(text).toMatch(/一、巡检.*二、本周运行总体情况本周 46 台。/);
    expect(text).not.toContain("故障台账");
    const { history } = await templates();
    expect(history).toEqual([]);
  });

  it("as a Word file of the owner's is looked through, kept, filled, and taken back", async () => {
    const word = (bytes: Uint8Array, seen: number) =>
      buyer.fetch(`${address}/month/word?note=1&seenVersion=${seen}`, {
        method: "PUT",
        headers: { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent("月报模板.docx") },
        body: Buffer.from(bytes),
      });
    const refused = async (bytes: Uint8Array) => {
      const response = await word(bytes, 0);
      return refusal({ status: response.status, body: await response.json() });
    };
    expect(await refused(await formOf("{{number}} {{colour}}"))).toBe("400 report.word-tag colour");
    expect(await refused(new TextEncoder().encode("no zip"))).toMatch(/^400 report.word-invalid/);
    const kept = await word(await formOf("甲方自用：{{number}}，{{overview_kiosks}}。{{text_next}}"), 0);
    expect(kept.status).toBe(201);
    const [head] = (await viewer.get("/reports?kind=month&contract=changning", ReportPage)).reports;
    const id = head?.id ?? "";
    const again = await manager.post(`/reports/${id}/drafts`, { seenVersion: head?.version, note: "甲方模板" });
    expect(detail(again).ownForm).toBe(true);
    const { textVersion: seenTextVersion } = detail(again);
    await put(manager, `/reports/${id}/texts`, { texts: { next: "完成国庆保障" }, seenTextVersion });
    expect(words(await fileOf(id, "format=docx"))).toBe(`甲方自用：${head?.number}，46台。完成国庆保障`);
    const back = await buyer.post(`${address}/month/word/removal`, { note: "改回", seenVersion: 1 });
    const { templates: now } = ReportTemplates.parse(back.body);
    expect(now.find(({ kind }) => kind === "month")).toMatchObject({ version: 2, word: null });
    // what was drafted with it keeps it
    expect(words(await fileOf(id, "format=docx"))).toContain("甲方自用");
  });
});

async function formOf(text: string): Promise<Uint8Array> {
  const file = new Document({ sections: [{ children: [new Paragraph({ children: [new TextRun(text)] })] }] });
  return new Uint8Array(await Packer.toBuffer(file));
}
