// A firm's work on an order, its month, and what happens when it disputes either.
import {
  AuditList,
  OrderDetail,
  OrderList,
  type OrderRow,
  VendorOrderList,
  VendorPartList,
  VendorScores,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../src/domain/time.ts";
import { booklet, condition, deviceReport, kioskId, reader } from "./sample.ts";
import { eventually } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";
import { act, assign, contract, givenOrder, sendPicture, setVendorStage, type VendorStage } from "./vendor-stage.ts";

/** Thursday 2026-09-10 09:30 in Shanghai */
const start = Date.UTC(2026, 8, 10, 1, 30);
const screen = "触控组件";

let stage: VendorStage;
let time: SettableClock;
beforeAll(async () => {
  time = new SettableClock(start);
  stage = await setVendorStage({ clock: time.clock });
});
afterAll(() => stage.server.stop());

async function done(answer: Promise<{ status: number; body: unknown }>): Promise<OrderDetail> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(JSON.stringify(body));
  return OrderDetail.parse(body);
}

const clockOf = ({ order, otherClocks }: OrderDetail, milestone: string) =>
  [...order.clocks, ...otherClocks].find((clock) => clock.policy === "CN-KIOSK" && clock.milestone === milestone);

describe("a firm brings an order to its acceptance", () => {
  it("accepts, promises a day, diagnoses, orders, receives with a paper, builds in, tests, and asks", async () => {
    const id = await givenOrder(stage, "lujie");
    const firm = stage.lujie;
    await done(act(firm, id, "acknowledged"));
    const promised = time.clock.now() + dayMs;
    expect((await done(act(firm, id, "date_proposed", { data: { at: promised } }))).order.proposedAt).toBe(promised);
    await done(act(firm, id, "diagnosis_submitted", { text: "触控组件失效，须更换" }));
    await done(act(firm, id, "part_required", { data: { parts: [screen] } }));
    const waiting = await firm.get("/vendor/orders?show=part", VendorOrderList);
    expect(waiting.orders.map((order) => order.id)).toEqual([id]);
    const expectedAt = time.clock.now() + 9 * dayMs;
    const order = { part: screen, orderNo: "PO-2026-7", supplier: "演示供应商", expectedAt };
    await done(act(firm, id, "part_ordered", { data: order }));
    const bought = await firm.get("/vendor/parts", VendorPartList);
    expect(bought.parts).toMatchObject([{ ...order, state: "ordered" }]);
    expect(await act(firm, id, "part_arrived", { data: { part: screen } })).toMatchObject({
      body: { code: "order.needs-evidence" },
    });
    time.pass(hourMs);
    const paper = await sendPicture(firm, "到货单.png", 0xabcdef);
    const at = time.clock.now() - hourMs / 2;
    const arrived = await done(act(firm, id, "part_arrived", { data: { part: screen }, evidence: [paper], at }));
    // sixty days run from the day on the paper (C16)
    expect(clockOf(arrived, "fix_part")).toMatchObject({ state: "running", startAt: at });
    await done(act(firm, id, "part_installed", { data: { part: screen } }));
    await done(act(firm, id, "tested", { text: "连续触控 100 次正常" }));
    expect((await done(act(firm, id, "acceptance_requested"))).order.state).toBe("awaiting_acceptance");
    expect((await firm.get("/vendor/orders", VendorOrderList)).counts.acceptance).toBe(1);
    await done(act(stage.client, id, "accepted"));
    expect((await firm.get("/vendor/orders", VendorOrderList)).orders).toEqual([]);
    const closed = await firm.get("/vendor/orders?state=closed", VendorOrderList);
    expect(closed.orders.map((row) => row.id)).toEqual([id]);
  });
  it("lists what is due first on top", async () => {
    const later = await givenOrder(stage, "lujie", { kioskId: "cn-011", class: "hardware_repair" });
    time.pass(hourMs);
    const sooner = await givenOrder(stage, "lujie", {
      kioskId: "cn-012",
      class: "software",
      reportedAt: time.clock.now() - 3 * hourMs,
    });
    const { orders, counts } = await stage.lujie.get("/vendor/orders", VendorOrderList);
    expect(orders.map(({ id }) => id)).toEqual([sooner, later]);
    expect(counts.overdue).toBe(1);
    for (const id of [later, sooner])
      await act(stage.dispatcher, id, "cancelled", { text: "误报", data: { reason: "mistaken" } });
  });
});

