// A sheet of terminals over HTTP on a whole server: looked at first, then carried out exactly so or not at all.
import { AuditList, KioskDetail, KioskImported, KioskImportPreview, KioskList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { distanceM, toGcj02 } from "../src/domain/kiosk-import/crs.ts";
import { writeXlsx } from "../src/import/template.ts";
import { TestServer } from "./server-harness.ts";

let server: TestServer;
let manager: SignedIn;
let foreign: SignedIn;

beforeAll(async () => {
  server = await TestServer.start();
  const people = await server.people();
  manager = await people.person("项目经理", [{ role: "project_manager", contract: "changning" }]);
  foreign = await people.person("达州经理", [{ role: "project_manager", contract: "dazhou" }]);
});
afterAll(() => server.stop());

const header = ["序号", "点位名称", "地址", "MAC地址", "经度", "纬度", "开放时间"];
const row = (seq: number, name: string, over: readonly string[] = []) => {
  const mac = `02-00-00-00-${String(seq % 100).padStart(2, "0")}-00`;
  const full = [String(seq), name, `新路${seq}号`, mac, "121.4", "31.21", ""];
  return full.map((text, column) => over[column] || text);
};
const sheet = (...rows: readonly (readonly string[])[]) => writeXlsx("终端", [header, ...rows]);

async function send(by: SignedIn, bytes: Uint8Array, query = "contract=changning", type = "application/octet-stream") {
  const response = await by.fetch(`/kiosk-imports?${query}`, {
    method: "POST",
    headers: { "content-type": type },
    body: Buffer.from(bytes),
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}
async function previewOf(bytes: Uint8Array, query?: string): Promise<KioskImportPreview> {
  const { status, body } = await send(manager, bytes, query);
  expect(status).toBe(200);
  return KioskImportPreview.parse(body);
}
const carryOut = (digest: string, take: string, by = manager) =>
  by.post(`/kiosk-imports/${digest}?contract=changning`, { take });
const detail = (id: string) => manager.get(`/kiosks/${id}`, KioskDetail);
const count = async () => (await manager.get("/kiosks?contract=changning", KioskList)).total;

describe("a preview", () => {
  it("says of every row what it would do, and does nothing", async () => {
    const before = await count();
    const preview = await previewOf(
      sheet(row(90, "新点位"), ["1", "改名的驿站", "", "", "", "", "24小时"], ["2", "", "", "坏MAC", "", "", ""]),
    );
    expect(preview.counts).toEqual({ create: 1, change: 1, same: 0, error: 1, warning: 0 });
    expect(preview.rows.map((r) => [r.line, r.does, r.kioskId])).toEqual([
      [2, "create", "cn-090"],
      [3, "change", "cn-001"],
      [4, "error", "cn-002"],
    ]);
    expect(preview.rows[1]?.changes).toEqual([
      { field: "name", before: "“荟新”人才服务驿站", after: "改名的驿站" },
      { field: "openingHours", before: "", after: "24小时" },
    ]);
    expect(preview.rows[2]?.problems).toMatchObject([{ cell: "D4", code: "mac.form", zh: "不是 MAC 地址：坏MAC" }]);
    expect(await count()).toBe(before);
  });

  it.each(["值班电话", "Duty phone"])(
    "reads the telephone of a point under %s, and names the cell of one that is none",
    async (name) => {
      const line = (seq: string, phone: string) => [seq, "", "", "", "", "", "", phone];
      const bytes = writeXlsx("终端", [
        [...header, name],
        [...line("4", "021-62090000转801")],
        [...line("5", "找张三")],
      ]);
      const preview = await previewOf(bytes);
      expect(preview.ignored).toEqual([]);
      expect(preview.rows[0]).toMatchObject({
        changes: [{ field: "dutyPhone", before: "", after: "021-62090000转801" }],
      });
      expect(preview.rows[1]).toMatchObject({
        does: "error",
        problems: [{ cell: "H3", code: "phone.form", level: "error" }],
      });
    },
  );

  it("goes by the content and not by what the request calls it", async () => {
    const csv = Buffer.from("序号,点位名称\n1,甲");
    expect(
      KioskImportPreview.parse((await send(manager, csv, undefined, "application/vnd.ms-excel")).body).format,
    ).toBe("csv");
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]);
    expect(await send(manager, png, undefined, "text/csv")).toMatchObject({
      status: 415,
      body: { code: "import.type" },
    });
    expect(await send(manager, Buffer.alloc(5 * 1024 * 1024 + 10, 65))).toMatchObject({
      status: 413,
      body: { code: "import.too-large" },
    });
    expect(await send(manager, Buffer.from("甲,乙\n1,2"))).toMatchObject({
      status: 400,
      body: { code: "import.unreadable" },
    });
  });

  it("of a contract that is not one's own is not found, in the address and in a cell", async () => {
    expect((await send(foreign, sheet(row(90, "甲")))).status).toBe(404);
    const cell = writeXlsx("终端", [
      [...header, "合同编号"],
      [...row(90, "甲"), "dazhou"],
    ]);
    expect((await previewOf(cell)).rows[0]?.problems).toMatchObject([{ cell: "H2", code: "contract.unknown" }]);
  });

  it("begins with a template that it can read itself", async () => {
    const response = await manager.fetch("/kiosk-imports/template");
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("终端导入模板.xlsx"));
    const preview = await previewOf(new Uint8Array(await response.arrayBuffer()));
    expect(preview.ignored).toEqual([]);
  });
});

