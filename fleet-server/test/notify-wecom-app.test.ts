// The 企业微信 application: its token, its card, and what it answers.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { renderNotice } from "../src/domain/notice/render.ts";
import { createHttpClient, httpDefaults } from "../src/notify/http-client.ts";
import { createWecomApp } from "../src/notify/wecom-app.ts";
import { alarm, li, notice, rendered, told, wang } from "./fake-alarm.ts";
import { type FakeWeb, startFakeWeb } from "./fake-web.ts";

const http = createHttpClient(httpDefaults);
const context = { now: told, nonce: "n", signal: new AbortController().signal };
const token = (value: string) => ({
  body: `{"errcode":0,"errmsg":"ok","access_token":"${value}","expires_in":7200}`,
});
const sent = { body: '{"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"msg-1"}' };
const line =
  "【即将到期】WO-20260910-0001 14号 华阳路街道社区事务受理服务中心 身份证读卡器无响应：" +
  "首次响应（C13）应于 9月10日 11:30 前完成，剩余 23 分钟";

let web: FakeWeb;
beforeAll(async () => {
  web = await startFakeWeb();
});
afterAll(() => web.close());
let before = 0;
beforeEach(() => {
  before = web.requests.length;
});
const urls = () => web.requests.slice(before).map((request) => request.url);
const app = () =>
  createWecomApp({ id: "a", baseUrl: web.url, corpId: "corp/1", secret: "s&1", agentId: 1_000_002 }, http);
const get = "/cgi-bin/gettoken?corpid=corp%2F1&corpsecret=s%261";

it("a card is sent to the members, with a token fetched before", async () => {
  web.answer(token("T+1"), sent);
  expect(await app().deliver(rendered(), context)).toEqual({
    kind: "delivered",
    reference: "msg-1",
    to: ["wang"],
    failed: [],
  });
  const body =
    '{"touser":"wang","toparty":"","totag":"","msgtype":"textcard","agentid":1000002,"textcard":{' +
    `"title":"【即将到期】工单 WO-20260910-0001 首次响应","description":"${line}",` +
    '"url":"https://console.example.cn/work-orders/order-1","btntxt":"详情"},' +
    '"enable_duplicate_check":1,"duplicate_check_interval":1800}';
  expect(web.requests.slice(before).map((request) => request.wire)).toEqual([
    [`GET ${get} HTTP/1.1`, "Host: FAKE", "Connection: close", "", ""].join("\n"),
    [
      "POST /cgi-bin/message/send?access_token=T%2B1 HTTP/1.1",
      "content-type: application/json; charset=utf-8",
      `content-length: ${Buffer.byteLength(body)}`,
      "Host: FAKE",
      "Connection: close",
      "",
      body,
    ].join("\n"),
  ]);
});

it("text is sent where there is no console to open", async () => {
  web.answer(token("T"), sent);
  await app().deliver(renderNotice(notice(), told, null), context);
  expect(JSON.parse(web.requests[before + 1]?.body ?? "{}")).toMatchObject({
    msgtype: "text",
    text: { content: `【即将到期】工单 WO-20260910-0001 首次响应\n${line}` },
  });
});

it("a card of many alarms keeps its 512 bytes and counts the rest", async () => {
  web.answer(token("T"), sent);
  const alarms = Array.from({ length: 40 }, (_, index) => alarm({ orderId: `o-${index}` }));
  await app().deliver(rendered({ alarms }), context);
  const card: { title: string; description: string } = JSON.parse(web.requests[before + 1]?.body ?? "{}").textcard;
  expect(Buffer.byteLength(card.description)).toBeLessThanOrEqual(512);
  expect(card.description).toMatch(/\n另有 38 条，见控制台$/);
  expect(card.title).toBe("工单时限提醒 40 条");
});

describe("the token", () => {
  it("is kept until shortly before it runs out", async () => {
    const channel = app();
    web.answer(token("T1"), sent, sent, token("T2"), sent);
    await channel.deliver(rendered(), context);
    await channel.deliver(rendered(), { ...context, now: told + 6_899_999 });
    await channel.deliver(rendered(), { ...context, now: told + 6_900_000 });
    const send = (value: string) => `/cgi-bin/message/send?access_token=${value}`;
    expect(urls()).toEqual([get, send("T1"), send("T1"), get, send("T2")]);
  });
  it.each([40014, 42001])("that is refused with %i is fetched anew, once", async (errcode) => {
    const refused = { body: `{"errcode":${errcode},"errmsg":"no"}` };
    web.answer(token("T1"), refused, token("T2"), sent);
    expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "delivered" });
    expect(urls()).toHaveLength(4);
    web.answer(token("T1"), refused, token("T2"), refused);
    expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "retry", code: `wecom.${errcode}` });
    expect(urls()).toHaveLength(8);
  });
  it("that is not given means not delivered, for good where the secret is wrong", async () => {
    web.answer({ body: '{"errcode":40001,"errmsg":"invalid credential"}' });
    expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "rejected", code: "wecom.40001" });
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "retry", code: "garbage" });
    web.answer({ status: 502, body: "<html>" });
    expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "retry", code: "http.502" });
  });
});

it("members it does not know are named", async () => {
  web.answer(token("T"), { body: '{"errcode":0,"errmsg":"ok","invaliduser":"gone","msgid":"m"}' });
  const people = [wang, { name: "赵工", wecomUserId: "gone" }, li];
  expect(await app().deliver(rendered({ people }), context)).toEqual({
    kind: "delivered",
    reference: "m",
    to: ["wang"],
    failed: [{ to: "gone", code: "wecom.invaliduser" }],
  });
});

it("200 with an error code is not delivered", async () => {
  web.answer(token("T"), { body: '{"errcode":81013,"errmsg":"user & party & tag all invalid"}' });
  expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "rejected", code: "wecom.81013" });
  web.answer(token("T"), { body: '{"errcode":45009,"errmsg":"freq"}' });
  expect(await app().deliver(rendered(), context)).toMatchObject({ kind: "blocked", waitMs: 60_000 });
});

it("a group without members of the company is told so, and nobody is asked", async () => {
  expect(await app().deliver(rendered({ people: [li] }), context)).toMatchObject({ code: "no-recipient" });
  expect(urls()).toEqual([]);
});
