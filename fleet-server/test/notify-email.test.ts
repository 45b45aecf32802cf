// Mail against a real SMTP server on loopback.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadServerTls, type ServerTls } from "../src/broker/certificates.ts";
import { createEmail, type EmailSettings, emailContent } from "../src/notify/email.ts";
import { alarm, li, rendered, told, wang } from "./fake-alarm.ts";
import { type FakeSmtp, startFakeSmtp } from "./fake-smtp.ts";
import { deadPort, portOf } from "./fake-web.ts";

const context = { now: told, nonce: "n", signal: new AbortController().signal };
const settings: Omit<EmailSettings, "port"> = {
  id: "mail",
  host: "127.0.0.1",
  tls: "none",
  user: null,
  password: null,
  fromName: "自助终端运维平台",
  fromAddress: "kiosk@example.cn",
  ca: null,
  timeoutMs: 3000,
};
const title = "【即将到期】工单 WO-20260910-0001 首次响应";
const lineZh =
  "【即将到期】WO-20260910-0001 14号 华阳路街道社区事务受理服务中心 身份证读卡器无响应：" +
  "首次响应（C13）应于 9月10日 11:30 前完成，剩余 23 分钟";
const titleEn = "[Due soon] Order WO-20260910-0001: First response";
const lineEn =
  "[Due soon] WO-20260910-0001 No. 14 华阳路街道社区事务受理服务中心 ID card reader does not answer: " +
  "First response (C13) due 10 Sep 11:30, 23 min left";
const url = "https://console.example.cn/work-orders/order-1";

let smtp: FakeSmtp;
beforeEach(async () => {
  smtp = await startFakeSmtp({ disabledCommands: ["STARTTLS", "AUTH"] });
});
afterEach(() => smtp.close());

