// The group robots and the webhook, byte for byte against a server of our own.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../src/notify/channel.ts";
import { createDingtalkRobot, dingtalkSign } from "../src/notify/dingtalk-robot.ts";
import { createFeishuRobot, feishuSign } from "../src/notify/feishu-robot.ts";
import { createHttpClient, httpDefaults } from "../src/notify/http-client.ts";
import { createWebhook, webhookBody, webhookSignature } from "../src/notify/webhook.ts";
import { createWecomRobot } from "../src/notify/wecom-robot.ts";
import { alarm, at, dayAlarm, li, rendered, told, wang } from "./fake-alarm.ts";
import { type FakeWeb, startFakeWeb } from "./fake-web.ts";

const http = createHttpClient(httpDefaults);
const context = { now: told, nonce: "nonce-1", signal: new AbortController().signal };
const line =
  "【即将到期】WO-20260910-0001 14号 华阳路街道社区事务受理服务中心 身份证读卡器无响应：" +
  "首次响应（C13）应于 9月10日 11:30 前完成，剩余 23 分钟";
const title = "【即将到期】工单 WO-20260910-0001 首次响应";
const order = "https://console.example.cn/work-orders/order-1";
const storm = Array.from({ length: 300 }, (_, index) =>
  alarm({ orderId: `order-${index}`, orderNumber: `WO-20260910-${String(index).padStart(4, "0")}` }),
);

let web: FakeWeb;
beforeAll(async () => {
  web = await startFakeWeb();
});
afterAll(() => web.close());
let before = 0;
beforeEach(() => {
  before = web.requests.length;
});
/** The one request of this test. */
function seen() {
  const requests = web.requests.slice(before);
  expect(requests).toHaveLength(1);
  return requests[0];
}
const bytes = (text: string) => Buffer.byteLength(text, "utf8");

async function answered(channel: Channel, body: string, status = 200) {
  web.answer({ status, body });
  return channel.deliver(rendered(), context);
}

describe("企业微信 robot", () => {
  const robot = () => createWecomRobot({ id: "w", baseUrl: web.url, key: "KEY&1" }, http);

  it("is sent markdown with the people called by their ids", async () => {
    expect(await answered(robot(), '{"errcode":0,"errmsg":"ok"}')).toEqual({
      kind: "delivered",
      reference: "",
      to: [],
      failed: [],
    });
    const body =
      `{"msgtype":"markdown","markdown":{"content":"**<font color=\\"warning\\">${title}</font>**\\n` +
      `> ${line}\\n[打开控制台](${order})\\n<@wang>"}}`;
    expect(seen()?.wire).toBe(
      [
        "POST /cgi-bin/webhook/send?key=KEY%261 HTTP/1.1",
        "content-type: application/json; charset=utf-8",
        `content-length: ${bytes(body)}`,
        "Host: FAKE",
        "Connection: close",
        "",
        body,
      ].join("\n"),
    );
  });
  it("is sent text where somebody can be called by number only", async () => {
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    await robot().deliver(rendered({ people: [wang, li] }), context);
    expect(seen()?.body).toBe(
      `{"msgtype":"text","text":{"content":"${title}\\n${line}\\n${order}",` +
        '"mentioned_list":["wang"],"mentioned_mobile_list":["13998765432"]}}',
    );
  });
  it("calls nobody for a warning days ahead", async () => {
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    await robot().deliver(rendered({ alarms: [dayAlarm()], people: [wang, li] }, at("2026-09-14 09:00")), context);
    expect(seen()?.body).not.toMatch(/@|mentioned|139/);
  });
  it.each([
    ["markdown", [wang], 4096],
    ["text", [li], 2048],
  ] as const)("cuts three hundred alarms to the limit of %s and counts the rest", async (kind, people, limit) => {
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    await robot().deliver(rendered({ alarms: storm, people }), context);
    const content: string = JSON.parse(seen()?.body ?? "{}")[kind].content;
    expect(bytes(content)).toBeLessThanOrEqual(limit);
    expect(bytes(content)).toBeGreaterThan(limit - 400);
    const shown = content.match(/WO-/g)?.length ?? 0;
    expect(content).toContain(`另有 ${300 - shown} 条，见控制台`);
  });
  it("answers 200 with an error code: not delivered", async () => {
    expect(await answered(robot(), '{"errcode":93000,"errmsg":"invalid webhook url, hint: [1]"}')).toEqual({
      kind: "rejected",
      code: "wecom.93000",
      detail: "invalid webhook url, hint: [1]",
    });
    expect(await answered(robot(), '{"errcode":-1,"errmsg":"system busy"}')).toMatchObject({ kind: "retry" });
  });
  it("limits the rate: wait a minute", async () => {
    expect(await answered(robot(), '{"errcode":45009,"errmsg":"api freq out of limit"}')).toEqual({
      kind: "blocked",
      code: "wecom.45009",
      detail: "api freq out of limit",
      waitMs: 60_000,
    });
  });
});

