// A part order over HTTP: both readings of the part clause, papers, stock, and parts that are dead on arrival.
import { type PartBalance, PartLedger } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockOf, endOf, OrderDesk } from "./order-desk.ts";

const day = 24 * 3_600_000;

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

async function ledger(): Promise<PartLedger> {
  return desk.server.get("/contracts/changning/parts", PartLedger);
}

async function balance(part: string): Promise<Omit<PartBalance, "part"> | undefined> {
  const { part: _, ...rest } = (await ledger()).balances.find((b) => b.part === part) ?? { part };
  return "inStock" in rest ? rest : undefined;
}

const nowhere = { inStock: 0, onOrders: 0, installed: 0, rejected: 0, serialsInStock: [] };

async function receive(fields: object): Promise<{ status: number; body: unknown }> {
  return desk.server.post("/contracts/changning/parts/receipts", {
    actor: "仓管",
    evidence: [await desk.paper()],
    ...fields,
  });
}

/** A part order that needs these. */
async function needing(...parts: string[]): Promise<string> {
  const { order } = await desk.order({ class: "part_replacement" });
  await desk.act(order.id, "part_required", { data: { parts } });
  return order.id;
}

/** The part comes with its delivery note. */
async function arrive(id: string, part: string, serial?: string) {
  const data = { part, ...(serial === undefined ? {} : { serial }) };
  return desk.act(id, "part_arrived", { data, evidence: [await desk.paper()] });
}

