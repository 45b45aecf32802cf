// Supplies and stock over a whole server: what a device shows closes its task, what a person puts in leaves its place.
import { randomUUID } from "node:crypto";
import {
  DeviceId,
  downTopic,
  EvidenceView,
  KioskCommand,
  MovementPage,
  PartLedger,
  StockView,
  SupplySettings,
  SupplySwap,
  SwapList,
  TaskList,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pdf } from "./order-desk.ts";
import { booklet, deviceReport, kioskId } from "./sample.ts";
import { eventually, TestServer, type TestTerminal } from "./server-harness.ts";

const laser = DeviceId.parse("laser");
const contract = "/contracts/changning";
const black = "黑色硒鼓";
const ribbon = "医保制册机色带";

let server: TestServer;
let terminal: TestTerminal;
beforeAll(async () => {
  server = await TestServer.start();
  terminal = await server.terminal(kioskId, {
    devices: [
      { deviceId: laser, deviceClass: "a4Printer", profileId: "a4-printer/hp-laserjet-ipp", transport: "ipp://laser" },
      {
        ...{ deviceId: booklet, deviceClass: "bookletPrinter", profileId: "booklet-printer/olivetti-pr2plus" },
        transport: "tcp://booklet",
      },
    ],
  });
  await tellRibbon(40_000);
});
afterAll(() => server.stop());

function level(consumable: "toner" | "ribbon", part: string, value: number, unit: "percent" | "characters") {
  const counted = consumable === "ribbon";
  return {
    ...{ kind: "level", consumable, part, value, unit, capacity: counted ? 1_000_000 : 100 },
    ...{ quality: counted ? "counted" : "measured", raw: "", at: Date.now() },
  };
}

async function tellToner(value: number): Promise<void> {
  const readings = [level("toner", "black", value, "percent")];
  const device = { deviceId: laser, deviceClass: "a4Printer" as const, profileId: "a4-printer/hp-laserjet-ipp" };
  await terminal.report([{ ...deviceReport(device), since: Date.now(), answeredAt: Date.now(), readings }]);
}

async function tellRibbon(value: number): Promise<void> {
  const readings = [level("ribbon", "", value, "characters")];
  const device = { deviceId: booklet, deviceClass: "bookletPrinter" as const };
  const profileId = "booklet-printer/olivetti-pr2plus";
  await terminal.report([
    { ...deviceReport({ ...device, profileId }), since: Date.now(), answeredAt: Date.now(), readings },
  ]);
}

const stock = () => server.get(`${contract}/stock`, StockView);
const tasks = (state = "open") => server.get(`/replacement-tasks?kiosk=${kioskId}&state=${state}`, TaskList);

async function at(place: string): Promise<Record<string, number>> {
  const found = (await stock()).places.find((one) => one.id === place);
  return Object.fromEntries((found?.balances ?? []).map(({ item, quantity }) => [item, quantity]));
}

async function receive(item: string, serials: readonly string[], quantity = serials.length): Promise<void> {
  const person = await server.allRound();
  const headers = { "content-type": "application/octet-stream", "x-file-name": "a" };
  const sent = await person.fetch("/evidence", { method: "POST", headers, body: new Uint8Array(pdf("到货单")) });
  const { digest } = EvidenceView.parse(await sent.json());
  const receipt = { part: item, serials, quantity, evidence: [digest] };
  expect(await server.post(`${contract}/parts/receipts`, receipt)).toMatchObject({ status: 201 });
}

const move = (fields: object) =>
  server.post(`${contract}/stock/moves`, { id: randomUUID(), quantity: 1, from: "main", to: "van-1", ...fields });
const swap = (fields: object) =>
  server.post("/supply-swaps", {
    ...{ id: randomUUID(), kioskId, deviceId: booklet, consumable: "ribbon", part: "", from: "van-1", ...fields },
  });

