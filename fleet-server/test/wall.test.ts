// A screen on the wall: its link, its session, what it sees and what it does not, and its end.
import { Me, Wall, WallTokenIssued, WallTokenList } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { condition, deviceReport } from "./sample.ts";
import { eventually, TestServer } from "./server-harness.ts";
import { SettableClock } from "./settable-clock.ts";

const day = 86_400_000;
let server: TestServer;
let time: SettableClock;
let pm: SignedIn;
beforeEach(async () => {
  // a Monday, 10:00 in Shanghai
  time = new SettableClock(Date.UTC(2026, 10, 23, 2, 0, 0));
  server = await TestServer.start({ clock: time.clock });
  pm = await (await server.people()).person("王经理", [{ role: "project_manager", contract: "changning" }]);
});
afterEach(() => server.stop());

async function issue(lifetimeMs = day) {
  const answer = await pm.post("/wall-tokens", { contractId: "changning", name: "指挥大厅", lifetimeMs });
  expect(answer.status).toBe(201);
  const { token, path } = WallTokenIssued.parse(answer.body);
  return { token, secret: path.slice(path.indexOf("#") + 1), path };
}

/** A browser that has nothing but the link. */
class Screen {
  #cookie = "";

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(this.#cookie === "" ? {} : { cookie: this.#cookie }), "content-type": "application/json" };
    const response = await fetch(`${server.app.httpUrl}/api/v1${path}`, { ...init, headers });
    const set = response.headers.getSetCookie().find((line) => line.startsWith("kiosk_session="));
    if (set !== undefined) this.#cookie = set.split(";")[0] ?? "";
    return response;
  }

  enter(token: string): Promise<Response> {
    return this.fetch("/session/wall", { method: "POST", body: JSON.stringify({ token }) });
  }

  async snapshot(): Promise<Wall> {
    const response = await this.fetch("/wall");
    expect(response.status).toBe(200);
    return Wall.parse(await response.json());
  }
}

async function entered(): Promise<Screen> {
  const screen = new Screen();
  const { secret } = await issue();
  expect((await screen.enter(secret)).status).toBe(200);
  return screen;
}