describe("a part order", () => {
  it("counts its sixty days from the last arrival, shows the whole process beside them, and ends with acceptance", async () => {
    const opened = await desk.order({ class: "part_replacement" });
    const { id } = opened.order;
    expect(clockOf(opened, "fix_part")).toMatchObject({ state: "not_started", role: "governing" });
    expect(clockOf(opened, "procurement_watch")).toMatchObject({ state: "not_started", role: "advisory" });
    await desk.act(id, "acknowledged");
    await desk.act(id, "diagnosis_submitted");

    const requiredAt = desk.at("2026-09-11 10:00");
    const needed = await desk.act(id, "part_required", { data: { parts: ["主板", "电源"] } });
    expect(needed.parts.map((line) => [line.part, line.state])).toEqual([
      ["主板", "required"],
      ["电源", "required"],
    ]);
    expect(clockOf(needed, "procurement_watch")).toMatchObject({ startAt: requiredAt, dueAt: endOf("2026-11-10") });
    expect(clockOf(needed, "fix_part").state).toBe("not_started");
    // the clock that runs only advises: no deadline binds
    expect(needed.order).toMatchObject({ nextDueAt: null, band: "none" });

    await desk.act(id, "part_ordered", { data: { part: "主板", supplier: "某厂" } });
    desk.at("2026-09-20 10:00");
    expect(await desk.refused(id, "part_arrived", { data: { part: "主板" } })).toMatchObject({
      status: 409,
      code: "order.needs-evidence",
      detail: "part_arrived",
    });
    expect(clockOf(await arrive(id, "主板", "SN-1"), "fix_part").state).toBe("not_started");
    expect(await desk.refused(id, "tested")).toMatchObject({ code: "order.part-refused" });

    const completeAt = desk.at("2026-09-25 16:00");
    const complete = await arrive(id, "电源");
    expect(clockOf(complete, "fix_part")).toMatchObject({ startAt: completeAt, dueAt: endOf("2026-11-24") });
    expect(clockOf(complete, "procurement_watch").dueAt).toBe(endOf("2026-11-10"));
    expect(complete.order.nextDueAt).toBe(endOf("2026-11-24"));
    expect(await balance("主板")).toEqual({ ...nowhere, onOrders: 1 });

    await desk.act(id, "part_installed", { data: { part: "主板", removedSerial: "SN-0" } });
    const installed = await desk.act(id, "part_installed", { data: { part: "电源", serial: "SN-2" } });
    expect(installed.parts.map((line) => [line.state, line.serial, line.from])).toEqual([
      ["installed", "SN-1", "purchase"],
      ["installed", "SN-2", "purchase"],
    ]);
    expect(await balance("主板")).toEqual({ ...nowhere, installed: 1 });
    expect((await desk.act(id, "tested")).order.state).toBe("tested");

    const askedAt = desk.at("2026-09-28 09:00");
    const asked = await desk.act(id, "acceptance_requested");
    expect(asked.order.state).toBe("awaiting_acceptance");
    expect(asked.attention).toEqual([{ code: "acceptance-waiting", since: askedAt }]);
    // waiting for acceptance pauses nothing by itself
    expect(clockOf(asked, "fix_part").dueAt).toBe(endOf("2026-11-24"));
    expect(await desk.refused(id, "accepted", { party: "project_manager" })).toMatchObject({
      status: 403,
      detail: "project_manager: accepted",
    });
    const done = await desk.act(id, "accepted");
    expect(done.order).toMatchObject({ state: "done", nextDueAt: null });
    expect([clockOf(done, "fix_part").state, clockOf(done, "procurement_watch").state]).toEqual(["met", "met"]);
  });

  it("whose acceptance is declined is open again on the same clock", async () => {
    const id = await needing("门锁");
    const due = clockOf(await arrive(id, "门锁"), "fix_part").dueAt;
    await desk.act(id, "part_installed", { data: { part: "门锁" } });
    await desk.act(id, "tested");
    await desk.act(id, "acceptance_requested");
    desk.time.pass(day);
    const declined = await desk.act(id, "acceptance_declined");
    expect(declined.order.state).toBe("reopened");
    expect(clockOf(declined, "fix_part")).toMatchObject({ state: "running", dueAt: due });
    await desk.act(id, "tested");
    expect((await desk.act(id, "accepted")).order.state).toBe("done");
  });

  it("takes no part that it did not ask for", async () => {
    const id = await needing("风扇");
    const evidence = [await desk.paper()];
    expect(await desk.refused(id, "part_arrived", { data: { part: "硬盘" }, evidence })).toMatchObject({
      code: "order.part-refused",
      detail: "硬盘: not required by this order",
    });
    expect(await desk.refused(id, "part_installed", { data: { part: "风扇" } })).toMatchObject({
      code: "order.part-refused",
      detail: "风扇: required",
    });
    expect(await balance("硬盘")).toBeUndefined();
  });

  it("needs another person's approval for a part that is added after the last one came", async () => {
    const id = await needing("读卡头");
    const first = clockOf(await arrive(id, "读卡头"), "fix_part").dueAt ?? 0;
    desk.time.pass(5 * day);
    const more = { data: { parts: ["排线"] }, by: "李工" };
    expect(await desk.refused(id, "part_required", more)).toMatchObject({ code: "order.needs-approval" });
    expect(await desk.refused(id, "part_required", { ...more, approvedBy: "李工" })).toMatchObject({
      code: "order.needs-approval",
    });
    expect(clockOf(await desk.detail(id), "fix_part")).toMatchObject({ state: "running", dueAt: first });
    const added = await desk.act(id, "part_required", { ...more, approvedBy: "甲方代表" });
    expect(clockOf(added, "fix_part").state).toBe("not_started");
    expect(clockOf(await arrive(id, "排线"), "fix_part").dueAt).toBe(first + 5 * day);
  });

  it("cannot be freed of a breach by a part that is added, or rejected, afterwards", async () => {
    const id = await needing("电池");
    const due = clockOf(await arrive(id, "电池"), "fix_part").dueAt ?? 0;
    desk.time.passTo(due + day);
    const added = await desk.act(id, "part_required", { data: { parts: ["外壳"] }, approvedBy: "甲方代表" });
    expect(clockOf(added, "fix_part")).toMatchObject({ state: "breached", dueAt: due });
    const rejected = await desk.act(id, "part_rejected", { data: { part: "电池" }, evidence: [await desk.paper()] });
    expect(clockOf(rejected, "fix_part")).toMatchObject({ state: "breached", dueAt: due });
    expect(rejected.ignored.map((row) => row.reason).sort()).toEqual([
      "rejection-after-breach",
      "requirement-after-breach",
    ]);
  });

  it("is not freed of a breach by a part said to have been added before it, unless a paper says so", async () => {
    const id = await needing("显示屏");
    await arrive(id, "显示屏");
    desk.time.pass(62 * day);
    expect(clockOf(await desk.detail(id), "fix_part").state).toBe("breached");
    const early = { data: { parts: ["螺丝"] }, at: desk.time.now - 10 * day, approvedBy: "甲方代表" };
    expect(await desk.refused(id, "part_required", early)).toMatchObject({
      code: "order.needs-evidence",
      detail: expect.stringContaining("fix_part"),
    });
    const proven = await desk.act(id, "part_required", { ...early, evidence: [await desk.paper()] });
    expect(clockOf(proven, "fix_part").state).toBe("not_started");
  });
});