describe("promises and disputes", () => {
  it("move no clock", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-013", class: "software" });
    const before = await stage.lujie.get(`/work-orders/${id}`, OrderDetail);
    await done(act(stage.lujie, id, "date_proposed", { data: { at: time.clock.now() + dayMs } }));
    await done(act(stage.lujie, id, "disputed", { text: "报修时间不对", data: { target: "CN-KIOSK:first_response" } }));
    const disputed = await stage.lujie.get(`/work-orders/${id}`, OrderDetail);
    expect(disputed.attention).toMatchObject([{ code: "dispute-open" }]);
    const [dispute] = disputed.disputes;
    const answer = { text: "以热线记录为准，将更正", data: { dispute: dispute?.id, upheld: true } };
    const after = await done(act(stage.client, id, "dispute_answered", answer));
    const dues = ({ order }: OrderDetail) =>
      order.clocks.map(({ milestone, dueAt, state }) => [milestone, dueAt, state]);
    expect(dues(after)).toEqual(dues(before));
    expect(after.disputes).toMatchObject([{ answer: { upheld: true, text: answer.text } }]);
    expect(after.ignored).toEqual(before.ignored);
    expect(after.attention).toEqual([]);
  });
  it("are answered by the buyer, and raised by the supplier", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-014", class: "software" });
    const dispute = { text: "…", data: { target: "CN-KIOSK:first_response" } };
    expect(await act(stage.client, id, "disputed", dispute)).toMatchObject({ body: { code: "order.not-permitted" } });
    const { disputes } = await done(act(stage.lujie, id, "disputed", dispute));
    const answer = { text: "…", data: { dispute: disputes[0]?.id, upheld: true } };
    expect(await act(stage.lujie, id, "dispute_answered", answer)).toMatchObject({
      body: { code: "order.not-permitted" },
    });
    expect((await stage.lujie.get("/vendor/orders?show=disputed", VendorOrderList)).total).toBe(1);
  });
  it("stand in the audit log with the firm's person as who raised them", async () => {
    const { entries } = await stage.people.auditor.get("/audit?action=order.act&limit=50", AuditList);
    const raised = entries.find(({ after }) => JSON.stringify(after).includes('"disputed"'));
    expect(raised).toMatchObject({ name: "路捷·钱工", contractId: contract, result: "ok" });
  });
});