describe("钉钉 robot", () => {
  const settings = { id: "d", accessToken: "T1", secret: "SECkiosk-test", keyword: null };
  const robot = () => createDingtalkRobot({ ...settings, baseUrl: web.url }, http);

  it("signs as computed elsewhere", () => {
    expect(dingtalkSign("SECkiosk-test", 1_789_000_000_000)).toBe("GpbY2Mt6L0f1bxf%2FSQAHbNSvNGWKaVkME08liJM2yBg%3D");
  });
  it("is sent markdown; the called number stands in the text too", async () => {
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    await robot().deliver(rendered(), { ...context, now: 1_789_000_000_000 });
    const body =
      `{"msgtype":"markdown","markdown":{"title":"${title}","text":"### ${title}\\n\\n${line}\\n\\n` +
      `[打开控制台](${order})\\n\\n@13812345678"},"at":{"atMobiles":["13812345678"],"atUserIds":[],"isAtAll":false}}`;
    expect(seen()?.wire).toBe(
      [
        "POST /robot/send?access_token=T1&timestamp=1789000000000" +
          "&sign=GpbY2Mt6L0f1bxf%2FSQAHbNSvNGWKaVkME08liJM2yBg%3D HTTP/1.1",
        "content-type: application/json; charset=utf-8",
        `content-length: ${bytes(body)}`,
        "Host: FAKE",
        "Connection: close",
        "",
        body,
      ].join("\n"),
    );
  });
  it("without secret is not signed, with a keyword says it first", async () => {
    web.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
    const guarded = createDingtalkRobot({ ...settings, baseUrl: web.url, secret: null, keyword: "终端" }, http);
    await guarded.deliver(rendered(), context);
    expect(seen()?.url).toBe("/robot/send?access_token=T1");
    expect(JSON.parse(seen()?.body ?? "{}").markdown).toMatchObject({ title: `终端 ${title}` });
  });
  it("is mute for ten minutes after too many messages", async () => {
    const said = '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}';
    expect(await answered(robot(), said)).toMatchObject({ kind: "blocked", code: "dingtalk.130101", waitMs: 600_000 });
  });
  it("answers 200 with an error code: not delivered", async () => {
    expect(await answered(robot(), '{"errcode":310000,"errmsg":"sign not match"}')).toEqual({
      kind: "rejected",
      code: "dingtalk.310000",
      detail: "sign not match",
    });
  });
});

describe("飞书 robot", () => {
  const settings = { id: "f", hook: "hook-1", secret: "kiosk-test", keyword: null };
  const robot = () => createFeishuRobot({ ...settings, baseUrl: web.url }, http);

  it("signs as computed elsewhere", () => {
    expect(feishuSign("kiosk-test", 1_789_000_000)).toBe("eMj8gmviQ5SLYqn7CH3kJ3T+lj5Js03fbnvT0VlZ2co=");
  });
  it("is sent fields, with time in seconds and signature in the body", async () => {
    web.answer({ body: '{"code":0,"msg":"success","data":{}}' });
    await robot().deliver(rendered(), { ...context, now: 1_789_000_000_999 });
    const body =
      '{"timestamp":"1789000000","sign":"eMj8gmviQ5SLYqn7CH3kJ3T+lj5Js03fbnvT0VlZ2co=","msg_type":"post",' +
      `"content":{"post":{"zh_cn":{"title":"${title}","content":[[{"tag":"text","text":"${line}"}],` +
      `[{"tag":"a","text":"打开控制台","href":"${order}"}],[{"tag":"at","user_id":"ou_wang"}]]}}}}`;
    expect(seen()?.wire).toBe(
      [
        "POST /open-apis/bot/v2/hook/hook-1 HTTP/1.1",
        "content-type: application/json; charset=utf-8",
        `content-length: ${bytes(body)}`,
        "Host: FAKE",
        "Connection: close",
        "",
        body,
      ].join("\n"),
    );
  });
  it("without secret is not signed", async () => {
    web.answer({ body: '{"code":0}' });
    await createFeishuRobot({ ...settings, baseUrl: web.url, secret: null }, http).deliver(rendered(), context);
    expect(seen()?.body.startsWith('{"msg_type":"post",')).toBe(true);
  });
  it("gets at most 20 KB, whole alarms, and the rest counted", async () => {
    web.answer({ body: '{"code":0}' });
    await robot().deliver(rendered({ alarms: storm }), context);
    const body = seen()?.body ?? "";
    expect(bytes(body)).toBeLessThanOrEqual(20_000);
    expect(bytes(body)).toBeGreaterThan(19_000);
    const shown = body.match(/WO-/g)?.length ?? 0;
    expect(body).toContain(`另有 ${300 - shown} 条，见控制台`);
  });
  it.each([
    [200, '{"code":11232,"msg":"frequency limited"}', { kind: "blocked", code: "feishu.11232", waitMs: 60_000 }],
    [200, '{"code":9499,"msg":"too many request"}', { kind: "blocked", code: "feishu.9499", waitMs: 60_000 }],
    [400, '{"code":9499,"msg":"Bad Request","data":{}}', { kind: "rejected", code: "feishu.9499" }],
    [200, '{"code":19024,"msg":"Key Words Not Found"}', { kind: "rejected", code: "feishu.19024" }],
  ])("that answers %i %s has not delivered", async (status, body, outcome) => {
    expect(await answered(robot(), body, status)).toMatchObject(outcome);
  });
});