describe("a part that is dead on arrival", () => {
  it("is rejected with a paper by the buyer, and the sixty days begin anew with the next one", async () => {
    const id = await needing("扫描头");
    const due = clockOf(await arrive(id, "扫描头", "DOA-1"), "fix_part").dueAt ?? 0;
    desk.time.pass(2 * day);
    const sent = { data: { part: "扫描头", serial: "DOA-1" } };
    expect(await desk.refused(id, "part_rejected", { ...sent, party: "technician" })).toMatchObject({ status: 403 });
    expect(await desk.refused(id, "part_rejected", sent)).toMatchObject({ code: "order.needs-evidence" });
    const evidence = [await desk.paper()];
    const pm = { ...sent, evidence, party: "project_manager", by: "项目经理" } as const;
    expect(await desk.refused(id, "part_rejected", pm)).toMatchObject({ code: "order.needs-approval" });
    expect((await desk.refused(id, "part_rejected", { ...pm, approvedBy: "项目经理" })).code).toBe(
      "order.needs-approval",
    );
    expect(clockOf(await desk.detail(id), "fix_part").dueAt).toBe(due);

    const rejected = await desk.act(id, "part_rejected", { ...pm, approvedBy: "甲方代表" });
    expect(rejected.parts).toMatchObject([{ state: "rejected", rejections: 1, serial: null, arrivedAt: null }]);
    expect(clockOf(rejected, "fix_part")).toMatchObject({ state: "not_started", dueAt: null });
    expect(await balance("扫描头")).toEqual({ ...nowhere, rejected: 1 });
    desk.time.pass(3 * day);
    const anew = await arrive(id, "扫描头", "OK-1");
    expect(clockOf(anew, "fix_part")).toMatchObject({ startAt: desk.time.now, dueAt: due + 5 * day });
    expect(await balance("扫描头")).toEqual({ ...nowhere, onOrders: 1, rejected: 1 });
    const { steps } = await desk.derivation(id, "CN-KIOSK", "fix_part");
    expect(steps.map((s) => ("eventType" in s ? s.eventType : s.kind))).toContain("part_rejected");
  });
});

