// The way out of an intranet: certificates of one's own authority, and the outbound proxy.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadServerTls } from "../src/broker/certificates.ts";
import { createHttpClient, type HttpClientOptions, httpDefaults } from "../src/notify/http-client.ts";
import { type FakeProxy, startFakeProxy } from "./fake-proxy.ts";
import { deadPort, type FakeWeb, startFakeWeb } from "./fake-web.ts";

const never = new AbortController().signal;
let folder: string;
let ca: string;
let plain: FakeWeb;
let secure: FakeWeb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "notify-way-out-"));
  const tls = await loadServerTls(folder, new Date());
  ca = readFileSync(tls.caFile, "utf8");
  plain = await startFakeWeb();
  secure = await startFakeWeb({ key: tls.key, cert: tls.cert });
});
afterAll(async () => {
  await plain.close();
  await secure.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (url: string, options: Partial<HttpClientOptions> = {}, headers: Record<string, string> = {}) =>
  createHttpClient({ ...httpDefaults, timeoutMs: 3000, ...options }).send(
    { method: "POST", url, headers, body: "你好" },
    never,
  );

describe("over TLS", () => {
  it("a server of the configured authority is trusted", async () => {
    expect(await post(`${secure.url}/x`, { ca })).toEqual({
      kind: "answer",
      status: 200,
      retryAfter: null,
      body: "{}",
    });
    expect(secure.requests.at(-1)).toMatchObject({ method: "POST", url: "/x", body: "你好" });
  });
  it("a server of another authority is not", async () => {
    expect(await post(secure.url)).toMatchObject({ kind: "failed", code: "tls" });
  });
  it("the name that counts is that of the address, not that of a Host header for a relay", async () => {
    const answer = await post(secure.url, { ca }, { host: "sms.tencentcloudapi.com" });
    expect(answer).toMatchObject({ kind: "answer" });
    expect(secure.requests.at(-1)?.headers.host).toBe("sms.tencentcloudapi.com");
    const byName = secure.url.replace("127.0.0.1", "localhost");
    expect(await post(byName, { ca }, { host: "sms.tencentcloudapi.com" })).toMatchObject({ kind: "answer" });
  });
});

describe("through a proxy", () => {
  let proxy: FakeProxy;
  beforeEach(async () => {
    proxy = await startFakeProxy();
  });
  afterEach(() => proxy.close());
  const withPassword = () => proxy.url.replace("http://", "http://user:p%40ss@");
  const credentials = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;

  it("plain requests are handed over whole, with the proxy's password", async () => {
    expect(await post(`${plain.url}/x?y=1`, { proxy: withPassword() })).toMatchObject({ kind: "answer", status: 200 });
    expect(proxy.asked).toEqual([{ line: `POST ${plain.url}/x?y=1`, credentials }]);
    expect(plain.requests.at(-1)).toMatchObject({ url: "/x?y=1", body: "你好" });
  });
  it("TLS goes through a tunnel and stays ours end to end", async () => {
    expect(await post(`${secure.url}/x`, { proxy: withPassword(), ca })).toMatchObject({ kind: "answer" });
    expect(proxy.asked).toEqual([{ line: `CONNECT ${secure.host}`, credentials }]);
    expect(secure.requests.at(-1)?.headers).not.toHaveProperty("proxy-authorization");
  });
  it("a tunnel that is refused is the proxy's fault", async () => {
    const closed = await startFakeProxy(true);
    try {
      expect(await post(secure.url, { proxy: closed.url, ca })).toMatchObject({ kind: "failed", code: "proxy" });
    } finally {
      await closed.close();
    }
  });
  it("a proxy that is not there is a failure, and nothing goes past it", async () => {
    const before = plain.requests.length;
    const gone = `http://user:SECRET@127.0.0.1:${await deadPort()}`;
    const answer = await post(plain.url, { proxy: gone });
    expect(answer).toMatchObject({ kind: "failed" });
    expect(JSON.stringify(answer)).not.toContain("SECRET");
    expect(plain.requests).toHaveLength(before);
  });
  it("what the environment says of proxies changes nothing", async () => {
    const saved = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = `http://127.0.0.1:${await deadPort()}`;
    try {
      expect(await post(plain.url)).toMatchObject({ kind: "answer", status: 200 });
    } finally {
      if (saved === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = saved;
    }
  });
});

it("an answer of exactly the limit is taken, one byte more is not", async () => {
  plain.answer({ body: "x".repeat(1000) });
  expect(await post(plain.url, { maxAnswerBytes: 1000 })).toMatchObject({ kind: "answer" });
  expect(await post(plain.url, { maxAnswerBytes: 999 })).toMatchObject({ kind: "failed", code: "oversize" });
});
