// What each channel makes of a world that does not answer as it should.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeliveryOutcome } from "../src/domain/notice/outcome.ts";
import { createBucket, createChannels } from "../src/notify/create-channels.ts";
import { type NotifyConfig, noNotifyConfig } from "../src/notify-config.ts";
import { rendered, told } from "./fake-alarm.ts";
import { deadPort, type FakeAnswer, type FakeWeb, startFakeWeb } from "./fake-web.ts";

const secret = "a2lvc2stc2VjcmV0LTAxMjM0NTY3ODk=";

function configFor(baseUrl: string): NotifyConfig {
  const sms = { signName: "终端", maxParamChars: 20 };
  return {
    ...noNotifyConfig,
    timeoutMs: 150,
    channels: [
      { kind: "webhook", id: "webhook", direct: false, url: baseUrl, secret },
      { kind: "wecom-robot", id: "wecom-robot", direct: false, baseUrl, key: "SECRETKEY" },
      { kind: "wecom-app", id: "wecom-app", direct: false, baseUrl, corpId: "c", secret: "SECRETKEY", agentId: 1 },
      { kind: "dingtalk-robot", id: "dingtalk-robot", direct: false, baseUrl, accessToken: "SECRETKEY" },
      { kind: "feishu-robot", id: "feishu-robot", direct: false, baseUrl, hook: "SECRETKEY" },
      {
        ...{ kind: "sms-aliyun", id: "sms-aliyun", direct: false, baseUrl, ...sms },
        ...{ accessKeyId: "i", accessKeySecret: "SECRETKEY", templateCode: "t", params: {} },
      },
      {
        ...{ kind: "sms-tencent", id: "sms-tencent", direct: false, baseUrl, ...sms },
        ...{ secretId: "i", secretKey: "SECRETKEY", region: "r", sdkAppId: "a", templateId: "t", params: [] },
      },
    ],
  };
}

let web: FakeWeb;
let dead: string;
beforeAll(async () => {
  web = await startFakeWeb();
  dead = `http://127.0.0.1:${await deadPort()}`;
});
afterAll(() => web.close());

async function deliverAll(
  baseUrl: string,
  signal = new AbortController().signal,
): Promise<[string, DeliveryOutcome][]> {
  const outcomes: [string, DeliveryOutcome][] = [];
  for (const channel of createChannels(configFor(baseUrl))) {
    outcomes.push([channel.id, await channel.deliver(rendered(), { now: told, nonce: "n", signal })]);
  }
  return outcomes;
}

const kinds = configFor("http://x").channels.map((channel) => channel.id);
const everywhere = (outcome: unknown) => kinds.map((kind) => [kind, outcome]);

describe("every channel", () => {
  const table: readonly [string, FakeAnswer, unknown][] = [
    ["nothing", "silence", { kind: "retry", code: "timeout", detail: "", afterMs: null }],
    ["no HTTP", "noise", { kind: "retry", code: "garbage", detail: expect.any(String), afterMs: null }],
    ["half an answer", "cut", { kind: "retry", code: "network", detail: expect.any(String), afterMs: null }],
    [
      "more than it should",
      "flood",
      { kind: "retry", code: "oversize", detail: "more than 65536 bytes", afterMs: null },
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "/elsewhere" }, body: "" },
      { kind: "rejected", code: "http.302", detail: "" },
    ],
    ["404", { status: 404, body: "<html>" }, { kind: "rejected", code: "http.404", detail: "" }],
    ["500", { status: 500, body: "oops" }, { kind: "retry", code: "http.500", detail: "", afterMs: null }],
    [
      "503 with a time to wait",
      { status: 503, headers: { "retry-after": "120" }, body: "" },
      { kind: "retry", code: "http.503", detail: "", afterMs: 120_000 },
    ],
    [
      "429 with a time to wait",
      { status: 429, headers: { "retry-after": "7" }, body: "" },
      { kind: "blocked", code: "http.429", detail: "", waitMs: 7000 },
    ],
    [
      "429 with a date to wait for",
      { status: 429, headers: { "retry-after": new Date(told + 30_000).toUTCString() }, body: "" },
      { kind: "blocked", code: "http.429", detail: "", waitMs: 30_000 },
    ],
    ["429 alone", { status: 429, body: "" }, { kind: "blocked", code: "http.429", detail: "", waitMs: 60_000 }],
  ];
  it.each(table)("that is answered %s has not delivered", async (_name, answer, outcome) => {
    web.answer(answer);
    expect(await deliverAll(web.url)).toEqual(everywhere(outcome));
  });

  it("does not follow a redirect", async () => {
    web.answer({ status: 302, headers: { location: "/elsewhere" }, body: "" });
    const before = web.requests.length;
    await deliverAll(web.url);
    expect(web.requests.slice(before)).toHaveLength(kinds.length);
  });

  it("that cannot connect tries again", async () => {
    expect(await deliverAll(dead)).toEqual(
      everywhere({ kind: "retry", code: "refused", detail: "ECONNREFUSED", afterMs: null }),
    );
  });

  it("stops when the server stops", async () => {
    web.answer("silence");
    expect(await deliverAll(web.url, AbortSignal.abort())).toEqual(
      everywhere({ kind: "retry", code: "aborted", detail: "", afterMs: null }),
    );
  });

  it("keeps credentials and numbers out of what it reports", async () => {
    const outcomes: unknown[] = [];
    const echo = "SECRETKEY of 13812345678";
    for (const answer of ["noise", { status: 400, body: echo }, { body: echo }] satisfies FakeAnswer[]) {
      web.answer(answer);
      outcomes.push(await deliverAll(web.url));
    }
    outcomes.push(await deliverAll(dead));
    expect(JSON.stringify(outcomes)).not.toMatch(/SECRETKEY|13812345678/);
  });
});

it.each(["not json", "[]", "null", '"ok"', "{}", '{"errcode":"x"}'])(
  "a service that answers 200 with %s has not delivered",
  async (body) => {
    web.answer({ body });
    for (const [id, outcome] of await deliverAll(web.url)) {
      // a webhook's status is its answer
      expect([id, outcome.kind]).toEqual([id, id === "webhook" ? "delivered" : "retry"]);
    }
  },
);

it("a channel's bucket is that of its kind, or of its configuration", () => {
  expect(createBucket({ kind: "dingtalk-robot" }).limits).toEqual([{ count: 18, perMs: 60_000 }]);
  expect(createBucket({ kind: "dingtalk-robot", perMinute: 3 }).limits).toEqual([{ count: 3, perMs: 60_000 }]);
});