describe("stock", () => {
  it("is received only with a paper, one serial number for each piece, and none twice", async () => {
    expect((await receive({ part: "硒鼓", quantity: 3, evidence: [] })).status).toBe(400);
    expect((await receive({ part: "硒鼓", quantity: 3, evidence: ["0".repeat(64)] })).body).toMatchObject({
      code: "order.evidence-unknown",
    });
    expect((await receive({ part: "硒鼓", quantity: 3, serials: ["A"] })).body).toMatchObject({
      code: "request.invalid",
    });
    expect((await receive({ part: "硒鼓", quantity: 1, at: desk.time.now + 1 })).body).toMatchObject({
      code: "request.invalid",
    });
    expect(await balance("硒鼓")).toBeUndefined();
    expect((await receive({ part: "硒鼓", quantity: 2, serials: ["A", "B"] })).status).toBe(201);
    expect((await receive({ part: "硒鼓", quantity: 2, serials: ["C", "A"] })).body).toMatchObject({
      code: "parts.serial-taken",
    });
    expect(await balance("硒鼓")).toEqual({ ...nowhere, inStock: 2, serialsInStock: ["A", "B"] });
  });

  it("allocated to an order leaves the stock and starts the sixty days", async () => {
    expect((await receive({ part: "主控板", quantity: 2 })).status).toBe(201);
    const id = await needing("主控板");
    desk.time.pass(day);
    const allocated = await desk.act(id, "part_allocated", { data: { part: "主控板" } });
    expect(clockOf(allocated, "fix_part")).toMatchObject({ state: "running", startAt: desk.time.now });
    expect(allocated.parts).toMatchObject([{ state: "on_hand", from: "stock" }]);
    expect(await balance("主控板")).toEqual({ ...nowhere, inStock: 1, onOrders: 1 });
    const [newest] = (await ledger()).movements;
    expect(newest).toMatchObject({
      kind: "allocated",
      part: "主控板",
      orderId: id,
      orderNumber: allocated.order.number,
    });
  });

  it("that is short, or another piece than named, refuses the allocation and leaves order and stock as they were", async () => {
    await receive({ part: "色带", quantity: 1, serials: ["R-1"] });
    const id = await needing("色带", "齿轮");
    const before = (await desk.detail(id)).events.length;
    expect(await desk.refused(id, "part_allocated", { data: { part: "齿轮" } })).toMatchObject({
      status: 409,
      code: "parts.shortage",
      detail: "齿轮: 0 in stock, 1 wanted",
    });
    expect((await desk.refused(id, "part_allocated", { data: { part: "色带", serial: "R-2" } })).code).toBe(
      "parts.shortage",
    );
    expect((await desk.refused(id, "part_allocated", { data: { part: "色带" } })).detail).toBe(
      "色带: name the serial number",
    );
    expect((await desk.detail(id)).events).toHaveLength(before);
    expect(await balance("色带")).toEqual({ ...nowhere, inStock: 1, serialsInStock: ["R-1"] });
    await desk.act(id, "part_allocated", { data: { part: "色带", serial: "R-1" } });
    const other = await needing("色带");
    expect((await desk.refused(other, "part_allocated", { data: { part: "色带", serial: "R-1" } })).code).toBe(
      "parts.shortage",
    );
  });

  it("of which two orders want the last piece at once gives it to one of them", async () => {
    await receive({ part: "天线", quantity: 1 });
    const orders = [await needing("天线"), await needing("天线")];
    const answers = await Promise.all(orders.map((id) => desk.send(id, "part_allocated", { data: { part: "天线" } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await balance("天线")).toEqual({ ...nowhere, onOrders: 1 });
  });

  it("gets back what a cancelled order still held, and that cancellation can then not be undone", async () => {
    await receive({ part: "转接头", quantity: 1 });
    const id = await needing("转接头");
    await desk.act(id, "part_allocated", { data: { part: "转接头" } });
    const cancelled = await desk.act(id, "cancelled", { data: { reason: "mistaken" } });
    expect(await balance("转接头")).toEqual({ ...nowhere, inStock: 1 });
    const undo = { data: { target: cancelled.events.at(-1)?.id, void: true }, evidence: [await desk.paper()] };
    expect(await desk.refused(id, "corrected", undo)).toMatchObject({ code: "order.part-refused" });
    expect((await desk.detail(id)).order.state).toBe("cancelled");
  });
});

describe("a movement of parts", () => {
  it("is not corrected away, nor what it was required by: another movement puts it right", async () => {
    const id = await needing("键盘");
    const arrived = await arrive(id, "键盘");
    const evidence = [await desk.paper()];
    for (const type of ["part_arrived", "part_required"]) {
      const target = arrived.events.find((event) => event.type === type)?.id;
      expect((await desk.refused(id, "corrected", { data: { target, void: true }, evidence })).code).toBe(
        "order.part-refused",
      );
    }
    expect((await desk.detail(id)).parts).toMatchObject([{ part: "键盘", state: "on_hand" }]);
  });

  it("is in the ledger once, for every event of every order, and the ledger adds up", async () => {
    expect(await desk.audit()).toMatchObject({ ok: true, first: null });
    const { movements, balances } = await ledger();
    for (const { part, inStock, onOrders, installed, rejected } of balances) {
      const own = movements.filter((movement) => movement.part === part);
      const came = own.filter((movement) => movement.kind === "received" || movement.kind === "arrived");
      const pieces = came.reduce((sum, movement) => sum + movement.quantity, 0);
      expect([part, inStock + onOrders + installed + rejected]).toEqual([part, pieces]);
    }
  });

  it("is still there after a restart", async () => {
    const sorted = async () => {
      const { balances, movements } = await ledger();
      // several are of one instant here
      return { balances, movements: movements.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    };
    const before = await sorted();
    expect(before.movements.length).toBeGreaterThan(20);
    await desk.restart();
    expect(await sorted()).toEqual(before);
  });
});
