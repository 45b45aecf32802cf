// SMS through both vendors. The signers are checked against the vendors' own worked examples; the expected signatures of
// our requests were computed apart from this code.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signAcs3 } from "../src/notify/acs3-signature.ts";
import { createHttpClient, httpDefaults } from "../src/notify/http-client.ts";
import { createSmsAliyun } from "../src/notify/sms-aliyun.ts";
import { createSmsTencent } from "../src/notify/sms-tencent.ts";
import { signTc3 } from "../src/notify/tc3-signature.ts";
import { alarm, dayAlarm, li, rendered, told, wang } from "./fake-alarm.ts";
import { type FakeWeb, startFakeWeb } from "./fake-web.ts";

const http = createHttpClient(httpDefaults);
const context = { now: told, nonce: "nonce-1", signal: new AbortController().signal };
const both = { people: [wang, li, { name: "张工" }] };
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

let web: FakeWeb;
beforeAll(async () => {
  web = await startFakeWeb();
});
afterAll(() => web.close());
let before = 0;
beforeEach(() => {
  before = web.requests.length;
});
const last = () => web.requests[before];

describe("阿里云 signature V3", () => {
  // the vendor's documentation of V3 signatures, fixed parameters
  it.each([
    [
      "2023-10-26T10:22:32Z",
      "3156853299f313e23d1673dc12e1703d",
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    ],
    [
      "2023-10-26T09:01:01Z",
      "d410180a5abf7fe235dd9b74aca91fc0",
      "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804",
    ],
  ])("is that of the vendor's example of %s", (date, nonce, signature) => {
    const { query, headers } = signAcs3({
      host: "ecs.cn-shanghai.aliyuncs.com",
      action: "RunInstances",
      version: "2014-05-26",
      query: { RegionId: "cn-shanghai", ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd" },
      now: Date.parse(date),
      nonce,
      accessKeyId: "YourAccessKeyId",
      accessKeySecret: "YourAccessKeySecret",
    });
    expect(query).toBe("ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai");
    expect(headers.authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;" +
        `x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=${signature}`,
    );
  });
  it("encodes what encodeURIComponent leaves alone", () => {
    const request = {
      host: "h",
      action: "a",
      version: "v",
      now: 0,
      nonce: "n",
      accessKeyId: "i",
      accessKeySecret: "s",
    };
    expect(signAcs3({ ...request, query: { a: "!'()* ~" } }).query).toBe("a=%21%27%28%29%2A%20~");
  });
});

describe("腾讯云 signature v3", () => {
  it("is that of the vendor's example", () => {
    const authorization = signTc3({
      host: "cvm.tencentcloudapi.com",
      service: "cvm",
      action: "DescribeInstances",
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
      timestamp: 1_551_113_065,
      secretId: "AKID".padEnd(36, "*"),
      secretKey: "*".repeat(32),
    });
    expect(authorization).toMatch(
      /^TC3-HMAC-SHA256 Credential=AKID\*{32}\/2019-02-25\/cvm\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f$/,
    );
  });
});

describe("阿里云 SMS", () => {
  const sms = () =>
    createSmsAliyun(
      {
        id: "sms",
        baseUrl: web.url,
        host: "dysmsapi.aliyuncs.com",
        accessKeyId: "aliyun-id",
        accessKeySecret: "aliyun-secret",
        signName: "自助终端",
        templateCode: "SMS_1",
        params: { kiosk: "kiosk", order: "order", left: "left" },
        maxParamChars: 35,
      },
      http,
    );
  const send = (body: string, status = 200) => {
    web.answer({ status, body });
    return sms().deliver(rendered(both), context);
  };

  it("is sent numbers, sign, template and its values in the query, signed with time and nonce", async () => {
    expect(await send('{"Message":"OK","RequestId":"R","Code":"OK","BizId":"9006^0"}')).toEqual({
      kind: "delivered",
      reference: "9006^0",
      to: ["138****5678", "139****5432"],
      failed: [],
    });
    expect(last()?.wire).toBe(
      [
        "POST /?PhoneNumbers=13812345678%2C13998765432&SignName=%E8%87%AA%E5%8A%A9%E7%BB%88%E7%AB%AF" +
          "&TemplateCode=SMS_1&TemplateParam=%7B%22kiosk%22%3A%2214%E5%8F%B7%E5%8D%8E%E9%98%B3%E8%B7%AF%E8%A1%97" +
          "%E9%81%93%E7%A4%BE%E5%8C%BA%E4%BA%8B%E5%8A%A1%E5%8F%97%E7%90%86%E6%9C%8D%E5%8A%A1%E4%B8%AD%E5%BF%83%22" +
          "%2C%22order%22%3A%22WO-20260910-0001%22%2C%22left%22%3A%22%E5%89%A9%E4%BD%99%2023%20%E5%88%86%E9%92%9F" +
          "%22%7D HTTP/1.1",
        "host: dysmsapi.aliyuncs.com",
        "x-acs-action: SendSms",
        `x-acs-content-sha256: ${emptyHash}`,
        "x-acs-date: 2026-09-10T03:06:40Z",
        "x-acs-signature-nonce: nonce-1",
        "x-acs-version: 2017-05-25",
        "authorization: ACS3-HMAC-SHA256 Credential=aliyun-id,SignedHeaders=host;x-acs-action;x-acs-content-sha256;" +
          "x-acs-date;x-acs-signature-nonce;x-acs-version," +
          "Signature=a707187d9a31c9fa30f8640f593ffdb2fe9721effa342b80e7bb94cb784d1e95",
        "content-length: 0",
        "Connection: close",
        "",
        "",
      ].join("\n"),
    );
  });
  it.each([
    [200, "isv.BUSINESS_LIMIT_CONTROL", { kind: "blocked", waitMs: 900_000 }],
    [200, "isv.SMS_TEMPLATE_ILLEGAL", { kind: "rejected" }],
    [200, "isp.SYSTEM_ERROR", { kind: "retry" }],
    [400, "SignatureDoesNotMatch", { kind: "rejected" }],
    [400, "Throttling.User", { kind: "blocked", waitMs: 60_000 }],
  ])("that answers %i with %s has not delivered", async (status, code, outcome) => {
    const said = JSON.stringify({ Message: "触发限制 13812345678", RequestId: "R", Code: code });
    expect(await send(said, status)).toMatchObject({
      ...outcome,
      code: `aliyun.${code}`,
      detail: "触发限制 138****5678",
    });
  });
  it("reaches nobody where nobody has a number, and asks nobody", async () => {
    const nobody = await sms().deliver(rendered({ people: [{ name: "张工" }] }), context);
    expect([nobody, last()]).toEqual([{ kind: "rejected", code: "no-recipient", detail: "" }, undefined]);
  });
});

describe("腾讯云 SMS", () => {
  const sms = () =>
    createSmsTencent(
      {
        id: "sms",
        baseUrl: web.url,
        host: "sms.tencentcloudapi.com",
        secretId: "tencent-id",
        secretKey: "tencent-key",
        region: "ap-guangzhou",
        sdkAppId: "1400006666",
        signName: "自助终端",
        templateId: "1110",
        params: ["level", "order", "due"],
        maxParamChars: 20,
      },
      http,
    );
  const status = (number: string, Code: string) => ({
    SerialNo: Code === "Ok" ? `serial-${number}` : "",
    PhoneNumber: `+86${number}`,
    Fee: 1,
    SessionContext: "",
    Code,
    Message: Code === "Ok" ? "send success" : `no luck with +86${number}`,
    IsoCode: "CN",
  });
  const send = (response: unknown, code = 200) => {
    web.answer({ status: code, body: JSON.stringify({ Response: response }) });
    return sms().deliver(rendered(both), context);
  };

  it("is sent numbers and values as JSON, signed with its time", async () => {
    const sent = [status("13812345678", "Ok"), status("13998765432", "Ok")];
    expect(await send({ SendStatusSet: sent, RequestId: "R" })).toMatchObject({
      kind: "delivered",
      to: ["+86138****5678", "+86139****5432"],
      failed: [],
    });
    const body =
      '{"PhoneNumberSet":["+8613812345678","+8613998765432"],"SmsSdkAppId":"1400006666","TemplateId":"1110",' +
      '"SignName":"自助终端","TemplateParamSet":["即将到期","WO-20260910-0001","9月10日 11:30"]}';
    expect(last()?.wire).toBe(
      [
        "POST / HTTP/1.1",
        "host: sms.tencentcloudapi.com",
        "content-type: application/json; charset=utf-8",
        "x-tc-action: SendSms",
        "x-tc-version: 2021-01-11",
        "x-tc-region: ap-guangzhou",
        "x-tc-timestamp: 1789009600",
        "authorization: TC3-HMAC-SHA256 Credential=tencent-id/2026-09-10/sms/tc3_request, " +
          "SignedHeaders=content-type;host;x-tc-action, " +
          "Signature=fd2024b5ba60bd1dd08e367c74d9621cc613e37beaae405a53cfb5df6fff0cc5",
        `content-length: ${Buffer.byteLength(body)}`,
        "Connection: close",
        "",
        body,
      ].join("\n"),
    );
  });
  it("that reaches some names the others, masked", async () => {
    const some = [status("13812345678", "Ok"), status("13998765432", "FailedOperation.PhoneNumberInBlacklist")];
    expect(await send({ SendStatusSet: some, RequestId: "R" })).toEqual({
      kind: "delivered",
      reference: "serial-138****5678",
      to: ["+86138****5678"],
      failed: [{ to: "+86139****5432", code: "tencent.FailedOperation.PhoneNumberInBlacklist" }],
    });
  });
  it("that reaches nobody has not delivered", async () => {
    const none = [status("13812345678", "LimitExceeded.PhoneNumberDailyLimit")];
    expect(await send({ SendStatusSet: none, RequestId: "R" })).toEqual({
      kind: "blocked",
      code: "tencent.LimitExceeded.PhoneNumberDailyLimit",
      detail: "no luck with +86138****5678",
      waitMs: 900_000,
    });
  });
  it.each([
    ["AuthFailure.SignatureFailure", "rejected"],
    ["InternalError", "retry"],
    ["RequestLimitExceeded", "blocked"],
  ])("that answers 200 with %s has not delivered", async (Code, kind) => {
    expect(await send({ Error: { Code, Message: "m" }, RequestId: "R" })).toMatchObject({
      kind,
      code: `tencent.${Code}`,
    });
  });
  it("that answers something else has not delivered", async () => {
    expect(await send({ SendStatusSet: [], RequestId: "R" })).toMatchObject({ kind: "retry", code: "garbage" });
    expect(await send({ RequestId: "R" }, 503)).toMatchObject({ kind: "retry", code: "http.503" });
  });
});

it("the values of a template speak of the most urgent alarm, never empty and never too long", async () => {
  web.answer({ body: '{"Code":"OK","BizId":"1"}' });
  const params = { a: "count", b: "title", c: "contract", d: "milestone", e: "due", f: "left", g: "level" } as const;
  const settings = { accessKeyId: "i", accessKeySecret: "s", signName: "n", templateCode: "t" };
  const sms = createSmsAliyun({ id: "s", baseUrl: web.url, host: "h", ...settings, params, maxParamChars: 8 }, http);
  const alarms = [dayAlarm(), alarm({ level: "ageing", dueAt: null, titleZh: "\n" }), dayAlarm({ level: "breach" })];
  const values = async (message = rendered({ alarms })) => {
    const from = web.requests.length;
    await sms.deliver(message, context);
    const query = new URL(web.requests[from]?.url ?? "", web.url).searchParams;
    const parsed: unknown = JSON.parse(query.get("TemplateParam") ?? "");
    return parsed;
  };
  expect(await values()).toEqual({
    a: "3",
    b: "身份证读卡器无…",
    c: "长宁区自助终端…",
    d: "软件修复",
    e: "9月17日 2…",
    f: "剩余 7 天",
    g: "已超期",
  });
  expect(await values(rendered({ alarms: [alarm({ level: "ageing", dueAt: null, titleZh: "\n" })] }))).toMatchObject({
    b: "-",
    e: "未定",
    f: "-",
  });
});
