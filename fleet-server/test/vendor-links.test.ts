// One-time links to single orders: what one opens, how long, and that nothing else opens it.
import { AuditList, Me, NewOrderLinkMade, OrderDetail, OrderLinkList, VendorOrderList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs } from "../src/domain/time.ts";
import { SettableClock } from "./settable-clock.ts";
import { act, assign, givenOrder, setVendorStage, type VendorStage } from "./vendor-stage.ts";

let stage: VendorStage;
let time: SettableClock;
let order: string;
let other: string;
beforeAll(async () => {
  time = new SettableClock(Date.UTC(2026, 8, 10, 1, 30));
  stage = await setVendorStage({ clock: time.clock });
  order = await givenOrder(stage, "lujie");
  other = await givenOrder(stage, "lujie", { kioskId: "cn-002" });
});
afterAll(() => stage.server.stop());

async function makeLink(id: string, hours = 24): Promise<{ token: string; linkId: string }> {
  const answer = await stage.dispatcher.post(`/work-orders/${id}/links`, { organisationId: "lujie", hours });
  expect(answer.status).toBe(201);
  const { path, link } = NewOrderLinkMade.parse(answer.body);
  return { token: path.replace("/link/", ""), linkId: link.id };
}

/** Somebody without an account, in a browser of their own. */
class Visitor {
  #cookie = "";
  async fetch(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
    const headers = new Headers(init.headers);
    if (this.#cookie !== "") headers.set("cookie", this.#cookie);
    const response = await fetch(`${stage.server.app.httpUrl}/api/v1${path}`, { ...init, headers });
    const set = response.headers.getSetCookie().find((line) => line.startsWith("kiosk_session="));
    if (set !== undefined) this.#cookie = set.split(";")[0] ?? "";
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }
  post(path: string, body: unknown) {
    const headers = { "content-type": "application/json" };
    return this.fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  }
  enter(token: string) {
    return this.post("/session/link", { token });
  }
}

async function refusal(token: string): Promise<unknown> {
  const { status, body } = await new Visitor().enter(token);
  expect(status).toBe(401);
  return body;
}

async function linksOf(id: string): Promise<OrderLinkList["links"]> {
  return (await stage.dispatcher.get(`/work-orders/${id}/links`, OrderLinkList)).links;
}

describe("a link", () => {
  it("lets whoever has it work on the one order, as its firm", async () => {
    const { token } = await makeLink(order);
    const visitor = new Visitor();
    const me = Me.parse((await visitor.enter(token)).body);
    expect(me).toMatchObject({ kind: "link", orderId: order, stage: "open", home: `/portal/orders/${order}` });
    const note = await visitor.post(`/work-orders/${order}/actions`, { type: "note", text: "明天上午到" });
    const { events } = OrderDetail.parse(note.body);
    expect(events.at(-1)).toMatchObject({ party: "vendor", actor: "演示·路捷设备维修", text: "明天上午到" });
  });
  it("opens no other order of the same firm, and no list has one", async () => {
    const { token } = await makeLink(order);
    const visitor = new Visitor();
    await visitor.enter(token);
    expect((await visitor.fetch(`/work-orders/${other}`)).status).toBe(404);
    expect((await visitor.post(`/work-orders/${other}/actions`, { type: "note", text: "x" })).status).toBe(404);
    const { orders } = VendorOrderList.parse((await visitor.fetch("/vendor/orders")).body);
    expect(orders.map(({ id }) => id)).toEqual([order]);
    expect((await visitor.fetch("/vendor/score")).body).toMatchObject({ scores: [] });
    expect((await visitor.fetch("/kiosks")).status).toBe(403);
    expect((await visitor.fetch("/account/sessions")).body).toMatchObject({ sessions: [] });
  });
  it("is good once", async () => {
    const { token, linkId } = await makeLink(order);
    expect((await new Visitor().enter(token)).status).toBe(200);
    expect(await refusal(token)).toMatchObject({ code: "link.used" });
    expect((await linksOf(order)).find(({ id }) => id === linkId)).toMatchObject({ state: "used", from: "127.0.0.1" });
  });
  it("is good once, also when two come at the same time", async () => {
    const { token } = await makeLink(order);
    const answers = await Promise.all([1, 2, 3, 4].map(() => new Visitor().enter(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });
  it("is not used up by looking at its page", async () => {
    const { token } = await makeLink(order);
    await fetch(`${stage.server.app.httpUrl}/link/${token}`);
    expect((await new Visitor().enter(token)).status).toBe(200);
  });
});

describe("a link is refused", () => {
  it.each<[string, (token: string) => string]>([
    ["with another signature", (token) => `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`],
    ["with a later end", (token) => token.replace(/~(\d+)~/, (_, at) => `~${Number(at) + hourMs}~`)],
    ["that names another link", (token) => token.replace(/~[0-9a-f]{8}-/, "~00000000-")],
    ["of another version", (token) => `2${token.slice(1)}`],
    ["that is no token", () => "please"],
  ])("%s", async (_, spoil) => {
    const { token } = await makeLink(order);
    expect(await refusal(spoil(token))).toMatchObject({ code: "link.invalid" });
  });
  it("once it has run out, and its session ends with it", async () => {
    const { token } = await makeLink(order, 2);
    const used = await makeLink(order, 2);
    const visitor = new Visitor();
    await visitor.enter(used.token);
    time.pass(2 * hourMs);
    expect(await refusal(token)).toMatchObject({ code: "link.expired" });
    expect(await visitor.fetch(`/work-orders/${order}`)).toMatchObject({ status: 401 });
  });
  it("once it was revoked, and its session with it", async () => {
    const fresh = await makeLink(order);
    const used = await makeLink(order);
    const visitor = new Visitor();
    await visitor.enter(used.token);
    expect((await visitor.fetch(`/work-orders/${order}`)).status).toBe(200);
    for (const { linkId } of [fresh, used]) {
      expect((await stage.dispatcher.post(`/work-orders/${order}/links/${linkId}/revoke`)).status).toBe(200);
    }
    expect(await refusal(fresh.token)).toMatchObject({ code: "link.revoked" });
    expect((await visitor.fetch(`/work-orders/${order}`)).status).toBe(401);
    const states = (await linksOf(order)).filter(({ id }) => id === fresh.linkId || id === used.linkId);
    expect(states.map(({ state }) => state)).toEqual(["revoked", "revoked"]);
  });
  it("once the order has gone to another firm, whose order it then shows to nobody", async () => {
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-003" });
    const fresh = await makeLink(id);
    const used = await makeLink(id);
    const visitor = new Visitor();
    await visitor.enter(used.token);
    await assign(stage.dispatcher, id, "hengxin");
    expect(await refusal(fresh.token)).toMatchObject({ code: "link.revoked" });
    expect((await visitor.fetch(`/work-orders/${id}`)).status).toBe(404);
  });
});

describe("links are made", () => {
  it("for the firm that has the order, for a week at most, while it is open", async () => {
    const to = (body: object) => stage.dispatcher.post(`/work-orders/${order}/links`, body);
    expect(await to({ organisationId: "hengxin", hours: 24 })).toMatchObject({
      status: 409,
      body: { code: "order.vendor-refused" },
    });
    expect((await to({ organisationId: "lujie", hours: 169 })).status).toBe(400);
    expect((await to({ organisationId: "lujie", hours: 24, orderId: other })).status).toBe(400);
    const id = await givenOrder(stage, "lujie", { kioskId: "cn-004" });
    await act(stage.dispatcher, id, "cancelled", { text: "误报", data: { reason: "mistaken" } });
    const closed = await stage.dispatcher.post(`/work-orders/${id}/links`, { organisationId: "lujie", hours: 1 });
    expect(closed).toMatchObject({ status: 409, body: { code: "order.refused" } });
  });
  it("and revoked by the office of that contract alone", async () => {
    const { linkId } = await makeLink(order);
    const stranger = await stage.people.person("达州调度", [{ role: "dispatcher", contract: "dazhou" }]);
    const body = { organisationId: "lujie", hours: 1 };
    expect((await stranger.post(`/work-orders/${order}/links`, body)).status).toBe(404);
    expect((await stage.client.post(`/work-orders/${order}/links`, body)).status).toBe(403);
    expect((await stranger.post(`/work-orders/${order}/links/${linkId}/revoke`)).status).toBe(404);
    // the order is the office's, the link is another order's
    expect((await stage.dispatcher.post(`/work-orders/${other}/links/${linkId}/revoke`)).status).toBe(404);
  });
});

it("making, using, refusing and revoking a link stand in the audit log, and its token does not", async () => {
  const { token, linkId } = await makeLink(order);
  await new Visitor().enter(token);
  await new Visitor().enter(token);
  await stage.dispatcher.post(`/work-orders/${order}/links/${linkId}/revoke`);
  const { entries } = await stage.people.auditor.get("/audit?limit=100", AuditList);
  const about = entries.filter(({ target }) => target.includes(linkId)).toReversed();
  expect(about.map(({ action, result }) => `${action} ${result}`)).toEqual([
    "order.link ok",
    "link.exchange ok",
    "link.exchange link.used",
    "order.link ok",
  ]);
  expect(JSON.stringify(entries)).not.toContain(token.split("~")[3]);
});