describe("carrying out", () => {
  it("writes what the preview said, in one go, and each terminal is a line of the audit log", async () => {
    const preview = await previewOf(
      sheet(row(101, "=1+1 <script>alert(1)</script>"), row(102, "第二个"), ["3", "程家桥新名", "", "", "", "", ""]),
    );
    const done = KioskImported.parse((await carryOut(preview.digest, "all")).body);
    expect(done).toMatchObject({ created: ["cn-101", "cn-102"], changed: ["cn-003"], skipped: 0 });
    expect((await detail("cn-101")).kiosk).toMatchObject({
      name: "=1+1 <script>alert(1)</script>",
      presence: "never",
      seq: 101,
    });
    expect((await detail("cn-003")).kiosk).toMatchObject({ name: "程家桥新名", address: "虹桥路2282号" });
    const found = await manager.get(`/kiosks?contract=changning&q=${encodeURIComponent("cjqxm")}`, KioskList);
    expect(found.kiosks.map((k) => k.id)).toEqual(["cn-003"]);
    const audit = await (await server.people()).auditor.get("/audit?target=cn-003", AuditList);
    expect(audit.entries[0]).toMatchObject({
      action: "kiosk.manage",
      before: { name: "程家桥街道社区事务受理服务中心" },
      after: { name: "程家桥新名" },
    });
  });

  it("writes telephones of points, and each is a line of the audit log", async () => {
    const bytes = writeXlsx("终端", [
      ["序号", "点位名称", "值班电话"],
      ["6", "", "12345"],
    ]);
    await carryOut((await previewOf(bytes)).digest, "all");
    expect((await detail("cn-006")).kiosk.dutyPhone).toBe("12345");
    const { entries } = await (await server.people()).auditor.get("/audit?target=cn-006&limit=1", AuditList);
    expect(entries).toMatchObject([
      { action: "kiosk.manage", before: { dutyPhone: "" }, after: { dutyPhone: "12345" } },
    ]);
  });

  it("with errors is refused as a whole, or takes the rows without errors alone", async () => {
    const bytes = sheet(row(111, "好的一行"), row(112, "坏的一行", ["", "", "", "", "31.21", "121.4"]));
    const preview = await previewOf(bytes);
    expect(await carryOut(preview.digest, "all")).toMatchObject({ status: 409, body: { code: "import.has-errors" } });
    expect((await manager.send("GET", "/kiosks/cn-111")).status).toBe(404);
    expect((await carryOut(preview.digest, "error-free")).body).toMatchObject({ created: ["cn-111"], skipped: 1 });
  });

  it("is refused when the fleet has changed since, and when it is sent a second time", async () => {
    const preview = await previewOf(sheet(row(121, "甲")));
    const other = await previewOf(sheet(row(121, "乙")));
    expect((await carryOut(other.digest, "all")).status).toBe(201);
    expect(await carryOut(preview.digest, "all")).toMatchObject({ status: 409, body: { code: "import.stale" } });
    expect(await carryOut(other.digest, "all")).toMatchObject({ status: 409, body: { code: "import.stale" } });
    expect((await detail("cn-121")).kiosk.name).toBe("乙");
  });

  it("at the same moment as another one, or as a terminal entered by hand, makes no number and no address twice", async () => {
    const mac = "02-00-00-77-00-00";
    const [sheetA, sheetB] = [sheet(row(151, "甲", ["", "", "", mac])), sheet(row(152, "乙", ["", "", "", mac]))];
    const [one, other] = [await previewOf(sheetA), await previewOf(sheetB)];
    const byHand = (id: string, seq: number, macs: readonly string[]) =>
      manager.post("/kiosks", {
        ...{ id, contractId: "changning", seq, name: "丙", district: "", street: "", address: "新路1号", macs },
        ...{ lon: 121.4, lat: 31.21, confidence: "high" },
      });
    const before = await count();
    const answers = await Promise.all([
      carryOut(one.digest, "all"),
      carryOut(other.digest, "all"),
      byHand("cn-hand-a", 153, [mac]),
      byHand("cn-hand-b", 154, ["02-00-00-78-00-00"]),
      byHand("cn-hand-c", 154, []),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409]);
    expect(await count()).toBe(before + 2);
  });

  it("is for whoever looked at the preview, and for no digest that nobody was shown", async () => {
    const preview = await previewOf(sheet(row(131, "甲")));
    const people = await server.people();
    const other = await people.person("另一经理", [{ role: "project_manager", contract: "changning" }]);
    expect(await carryOut(preview.digest, "all", other)).toMatchObject({ status: 409, body: { code: "import.stale" } });
    expect((await carryOut("0".repeat(64), "all")).status).toBe(409);
  });

  it("converts what came from a Chinese map, and a second time nothing is left to change", async () => {
    const real = { lon: 121.4, lat: 31.21 };
    const shown = toGcj02(real);
    const bytes = sheet(row(141, "换算", ["", "", "", "", String(shown.lon), String(shown.lat)]));
    const preview = await previewOf(bytes, "contract=changning&crs=gcj02");
    expect((await carryOut(preview.digest, "all")).status).toBe(201);
    expect(distanceM((await detail("cn-141")).kiosk, real)).toBeLessThan(1);
    expect((await previewOf(bytes, "contract=changning&crs=gcj02")).counts).toMatchObject({ same: 1, change: 0 });
  });

  it("takes as many rows as a file may have, in one unit of work", async () => {
    // every fourth: neighbours would be five thousand warnings
    const mac = (n: number) =>
      `0211${(n * 4).toString(16).padStart(8, "0")}`.replace(/(..)(?!$)/g, "$1-").toUpperCase();
    const rows = Array.from({ length: 5000 }, (_, i) => [
      String(10_000 + i),
      `点位${i}`,
      `路${i}号`,
      mac(i),
      "121.4",
      "31.21",
      "",
    ]);
    const preview = await previewOf(sheet(...rows));
    expect(preview.counts).toMatchObject({ create: 5000, error: 0 });
    const done = KioskImported.parse((await carryOut(preview.digest, "all")).body);
    expect(done.created).toHaveLength(5000);
    expect((await detail("cn-14999")).kiosk.name).toBe("点位4999");
  }, 60_000);
});