describe("depots and vans", () => {
  it("begin with the main depot; a van is added once, and pieces move into it and add up", async () => {
    const van = { id: "van-1", kind: "van", name: "沪A·巡检1", technicianId: null };
    expect(await server.post(`${contract}/stock/places`, van)).toMatchObject({ status: 201 });
    expect(await server.post(`${contract}/stock/places`, van)).toMatchObject({ body: { code: "stock.place-taken" } });
    await receive(ribbon, ["R-1", "R-2", "R-3"]);
    await receive(black, [], 4);
    const id = randomUUID();
    const moved = { id, item: ribbon, serials: ["R-1", "R-2"], quantity: 2 };
    expect(await move(moved)).toMatchObject({ status: 201 });
    expect(await move(moved)).toMatchObject({ status: 201 });
    expect([await at("main"), await at("van-1")]).toEqual([{ [ribbon]: 1, [black]: 4 }, { [ribbon]: 2 }]);
    const ledger = await server.get(`${contract}/parts`, PartLedger);
    expect(ledger.balances.map(({ part, inStock }) => [part, inStock])).toEqual([
      [ribbon, 3],
      [black, 4],
    ]);
    expect(await move({ item: black, to: "van-9" })).toMatchObject({ body: { code: "stock.no-place" } });
    const { items } = await stock();
    expect(items.find(({ item }) => item === ribbon)).toMatchObject({ source: "product" });
  });

  it("give the last piece to one of two who take it at once", async () => {
    const last = { item: ribbon, serials: ["R-3"], quantity: 1 };
    const both = await Promise.all([move(last), move(last)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await at("van-1")).toEqual({ [ribbon]: 3 });
  });

  it("are counted: what differs becomes a movement with its reason, and the books of another time are refused", async () => {
    const count = { place: "main", item: black, quantity: 3, seenQuantity: 4, reason: "季度盘点" };
    expect(await server.post(`${contract}/stock/counts`, { id: randomUUID(), ...count })).toMatchObject({
      status: 201,
    });
    const stale = await server.post(`${contract}/stock/counts`, { id: randomUUID(), ...count });
    expect(stale).toMatchObject({ status: 409, body: { code: "setting.stale" } });
    expect(await at("main")).toEqual({ [black]: 3 });
    const { movements } = await server.get(`${contract}/stock/movements?limit=1`, MovementPage);
    expect(movements).toMatchObject([{ kind: "lost", quantity: 1, text: "季度盘点", place: "main", actor: "值班员" }]);
  });

  it("warn where less lies than the minimum, and keep a place in use", async () => {
    const person = await server.allRound();
    const minimum = { place: "main", item: black, minimum: 5 };
    expect(await person.send("PUT", `${contract}/stock/minimums`, minimum)).toMatchObject({ status: 200 });
    const main = (await stock()).places[0];
    expect(main?.balances).toEqual([{ item: black, quantity: 3, serials: [], minimum: 5, low: true }]);
    const ended = { name: "沪A·巡检1", technicianId: null, ended: true };
    const refused = await person.send("PUT", `${contract}/stock/places/van-1`, ended);
    expect(refused).toMatchObject({ status: 409, body: { code: "stock.place-in-use" } });
  });
});

describe("a swap", () => {
  it("takes its piece from the van, begins the count at the agent anew, and counts once however often it is sent", async () => {
    const heard: KioskCommand[] = [];
    terminal.client.on("message", (_topic, payload) => heard.push(KioskCommand.parse(JSON.parse(payload.toString()))));
    await terminal.client.subscribeAsync(downTopic(kioskId), { qos: 1 });
    const entry = { id: randomUUID(), serial: "R-2" };
    const first = await swap(entry);
    expect(first).toMatchObject({ status: 201, body: { item: ribbon, how: "entered", by: "值班员" } });
    expect(await swap(entry)).toEqual(first);
    await eventually(
      async () => heard.filter((one) => one.command.type === "consumable-replaced"),
      (told) => told.length === 1,
    );
    expect(await at("van-1")).toEqual({ [ribbon]: 2 });
    const { totals } = await stock();
    expect(totals.find(({ item }) => item === ribbon)).toMatchObject({ inStock: 2, used: 1 });
    expect(SupplySwap.parse(first.body).id).toBe(entry.id);
  });

  it("of a piece that is not in the van is refused and changes nothing; one from nowhere is told as such", async () => {
    expect(await swap({ serial: "R-2" })).toMatchObject({ status: 409, body: { code: "parts.shortage" } });
    expect(await swap({ from: "van-9" })).toMatchObject({ status: 409, body: { code: "stock.no-place" } });
    expect(await swap({ deviceId: laser, consumable: "ink" })).toMatchObject({
      body: { code: "supply.not-on-terminal" },
    });
    expect(await swap({ from: null })).toMatchObject({ status: 201 });
    const { swaps } = await server.get(`/supply-swaps?kiosk=${kioskId}`, SwapList);
    expect(swaps.map(({ from, serial }) => [from, serial])).toEqual([
      [null, ""],
      ["van-1", "R-2"],
    ]);
  });
});

describe("a supply that goes low", () => {
  it("gets one task by itself, which the swap that the device shows closes", async () => {
    await tellToner(6);
    const open = await eventually(tasks, ({ tasks: found }) => found.some((one) => one.deviceId === laser), 10_000);
    expect(open.tasks.filter((one) => one.deviceId === laser)).toMatchObject([{ item: black, reason: "threshold" }]);
    await tellToner(99);
    const closed = await eventually(
      () => tasks("done"),
      ({ tasks: found }) => found.some((one) => one.deviceId === laser),
      10_000,
    );
    expect(closed.tasks.filter((one) => one.deviceId === laser)).toMatchObject([{ closedHow: "device" }]);
  });

  it("is due by what the contract set, a supplier's proposal until then, with its history", async () => {
    const path = `${contract}/supply-setting`;
    expect((await server.get(path, SupplySettings)).current).toMatchObject({ version: 0, respondHours: 2 });
    const change = {
      leadDays: 5,
      aheadDays: 10,
      respondHours: 2,
      replaceWorkingDays: 2,
      owner: "项目经理",
      note: "备货慢",
    };
    expect(await server.post(path, { ...change, seenVersion: 0 })).toMatchObject({ status: 201 });
    expect(await server.post(path, { ...change, seenVersion: 0 })).toMatchObject({ body: { code: "setting.stale" } });
    expect((await server.get(path, SupplySettings)).history).toMatchObject([{ version: 1, leadDays: 5 }]);
  });
});
