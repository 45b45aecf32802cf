// A report of the past comes out the same a year later, byte for byte, whatever was entered since.
import { ContractId, type OrderDetail } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockOf, endOf, local, OrderDesk } from "./order-desk.ts";

const hour = 3_600_000;
const day = 24 * hour;
const changning = ContractId.parse("changning");

let desk: OrderDesk;
/** the instant all is asked for */
let asOf: number;
/** what the server said then, by path */
const then = new Map<string, string>();
const orders = new Map<string, string>();

const statementAt = (at: number) => `/contracts/${changning}/clock-statement?asOf=${at}`;
const idOf = (name: string) => orders.get(name) ?? name;

function detailPaths(detail: OrderDetail): string[] {
  const clocks = [...detail.order.clocks, ...detail.otherClocks];
  const base = `/work-orders/${detail.order.id}`;
  const derivations = clocks.map(({ policy, milestone }) => {
    return `${base}/derivation?${new URLSearchParams({ policy, milestone, asOf: String(asOf) })}`;
  });
  return [`${base}?asOf=${asOf}`, ...derivations];
}

/** Orders in every state that an instant can find them in. */
async function someOrders(): Promise<void> {
  const open = async (name: string, fields: object) => {
    const { order } = await desk.order(fields);
    orders.set(name, order.id);
    return order.id;
  };
  await open("silent", { kioskId: "cn-001" });
  const diagnosed = await open("diagnosed", { kioskId: "cn-002" });
  await desk.act(diagnosed, "acknowledged");
  await desk.act(diagnosed, "diagnosis_submitted", { evidence: [await desk.paper()] });
  const hardware = await open("hardware", { class: "hardware_repair" });
  await desk.act(hardware, "diagnosis_confirmed", { data: { method: "onsite" } });
  const parts = await open("parts", { class: "part_replacement" });
  await desk.act(parts, "part_required", { data: { parts: ["主板"] } });
  await desk.act(parts, "part_arrived", { data: { part: "主板" }, evidence: [await desk.paper()] });
  const paused = await open("paused", {});
  await desk.act(paused, "pause", { data: { reason: "client_cause" }, evidence: [await desk.paper()] });
  const done = await open("done", {});
  await desk.act(done, "verified");
  const cancelled = await open("cancelled", {});
  await desk.act(cancelled, "cancelled", { data: { reason: "mistaken" } });
  await open("consumable", { class: "consumable" });
  await open("dazhou", { kioskId: "dz-001", kind: "data" });
  // no clock of that contract binds hardware
  await open("unbound", { kioskId: "dz-002", class: "hardware_repair" });
}

/** Everything that could change what is said of the past. */
async function aYearOfEntries(): Promise<void> {
  const evidence = [await desk.paper()];
  desk.time.pass(1000);
  // a call of before, entered after
  orders.set("later", (await desk.order({ reportedAt: asOf - day })).order.id);
  await desk.act(idOf("silent"), "acknowledged", { at: asOf - 1, evidence });
  const [report] = (await desk.detail(idOf("diagnosed"))).events;
  await desk.act(idOf("diagnosed"), "corrected", { data: { target: report?.id, newAt: asOf - 3 * day }, evidence });
  await desk.act(idOf("hardware"), "classified", { data: { class: "software" }, at: asOf - 1, evidence });
  await desk.act(idOf("parts"), "part_rejected", { data: { part: "主板" }, at: asOf - 1, evidence });
  await desk.act(idOf("paused"), "resume");
  await desk.act(idOf("done"), "reopened", { data: { reason: "not_fixed" } });
  await desk.act(idOf("done"), "verified");
  orders.set("again", (await desk.order({ reopens: idOf("done") })).order.id);
  const cancellation = (await desk.detail(idOf("cancelled"))).events.at(-1)?.id;
  await desk.act(idOf("cancelled"), "corrected", { data: { target: cancellation, void: true }, evidence });

  await desk.act(idOf("unbound"), "classified", { data: { class: "software" } });

  const terms = {
    actor: "项目经理",
    approvedBy: "甲方代表",
    note: "补充协议",
    bindings: [],
    escalations: [],
    seenVersion: 1,
  };
  expect((await desk.server.post("/contracts/changning/terms", terms)).status).toBe(201);
  await importAmendment();
  desk.time.pass(200 * day);
  for (const name of ["silent", "diagnosed", "consumable"]) await desk.act(idOf(name), "verified");
}

/** Invented: 21 September 2026, a Monday, becomes a day off, and the Saturday before it a working day. */
async function importAmendment(): Promise<void> {
  const text = `国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月21日（周一）放假、9月25日（周五）至27日（周日）放假，共4天。9月19日（周六）上班。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
国务院办公厅
2026年9月18日
`;
  const sent = { format: "notice", text, publishedAt: asOf, source: "假想的修订", actor: "管理员", dryRun: false };
  expect((await desk.server.post("/calendars/import", sent)).body).toMatchObject({ stored: true });
}

beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-18 09:30");
  await someOrders();
  asOf = desk.at("2026-09-18 18:00");
  for (const id of orders.values()) {
    for (const path of detailPaths(await desk.detail(id))) then.set(path, await desk.text(path));
  }
  then.set(statementAt(asOf), await desk.text(statementAt(asOf)));
  await aYearOfEntries();
});
afterAll(() => desk.close());

async function differing(): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, before] of then) if ((await desk.text(path)) !== before) changed.push(path);
  return changed;
}

describe("what was known at an instant", () => {
  it("is the same in every byte after all that was entered since: orders, derivations, the statement", async () => {
    expect(then.size).toBeGreaterThan(60);
    expect(await differing()).toEqual([]);
    // and something was entered: today it is all different
    expect(await desk.text(statementAt(desk.time.now))).not.toBe(then.get(statementAt(asOf)));
    const now = (await desk.detail(idOf("consumable"))).order.clocks;
    const before = (await desk.detail(idOf("consumable"), asOf)).order.clocks;
    const due = (clocks: typeof now) => clocks.find((clock) => clock.milestone === "replace_consumable")?.dueAt;
    expect([due(before), due(now)]).toEqual([endOf("2026-09-21"), endOf("2026-09-20")]);
  });

  it("is the same under another process of the server", async () => {
    await desk.restart();
    expect(await differing()).toEqual([]);
  });

  it("does not have what was entered later, even of an earlier time", async () => {
    expect(then.get(statementAt(asOf))).not.toContain((await desk.detail(idOf("later"))).order.number);
    const path = `/work-orders/${idOf("later")}?asOf=${asOf}`;
    await expect(desk.text(path)).rejects.toThrow("404");
    const query = new URLSearchParams({ policy: "CN-KIOSK", milestone: "first_response", asOf: String(asOf) });
    await expect(desk.text(`/work-orders/${idOf("later")}/derivation?${query}`)).rejects.toThrow("404");
    const unbound = new URLSearchParams({ policy: "DZ-DEFECT", milestone: "resolve", asOf: String(asOf) });
    await expect(desk.text(`/work-orders/${idOf("unbound")}/derivation?${unbound}`)).rejects.toThrow("404");
    expect((await desk.detail(idOf("done"), asOf)).links).toEqual([]);
    expect((await desk.detail(idOf("done"))).links.map((link) => link.relation)).toEqual(["reopened-as"]);
  });

  it("of an instant to come is what is known now, and says so", async () => {
    const now = desk.time.now;
    expect(await desk.text(statementAt(now + 365 * day))).toBe(await desk.text(statementAt(now)));
    expect((await desk.detail(idOf("silent"), now + day)).at).toBe(now);
  });
});

describe("the statement of a contract's clocks", () => {
  const lines = () => (then.get(statementAt(asOf)) ?? "").split("\r\n");

  it("is a file that a spreadsheet reads: marked as UTF-8, one clock a line, its place in the log on top", async () => {
    expect(lines()[0]).toMatch(/^\uFEFFchangning asOf 2026-09-18 18:00:00 log \d+ [0-9a-f]{64}$/);
    expect(lines()[1]?.split(",")).toHaveLength(15);
    expect(
      new Set(
        lines()
          .slice(2, -1)
          .map((line) => line.split(",").length),
      ),
    ).toEqual(new Set([15]));
    const response = await (await desk.server.allRound()).fetch(statementAt(asOf));
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="clocks-changning-${asOf}.csv"`);
  });

  it("prints the head of the log that the audit can be given", async () => {
    const text = await desk.text(statementAt(desk.time.now));
    const { head } = await desk.audit();
    expect(text.split("\r\n")[0]).toContain(`log ${head?.logSeq} ${head?.hash}`);
  });

  it("has the clocks of its own orders as they stood, and of no other contract's", async () => {
    const { order } = await desk.detail(idOf("done"), asOf);
    const line = lines().find((text) => text.startsWith(order.number) && text.includes("软件修复"));
    expect(line?.split(",")).toEqual([
      order.number,
      "cn-014",
      "software",
      "done",
      "2026-09-18 09:30:00",
      "2026-09-18 09:30:00",
      "软件修复",
      "C12",
      "CN-KIOSK v1",
      "2026-09-18 09:30:00",
      "2026-09-26 00:00:00",
      "final",
      "2026-09-18 09:30:00",
      "met",
      "",
    ]);
    const silent = await desk.detail(idOf("silent"), asOf);
    expect(clockOf(silent, "first_response")).toMatchObject({ state: "breached", dueAt: local("2026-09-18 11:30") });
    const late = lines().find((text) => text.startsWith(silent.order.number) && text.includes("首次响应"));
    expect(late?.split(",").slice(-2)).toEqual(["breached", String(6.5 * hour)]);
    expect(then.get(statementAt(asOf))).not.toContain("dz-001");
  });

  it("of a contract that does not exist says so", async () => {
    await expect(desk.text("/contracts/no-such/clock-statement")).rejects.toThrow("404");
  });
});