describe("the link", () => {
  it("carries its secret behind #, is known to the server by its hash alone, and opens a session that only reads the wall", async () => {
    const { secret, path } = await issue();
    expect(path).toMatch(/^\/wall#[\w-]{43}$/);
    const screen = new Screen();
    const me = Me.parse(await (await screen.enter(secret)).json());
    expect(me).toMatchObject({ kind: "wall", home: "/wall", userId: null });
    expect(me.can.map((c) => c.right)).toEqual(["wall.read"]);
    for (const path of ["/overview", "/kiosks", "/work-orders", "/faults", "/quarantine", "/audit", "/wall-tokens"]) {
      expect([path, (await screen.fetch(path)).status]).toEqual([path, 403]);
    }
    expect((await screen.fetch("/faults/acknowledgements", { method: "POST", body: "{}" })).status).toBe(403);
    expect(JSON.stringify(await pm.get("/wall-tokens", WallTokenList))).not.toContain(secret);
  });

  it("is refused when it is invented, has run out, or was revoked", async () => {
    const screen = new Screen();
    expect((await screen.enter("x".repeat(43))).status).toBe(401);
    const { secret, token } = await issue(3_600_000);
    time.pass(3_600_000);
    expect((await screen.enter(secret)).status).toBe(401);
    const next = await issue();
    expect((await pm.send("DELETE", `/wall-tokens/${next.token.id}`)).status).toBe(200);
    expect((await screen.enter(next.secret)).status).toBe(401);
    expect((await pm.get("/wall-tokens", WallTokenList)).tokens.map((t) => t.id)).not.toContain(token.id);
  });

  it("ends every screen that came in with it as soon as it is revoked", async () => {
    const screen = new Screen();
    const { secret, token } = await issue();
    await screen.enter(secret);
    await screen.snapshot();
    const [listed] = (await pm.get("/wall-tokens", WallTokenList)).tokens;
    expect(listed?.lastSeenAt).toBe(time.now);
    await pm.send("DELETE", `/wall-tokens/${token.id}`);
    expect((await screen.fetch("/wall")).status).toBe(401);
  });

  it("is for those who hold the right, in their contract, and no longer than 400 days", async () => {
    const people = await server.people();
    const body = { contractId: "changning", name: "x", lifetimeMs: day };
    const foreign = await people.person("达州", [{ role: "project_manager", contract: "dazhou" }]);
    expect((await foreign.post("/wall-tokens", body)).status).toBe(404);
    const viewer = await people.person("只读", [{ role: "district_viewer", contract: "changning" }]);
    expect((await viewer.post("/wall-tokens", body)).status).toBe(403);
    expect((await pm.post("/wall-tokens", { ...body, lifetimeMs: 401 * day })).status).toBe(400);
    const { token } = await issue();
    expect((await foreign.send("DELETE", `/wall-tokens/${token.id}`)).status).toBe(404);
    expect((await foreign.get("/wall-tokens", WallTokenList)).tokens).toEqual([]);
  });

  it("lasts as long as it says without anybody touching the screen", async () => {
    const screen = await entered();
    time.pass(day - 1);
    await screen.snapshot();
    time.pass(1);
    expect((await screen.fetch("/wall")).status).toBe(401);
  });
});

describe("the snapshot", () => {
  it("counts the terminals of the one contract, its faults and its orders", async () => {
    const screen = await entered();
    const terminal = await server.terminal();
    await terminal.report([deviceReport({ conditions: [condition("device.hardware")] })]);
    time.pass(10_000);
    const wall = await eventually(
      () => screen.snapshot(),
      (w) => w.orders.open === 1 && w.faults.open === 1,
    );
    expect(wall.contract.id).toBe("changning");
    expect(wall.points).toHaveLength(46);
    expect(wall.online).toMatchObject({ online: 1, open: 1, hoursUnknown: 1 });
    expect(wall.faults).toMatchObject({ unacknowledged: 1, bySeverity: { critical: 1 } });
    expect(wall.faults.byClass).toEqual([{ deviceClass: "idCardReader", n: 1 }]);
    expect(wall.orders.due).toMatchObject([{ kioskSeq: 14, titleZh: "二代身份证阅读器：设备硬件故障" }]);
    expect(wall.orderDays.days).toHaveLength(14);
  });

  it("shows what was opened today and what the terminals said today", async () => {
    const terminal = await server.terminal();
    await terminal.report([deviceReport({ conditions: [condition("device.hardware")] })]);
    const wall = await (await entered()).snapshot();
    expect(wall.orderDays.days.at(-1)).toEqual({ day: "2026-11-23", opened: 1, closed: 0 });
    expect(wall.events.list.map((e) => e.kind)).toEqual(expect.arrayContaining(["presence", "fault"]));
  });

  it("names no person: of an order that somebody opened only its kind is told", async () => {
    const order = {
      kioskId: "cn-014",
      deviceId: null,
      class: "software",
      title: "张三的身份证读不出",
      description: "",
    };
    expect((await pm.post("/work-orders", order)).status).toBe(201);
    const text = JSON.stringify(await (await entered()).snapshot());
    expect(text).toContain("人工报修");
    for (const name of ["张三", "王经理"]) expect(text).not.toContain(name);
  });

  it("does not count a terminal as missing whose point is shut", async () => {
    const shut = { week: [0, 6].map((d) => ({ day: d, fromMin: 540, toMin: 1020 })) };
    const terminal = await server.terminal();
    await pm.send("PUT", `/kiosks/${terminal.id}/opening-hours`, { openingHours: shut });
    const wall = await (await entered()).snapshot();
    expect(wall.online).toMatchObject({ open: 0, closed: 1 });
    expect(wall.points.find((p) => p.seq === 14)?.open).toBe(false);
  });
});
