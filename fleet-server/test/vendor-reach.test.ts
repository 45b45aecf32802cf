// What a firm reaches: its own orders and what belongs to them, and nothing else there is.
import {
  AlarmList,
  ClockDerivation,
  LiveEvent,
  OrderDetail,
  OrderList,
  SearchResult,
  VendorOrderList,
  VendorPartList,
  VendorPlace,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { act, assign, contract, givenOrder, sendPicture, setVendorStage, type VendorStage } from "./vendor-stage.ts";

const phone = "13812345678";
const identity = "310105199001011234";

let stage: VendorStage;
let own: string;
let foreign: string;
let nobodys: string;
let distant: string;
let foreignFile: string;
beforeAll(async () => {
  stage = await setVendorStage();
  own = await givenOrder(stage, "lujie", {
    title: `触摸屏失灵，联系 ${phone}`,
    description: `点位来电 ${phone}，办事人 ${identity}`,
  });
  foreign = await givenOrder(stage, "hengxin", { kioskId: "cn-002", title: "读卡器失灵" });
  nobodys = await givenOrder(stage, null, { kioskId: "cn-003" });
  const there = await stage.people.person("达州调度", [{ role: "dispatcher", contract: "dazhou" }]);
  const opened = await there.post("/work-orders", {
    ...{ kioskId: "dz-001", deviceId: null, class: "software", title: "首页打不开", description: "" },
  });
  distant = OrderDetail.parse(opened.body).order.id;
  await assign(there, distant, "hengxin");
  foreignFile = await sendPicture(stage.hengxin, "到货单.png", 0x123456);
  await act(stage.hengxin, foreign, "part_required", { data: { parts: ["读卡模块"] } });
  await act(stage.hengxin, foreign, "part_arrived", { data: { part: "读卡模块" }, evidence: [foreignFile] });
});
afterAll(() => stage.server.stop());

describe("a firm's lists", () => {
  it("have its own orders, and counts of those alone", async () => {
    const list = await stage.lujie.get("/vendor/orders", VendorOrderList);
    expect(list.orders.map(({ id }) => id)).toEqual([own]);
    expect(list.total).toBe(1);
    const { overdue, "24h": day, "3d": days, later } = list.counts;
    expect(overdue + day + days + later).toBe(1);
    const every = await stage.lujie.get("/work-orders?state=all", OrderList);
    expect(every.orders.map(({ id }) => id)).toEqual([own]);
    expect(Object.values(every.bands).reduce((a, b) => a + b, 0)).toBe(1);
  });
  it("of parts have the parts of its own orders", async () => {
    expect((await stage.lujie.get("/vendor/parts", VendorPartList)).parts).toEqual([]);
    const parts = await stage.hengxin.get("/vendor/parts", VendorPartList);
    expect(parts.parts).toMatchObject([{ part: "读卡模块", orderId: foreign, state: "on_hand" }]);
    expect(parts.counts).toEqual({ required: 0, ordered: 0, arrived: 1, late: 0 });
  });
  it("say where the terminal is, and no more of it", async () => {
    const { orders } = await stage.lujie.get("/vendor/orders", VendorOrderList);
    expect(Object.keys(orders[0]?.place ?? {}).sort()).toEqual(["address", "device", "kioskId", "name", "street"]);
    expect(await stage.lujie.get(`/vendor/orders/${own}/place`, VendorPlace)).toEqual(orders[0]?.place);
  });
  it("are empty for the house, which has its own", async () => {
    expect((await stage.dispatcher.get("/vendor/orders", VendorOrderList)).orders).toEqual([]);
  });
});

describe("another firm's order, nobody's, and one of another contract", () => {
  const orders = () => [foreign, nobodys, distant];
  it.each([
    "/work-orders/:id",
    "/work-orders/:id?asOf=1",
    "/work-orders/:id/derivation?policy=CN-KIOSK&milestone=first_response",
    "/vendor/orders/:id/place",
  ])("GET %s is not found", async (path) => {
    for (const id of orders()) {
      const { status, body } = await stage.lujie.send("GET", path.replace(":id", id));
      expect({ status, body }).toMatchObject({ status: 404, body: { code: "resource.not-found" } });
    }
  });
  it.each(["actions", "preview"])("POST %s is not found", async (leaf) => {
    for (const id of orders()) {
      const answer = await stage.lujie.post(`/work-orders/${id}/${leaf}`, { type: "note", text: "看看" });
      expect(answer.status).toBe(404);
    }
  });
  it("are not told from orders that do not exist", async () => {
    const [there, nowhere] = [foreign, "no-such-order"].map((id) => stage.lujie.send("GET", `/work-orders/${id}`));
    expect(await there).toEqual(await nowhere);
  });
  it("are reached by their own firm in that contract and by no other grant of it", async () => {
    expect((await stage.elsewhere.send("GET", `/work-orders/${distant}`)).status).toBe(200);
    expect((await stage.elsewhere.send("GET", `/work-orders/${foreign}`)).status).toBe(404);
    expect((await stage.hengxin.send("GET", `/work-orders/${distant}`)).status).toBe(404);
  });
  it("tell nobody else's alarms", async () => {
    const { alarms } = await stage.lujie.get("/alarms", AlarmList);
    expect(alarms.filter(({ orderId }) => orderId !== own)).toEqual([]);
    expect((await stage.lujie.get(`/alarms?order=${foreign}`, AlarmList)).alarms).toEqual([]);
  });
  it("are not found by searching", async () => {
    const found = await stage.lujie.get(`/search?q=${encodeURIComponent("失灵")}`, SearchResult);
    expect(JSON.stringify(found)).not.toContain(foreign);
    expect(JSON.stringify(found)).not.toContain("cn-002");
  });
});

describe("the house's own", () => {
  it.each([
    "/overview",
    "/kiosks",
    "/kiosks/cn-001",
    "/kiosks/cn-001/timeline",
    `/contracts/${contract}/terms`,
    `/contracts/${contract}/parts`,
    `/contracts/${contract}/clock-statement`,
    `/contracts/${contract}/organisations`,
    `/contracts/${contract}/organisations/hengxin/score`,
    "/organisations",
    "/calendars",
    "/quarantine",
    "/users",
    "/audit",
  ])("GET %s is refused to a firm", async (path) => {
    expect([403, 404]).toContain((await stage.lujie.send("GET", path)).status);
  });
  it("a firm opens no order, assigns none, makes no link and founds no firm", async () => {
    const order = { kioskId: "cn-001", deviceId: null, class: "software", title: "x", description: "" };
    expect((await stage.lujie.post("/work-orders", order)).status).toBe(403);
    expect(await act(stage.lujie, own, "assigned", { data: { organisation: "hengxin" } })).toMatchObject({
      status: 403,
      body: { code: "order.not-permitted" },
    });
    const link = { organisationId: "lujie", hours: 1 };
    expect([403, 404]).toContain((await stage.lujie.post(`/work-orders/${own}/links`, link)).status);
    const firm = { id: "third", zh: "三", en: "third", contracts: [contract] };
    expect((await stage.lujie.post("/organisations", firm)).status).toBe(403);
  });
});

describe("files", () => {
  it("of another firm's order are not found, and those of its own are", async () => {
    expect((await stage.lujie.fetch(`/evidence/${foreignFile}`)).status).toBe(404);
    expect((await stage.hengxin.fetch(`/evidence/${foreignFile}`)).status).toBe(200);
  });
  it("of another firm's order are not had by naming them in an order of one's own", async () => {
    const answer = await act(stage.lujie, own, "note", { text: "见附件", evidence: [foreignFile] });
    expect(answer).toMatchObject({ status: 409, body: { code: "order.evidence-unknown" } });
    expect((await stage.lujie.fetch(`/evidence/${foreignFile}`)).status).toBe(404);
  });
});

describe("what a firm is shown of its order", () => {
  it("has no telephone and no identity number, wherever somebody typed them", async () => {
    const detail = await stage.lujie.get(`/work-orders/${own}`, OrderDetail);
    const list = await stage.lujie.get("/vendor/orders", VendorOrderList);
    const rows = await stage.lujie.get("/work-orders", OrderList);
    const found = await stage.lujie.get(`/search?q=${encodeURIComponent("失灵")}`, SearchResult);
    for (const shown of [detail, list, rows, found]) {
      expect(JSON.stringify(shown)).toContain("138****5678");
      expect(JSON.stringify(shown)).not.toContain(phone);
    }
    expect(JSON.stringify(detail)).not.toContain(identity);
    const whole = await stage.dispatcher.get(`/work-orders/${own}`, OrderDetail);
    expect(JSON.stringify(whole)).toContain(identity);
  });
  it("has the clocks the buyer sees, and why they stand where they stand", async () => {
    const [firms, buyers] = [stage.lujie, stage.client].map((by) => by.get(`/work-orders/${own}`, OrderDetail));
    const clocks = (detail: OrderDetail | undefined) =>
      detail?.order.clocks.map(({ policy, milestone, state, dueAt }) => ({ policy, milestone, state, dueAt }));
    expect(clocks(await firms)).toEqual(clocks(await buyers));
    const why = `/work-orders/${own}/derivation?policy=CN-KIOSK&milestone=first_response`;
    expect(await stage.lujie.get(why, ClockDerivation)).toMatchObject({ clock: { milestone: "first_response" } });
  });
  it("offers what the firm may do, and nothing of the others", async () => {
    const { allowed } = await stage.lujie.get(`/work-orders/${own}`, OrderDetail);
    expect(allowed.map(({ type }) => type)).toContain("date_proposed");
    expect(allowed.filter(({ parties }) => !parties.includes("vendor"))).toEqual([]);
  });
});

describe("an order that goes to another firm", () => {
  it("is gone for the former one, whose words the new one does not read", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-004" });
    await act(stage.lujie, id, "note", { text: "路捷的内部进货价" });
    const file = await sendPicture(stage.lujie, "路捷报价.png", 0x654321);
    await act(stage.lujie, id, "part_required", { data: { parts: ["主板"] } });
    const order = { part: "主板", supplier: "路捷的上家", orderNo: "LJ-77" };
    await act(stage.lujie, id, "part_ordered", { data: order, evidence: [file] });
    await assign(stage.dispatcher, id, "hengxin");
    expect((await stage.lujie.send("GET", `/work-orders/${id}`)).status).toBe(404);
    const shown = JSON.stringify(await stage.hengxin.get(`/work-orders/${id}`, OrderDetail));
    for (const word of ["路捷", "lujie", "LJ-77", file]) expect(shown).not.toContain(word);
    const whole = JSON.stringify(await stage.dispatcher.get(`/work-orders/${id}`, OrderDetail));
    for (const word of ["路捷的内部进货价", "lujie", "LJ-77", file]) expect(whole).toContain(word);
  });
  it("is nobody's once it is taken back", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-005" });
    const { order } = await assign(stage.manager, id, null);
    expect(order.vendorId).toBeNull();
    expect((await stage.lujie.send("GET", `/work-orders/${id}`)).status).toBe(404);
  });
});