describe("the webhook", () => {
  const secret = "a2lvc2stc2VjcmV0LTAxMjM0NTY3ODk=";
  const hook = () => createWebhook({ id: "h", url: `${web.url}/events?from=kiosk`, secret: `whsec_${secret}` }, http);

  it("signs as computed elsewhere", () => {
    expect(webhookSignature(secret, "msg_kiosk_1", 1_789_000_000, '{"type":"sla.breached"}')).toBe(
      "v1,Q2Frj5zAMZMoBT+xtqpF0+9VNQW5v1C0dSZlskO+yUw=",
    );
  });
  it("is sent the facts, signed over id, time and body", async () => {
    web.answer({ status: 204, body: "" });
    expect(await hook().deliver(rendered(), context)).toMatchObject({ kind: "delivered" });
    const body =
      '{"type":"sla.alarms","timestamp":"2026-09-10T03:06:00.000Z","data":{"group":"duty",' +
      `"url":"${order}","alarms":[{"level":"warn80","orderId":"order-1","orderNumber":"WO-20260910-0001",` +
      '"contractId":"changning","kioskSeq":14,"kioskName":"华阳路街道社区事务受理服务中心",' +
      '"title":{"zh":"身份证读卡器无响应","en":"ID card reader does not answer"},' +
      '"milestone":{"key":"first_response","zh":"首次响应","en":"First response","clause":"C13"},"clock":"hours",' +
      '"dueAt":"2026-09-10T03:30:00.000Z","provisional":false,"plannedAt":"2026-09-10T03:06:00.000Z",' +
      '"firedAt":"2026-09-10T03:06:00.000Z","late":false}]}}';
    const seconds = Math.floor(told / 1000);
    expect(seen()?.wire).toBe(
      [
        "POST /events?from=kiosk HTTP/1.1",
        "content-type: application/json",
        "webhook-id: notice-1",
        `webhook-timestamp: ${seconds}`,
        `webhook-signature: ${webhookSignature(secret, "notice-1", seconds, body)}`,
        `content-length: ${bytes(body)}`,
        "Host: FAKE",
        "Connection: close",
        "",
        body,
      ].join("\n"),
    );
  });
  it("gets the same id and body when it is tried again, with a fresh time", async () => {
    expect(webhookBody(rendered({}, told + 3_600_000))).toBe(webhookBody(rendered()));
    web.answer({ status: 500, body: "" }, { body: "" });
    expect(await hook().deliver(rendered(), context)).toMatchObject({ kind: "retry", code: "http.500" });
    await hook().deliver(rendered({}, told + 5000), { ...context, now: told + 5000 });
    const [first, second] = web.requests.slice(before);
    expect([second?.body, second?.headers["webhook-id"]]).toEqual([first?.body, first?.headers["webhook-id"]]);
    expect(second?.headers["webhook-timestamp"]).toBe(String(Math.floor(told / 1000) + 5));
  });
  it("carries no phone number that somebody typed into a title", () => {
    const body = webhookBody(rendered({ alarms: [alarm({ titleZh: "请联系13812345678" })] }));
    expect(body).not.toContain("13812345678");
  });
});