describe("a firm's month", () => {
  it("is the same for the buyer and for the firm, row by row", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-015", class: "software" });
    time.pass(3 * hourMs);
    await done(act(stage.lujie, id, "acknowledged"));
    const own = await stage.lujie.get("/vendor/score?month=2026-09", VendorScores);
    const buyers = await stage.client.get(
      `/contracts/${contract}/organisations/lujie/score?month=2026-09`,
      VendorScores,
    );
    expect(own.scores).toEqual(buyers.scores);
    const [score] = own.scores;
    const line = score?.lines.find(({ milestone, policy }) => policy === "CN-KIOSK" && milestone === "first_response");
    const row = line?.rows.find(({ orderId }) => orderId === id);
    expect(row).toMatchObject({ verdict: "met_late", lateMs: hourMs, dispute: null });
    expect(score?.deductions).toBeNull();
  });
  it("shows other readings of a clause apart from the binding one", async () => {
    const { scores } = await stage.lujie.get("/vendor/score?month=2026-09", VendorScores);
    const fix = scores[0]?.lines.filter(({ milestone }) => milestone === "fix_software") ?? [];
    expect(fix.find(({ role }) => role === "governing")?.policy).toBe("CN-KIOSK");
    expect(
      fix
        .filter(({ role }) => role === "reading")
        .map(({ policy }) => policy)
        .sort(),
    ).toEqual(["CN-KIOSK@civil203", "CN-KIOSK@exact", "CN-KIOSK@inclusive"]);
  });
  it("leaves out what was due before the order was the firm's", async () => {
    const id = await givenOrder(stage, null, { kioskId: "cn-016", class: "software" });
    time.pass(5 * hourMs);
    await assign(stage.dispatcher, id, "lujie");
    const { scores } = await stage.lujie.get("/vendor/score?month=2026-09", VendorScores);
    const clocks = scores[0]?.lines.flatMap(({ rows }) => rows.filter(({ orderId }) => orderId === id)) ?? [];
    expect(clocks.map(({ clock }) => clock)).toContain("CN-KIOSK:fix_software");
    expect(clocks.map(({ clock }) => clock)).not.toContain("CN-KIOSK:first_response");
  });
  it("shows the dispute beside the row it is about", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-017", class: "software" });
    await done(act(stage.lujie, id, "disputed", { text: "应自次日起算", data: { target: "CN-KIOSK:fix_software" } }));
    const { scores } = await stage.lujie.get("/vendor/score?month=2026-09", VendorScores);
    const line = scores[0]?.lines.find(
      ({ policy, milestone }) => policy === "CN-KIOSK" && milestone === "fix_software",
    );
    expect(line?.rows.find(({ orderId }) => orderId === id)?.dispute).toMatchObject({ text: "应自次日起算" });
    expect(scores[0]?.openDisputes).toBeGreaterThan(0);
  });
  it("of another month is empty", async () => {
    const { scores } = await stage.lujie.get("/vendor/score?month=2026-01", VendorScores);
    expect(scores).toMatchObject([{ orders: 0, lines: [] }]);
  });
});

describe("assignment", () => {
  it("is to firms of the contract, shown in the list and filtered by", async () => {
    const id = await givenOrder(stage, "hengxin", { kioskId: "cn-018" });
    const { orders } = await stage.dispatcher.get("/work-orders?vendor=hengxin", OrderList);
    expect(orders.map((order) => order.id)).toEqual([id]);
    const stranger = await act(stage.dispatcher, id, "assigned", { data: { organisation: "nobody" } });
    expect(stranger).toMatchObject({ status: 409, body: { code: "order.vendor-refused" } });
    expect((await act(stage.client, id, "assigned", { data: { organisation: "lujie" } })).status).toBe(403);
  });
});

describe("a fault that is for the vendor", () => {
  async function openedFor(deviceClasses: { lujie: string[]; hengxin: string[] }): Promise<OrderRow> {
    const own = await setVendorStage();
    try {
      for (const [firm, classes] of Object.entries(deviceClasses)) {
        const path = `/contracts/${contract}/organisations/${firm}`;
        expect((await own.manager.send("PUT", path, { deviceClasses: classes })).status).toBe(200);
      }
      const terminal = await own.server.terminal();
      await terminal.report([
        deviceReport({ deviceId: booklet, deviceClass: "bookletPrinter", conditions: [] }),
        deviceReport({ deviceId: reader, state: "hardwareError", conditions: [condition("device.self-test-failed")] }),
      ]);
      const list = await eventually(
        () => own.dispatcher.get(`/work-orders?kiosk=${kioskId}`, OrderList),
        ({ orders }) => orders.some(({ source }) => source === "rule"),
        20_000,
      );
      const [order] = list.orders;
      if (order === undefined) throw new Error("no order");
      return order;
    } finally {
      await own.server.stop();
    }
  }
  it("is the one firm's that answers for the device, at once and by the system", async () => {
    const order = await openedFor({ lujie: ["idCardReader"], hengxin: ["bookletPrinter"] });
    expect(order).toMatchObject({ route: "vendor", vendorId: "lujie" });
  });
  it("waits for the dispatcher where two firms answer for it", async () => {
    const order = await openedFor({ lujie: ["idCardReader"], hengxin: ["idCardReader"] });
    expect(order).toMatchObject({ route: "vendor", vendorId: null });
  });
});