describe("fields nobody asked for", () => {
  it.each([{ vendorId: "lujie" }, { actor: "甲方" }, { state: "done" }, { contractId: "dazhou" }, { recordedAt: 0 }])(
    "%j in an action is refused",
    async (field) => {
      const answer = await act(stage.lujie, own, "note", { text: "x", ...field });
      expect(answer).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    },
  );
  it("a role that is not theirs is refused", async () => {
    const answer = await act(stage.lujie, own, "accepted", { party: "client" });
    expect(answer).toMatchObject({ status: 403, body: { code: "order.not-permitted" } });
  });
  it.each([
    { id: "x1", zh: "x", en: "x", contracts: [], deviceClasses: ["a4Printer"] },
    { id: "x2", zh: "x", en: "x", contracts: [], role: "system_admin" },
  ])("%j in a new firm is refused", async (firm) => {
    expect((await stage.people.system.post("/organisations", firm)).status).toBe(400);
  });
});

/** What the live feed tells somebody from now on. */
class Watch {
  readonly #leaving = new AbortController();
  readonly #heard: LiveEvent[] = [];
  #reader: ReadableStreamDefaultReader<string> | undefined;
  #text = "";

  static async of(person: SignedIn): Promise<Watch> {
    const watch = new Watch();
    const response = await person.fetch("/live", { signal: watch.#leaving.signal });
    watch.#reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await watch.#until(() => watch.#heard.length > 0);
    return watch;
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) {
      const { value = "", done: ended = true } = (await this.#reader?.read()) ?? {};
      if (ended) throw new Error("the feed ended");
      this.#text += value;
      for (const frame of this.#text.split("\n\n").slice(0, -1)) {
        const data = frame.split("\n").find((line) => line.startsWith("data: "));
        if (data !== undefined) this.#heard.push(LiveEvent.parse(JSON.parse(data.slice(6))));
      }
      this.#text = this.#text.slice(this.#text.lastIndexOf("\n\n") + 2);
    }
  }

  /** Everything named up to the order, which is waited for. */
  async named(order: string): Promise<Set<string>> {
    const named = () =>
      this.#heard.flatMap((event) => (event.type === "changed" ? [...event.orders, ...event.kiosks] : []));
    await this.#until(() => named().includes(order));
    this.#leaving.abort();
    return new Set(named());
  }

  /** Whether upkeep was told before the order, which is waited for. */
  async upkeepBefore(order: string): Promise<boolean> {
    await this.named(order);
    return this.#heard.some((event) => event.type === "changed" && event.upkeep);
  }
}

describe("the live feed", () => {
  it("tells a firm of its own orders alone", async () => {
    const watch = await Watch.of(stage.lujie);
    await act(stage.hengxin, foreign, "note", { text: "别家的事" });
    await act(stage.dispatcher, nobodys, "note", { text: "自家的事" });
    await act(stage.lujie, own, "note", { text: "自己的事" });
    const named = await watch.named(own);
    for (const one of [foreign, nobodys, "cn-001", "cn-002", "cn-003"]) expect(named).not.toContain(one);
  });
  it("tells those who may read upkeep of a change of it, and a firm nothing", async () => {
    const watches = [await Watch.of(stage.dispatcher), await Watch.of(stage.lujie)];
    const van = { id: "van-9", kind: "van", name: "沪A·巡检9", technicianId: null };
    expect(await stage.dispatcher.post("/contracts/changning/stock/places", van)).toMatchObject({ status: 201 });
    await act(stage.lujie, own, "note", { text: "之后的事" });
    expect(await Promise.all(watches.map((watch) => watch.upkeepBefore(own)))).toEqual([true, false]);
  });
  it("tells nobody of upkeep for what only an order changed", async () => {
    const watch = await Watch.of(stage.dispatcher);
    await act(stage.lujie, own, "note", { text: "只是工单" });
    expect(await watch.upkeepBefore(own)).toBe(false);
  });
  it("tells both firms of an order that goes from one to the other", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-006" });
    const watches = [await Watch.of(stage.lujie), await Watch.of(stage.hengxin)];
    await assign(stage.dispatcher, id, "hengxin");
    for (const watch of watches) expect(await watch.named(id)).toContain(id);
  });
});