/** Header fields by lower-case name, unfolded and with encoded words decoded. */
function headerOf(raw: string): Record<string, string> {
  const [head = ""] = raw.split("\r\n\r\n");
  const unfolded = head.replace(/\r\n[ \t]+/g, " ").replace(/\?= =\?/g, "?==?");
  const words = /=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi;
  const decode = (_: string, kind: string, text: string) =>
    kind.toUpperCase() === "B"
      ? Buffer.from(text, "base64").toString("utf8")
      : Buffer.from(
          text
            .replaceAll("_", " ")
            .replace(/=([0-9A-F]{2})/g, (_hex, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
          "latin1",
        ).toString("utf8");
  return Object.fromEntries(
    unfolded.split("\r\n").map((line) => {
      const [name = "", ...rest] = line.split(": ");
      return [name.toLowerCase(), rest.join(": ").replace(words, decode)];
    }),
  );
}

/** The two bodies, decoded. */
function partsOf(raw: string): { type: string; text: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "";
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = "", ...body] = part.trimStart().split("\r\n\r\n");
      const encoded = body.join("\r\n\r\n");
      const base64 = /content-transfer-encoding: base64/i.test(head);
      const text = base64
        ? Buffer.from(encoded, "base64").toString("utf8")
        : Buffer.from(
            encoded
              .replace(/=\r\n/g, "")
              .replace(/=([0-9A-F]{2})/g, (_hex, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            "latin1",
          ).toString("utf8");
      return { type: /content-type: ([^;]+)/i.exec(head)?.[1] ?? "", text: text.replaceAll("\r\n", "\n") };
    });
}

describe("a mail", () => {
  it("goes to everyone of the group who has an address", async () => {
    const people = [wang, li, { name: "陈“主任”", email: "chen@example.cn" }];
    const outcome = await createEmail({ ...settings, port: smtp.port }).deliver(rendered({ people }), context);
    expect(outcome).toMatchObject({ kind: "delivered", to: ["w***@example.cn", "c***@example.cn"], failed: [] });
    const [mail] = smtp.mails;
    expect([mail?.from, mail?.to]).toEqual(["kiosk@example.cn", ["wang@example.cn", "chen@example.cn"]]);
    expect(headerOf(mail?.raw ?? "")).toMatchObject({
      from: "自助终端运维平台 <kiosk@example.cn>",
      to: "王工 <wang@example.cn>, 陈“主任” <chen@example.cn>",
      subject: title,
      "message-id": "<notice-1@example.cn>",
      date: "Thu, 10 Sep 2026 03:06:40 +0000",
      "auto-submitted": "auto-generated",
    });
  });
  it("is Chinese first and English below, as text and as HTML", async () => {
    await createEmail({ ...settings, port: smtp.port }).deliver(rendered(), context);
    const parts = partsOf(smtp.mails[0]?.raw ?? "");
    expect(parts.map((part) => part.type)).toEqual(["text/plain", "text/html"]);
    expect(parts[0]?.text.trim()).toBe(`${title}\n\n${lineZh}\n\n${url}\n\n--\n\n${titleEn}\n\n${lineEn}`);
    expect(parts[1]?.text.trim()).toBe(
      [
        '<div lang="zh-CN">',
        `<h3>${title}</h3>`,
        `<p>${lineZh}</p>`,
        "</div>",
        `<p><a href="${url}">打开控制台 / Open the console</a></p>`,
        "<hr>",
        '<div lang="en">',
        `<h3>${titleEn}</h3>`,
        `<p>${lineEn}</p>`,
        "</div>",
      ].join("\n"),
    );
  });
  it("shows what people typed as text, never as HTML", () => {
    const { html } = emailContent(rendered({ alarms: [alarm({ titleZh: '"<img src=x>&' })] }));
    expect(html).not.toContain("<img");
    expect(html).toContain("&quot;＜img src=x＞&amp;");
  });
  it("of thousands of alarms stays small and counts the rest", () => {
    const alarms = Array.from({ length: 3000 }, (_, index) => alarm({ orderId: `o-${index}` }));
    const { text } = emailContent(rendered({ alarms }));
    expect(Buffer.byteLength(text)).toBeLessThan(140_000);
    const left = Number(/另有 (\d+) 条，见控制台/.exec(text)?.[1]);
    expect((text.match(/【即将到期】WO/g)?.length ?? 0) + left).toBe(3000);
  });
});

describe("a mail server", () => {
  const send = (over: Partial<EmailSettings> = {}, people = [wang]) =>
    createEmail({ ...settings, port: smtp.port, ...over }).deliver(rendered({ people }), context);

  it.each([
    [450, "retry"],
    [550, "rejected"],
  ])("that refuses the only recipient with %i means %s", async (code, kind) => {
    smtp.refuse.set("wang@example.cn", { code, text: "no such user wang@example.cn here" });
    const outcome = await send();
    expect(outcome).toMatchObject({ kind, code: `smtp.${code}` });
    expect(JSON.stringify(outcome)).not.toContain("wang@");
  });
  it("that refuses one of two has delivered, and the other is named", async () => {
    smtp.refuse.set("chen@example.cn", { code: 550, text: "no" });
    expect(await send({}, [wang, { name: "陈", email: "chen@example.cn" }])).toMatchObject({
      kind: "delivered",
      to: ["w***@example.cn"],
      failed: [{ to: "c***@example.cn", code: "smtp.550" }],
    });
  });
  it("that is not there is tried again", async () => {
    expect(await send({ port: await deadPort() })).toMatchObject({ kind: "retry", code: "refused" });
  });
  it("is not troubled where nobody has an address", async () => {
    expect(await send({}, [li])).toEqual({ kind: "rejected", code: "no-recipient", detail: "" });
  });
});

describe("a server that talks no SMTP", () => {
  let server: Server;
  let greeting: string;
  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.write(greeting);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.close();
  });
  const send = (signal = context.signal) =>
    createEmail({ ...settings, port: portOf(server.address()), timeoutMs: 200 }).deliver(rendered(), {
      ...context,
      signal,
    });

  it("says nothing: tried again", async () => {
    greeting = "";
    expect(await send()).toMatchObject({ kind: "retry", code: "timeout" });
  });
  it("says something else: tried again", async () => {
    greeting = "HTTP/1.1 400 Bad Request\r\n\r\n";
    expect(await send()).toMatchObject({ kind: "retry", code: "garbage" });
  });
  it("is left when our own server stops", async () => {
    greeting = "";
    expect(await send(AbortSignal.abort())).toMatchObject({ kind: "retry", code: "aborted" });
  });
});

describe("a mail server with TLS and password", () => {
  let folder: string;
  let tls: ServerTls;
  let guarded: FakeSmtp;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "notify-email-"));
    tls = await loadServerTls(folder, new Date());
    guarded = await startFakeSmtp({ auth: true, key: tls.key, cert: tls.cert });
  });
  afterAll(async () => {
    await guarded.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const send = (over: Partial<EmailSettings>) =>
    createEmail({
      ...settings,
      port: guarded.port,
      tls: "starttls",
      user: "relay",
      password: "right",
      ca: readFileSync(tls.caFile, "utf8"),
      ...over,
    }).deliver(rendered(), context);

  it("is trusted by its authority and told the password inside TLS", async () => {
    expect(await send({})).toMatchObject({ kind: "delivered" });
    expect(guarded.mails.at(-1)).toMatchObject({ user: "relay", secure: true });
  });
  it("whose authority is not ours gets nothing", async () => {
    expect(await send({ ca: null })).toMatchObject({ kind: "rejected", code: "tls" });
  });
  it("that does not take the password is not asked again", async () => {
    expect(await send({ password: "wrong" })).toMatchObject({ kind: "rejected", code: "smtp.535" });
  });
  it("that offers no TLS is told no password", async () => {
    expect(await send({ port: smtp.port })).toMatchObject({ kind: "rejected", code: "tls" });
    expect(smtp.mails).toHaveLength(0);
  });
});
