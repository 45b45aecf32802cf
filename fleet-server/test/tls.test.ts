// HTTP over TLS on real sockets: what is served to whom, and what happens to everybody else.
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadServerTls } from "../src/broker/certificates.ts";
import { connectionLimits } from "../src/http/limits-connections.ts";
import { type ListenWish, listenPlan, onLoopback } from "../src/http/listen.ts";
import { daysLeft, loadKeyPair, ServedCertificate } from "../src/http/listen-certificate.ts";
import { openSockets } from "../src/http/listen-server.ts";
import { patience } from "../src/http/slow.ts";
import { createLog, createSystemClock } from "../src/system.ts";
import { NotedLog } from "./noted-log.ts";
import { TestServer } from "./server-harness.ts";

const day = 24 * 3600 * 1000;
const folder = mkdtempSync(join(tmpdir(), "tls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wish = (fields: Partial<ListenWish>): ListenWish => ({ ...onLoopback, ...fields });

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe("a server over TLS", () => {
  let server: TestServer;
  let port: number;
  let ca: Buffer;
  beforeAll(async () => {
    const listen = listenPlan(wish({ tls: true, publicNames: ["kiosk.example.gov.cn"] }));
    server = await TestServer.start({ listen });
    port = Number(new URL(server.app.httpUrl).port);
    ca = readFileSync(server.app.caFile);
  });
  afterAll(() => server.stop());

  function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
    const { method = "GET", headers = {}, body } = options;
    return new Promise<Answer>((resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port, path, method, headers, ca, servername: "localhost", agent: false },
        (response) => {
          text(response).then(
            (all) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: all }),
            reject,
          );
        },
      );
      asked.on("error", reject);
      asked.end(body);
    });
  }

  test("asks terminals for their secret there as well", async () => {
    const { status, headers } = await ask("/terminal/v1/shelf");
    expect([status, headers["www-authenticate"]]).toEqual([401, "Basic"]);
  });

  test("says so in its address, and asks browsers to come back over TLS", async () => {
    expect(server.app.httpUrl).toMatch(/^https:/);
    const { status, headers } = await ask("/api/v1/setup");
    expect(status).toBe(200);
    expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8}$/);
  });

  test("tells whoever speaks plain HTTP to it, in one sentence, and nothing else", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /api/v1/setup HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ code: "request.plain-http", issues: [] });
    expect(answer).not.toContain('"open"');
  });

  test.each(["TLSv1", "TLSv1.1"] as const)("does not speak %s", async (version) => {
    const options = { host: "127.0.0.1", port, ca, minVersion: version, maxVersion: version } as const;
    const outcome = await new Promise<string>((resolve) => {
      const socket = connectTls({ ...options, ciphers: "DEFAULT@SECLEVEL=0" }, () => resolve("connected"));
      socket.on("error", (error) => resolve(String("code" in error ? error.code : error)));
    });
    expect(outcome).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|ECONNRESET/);
  });

  test("does not take a cipher without forward secrecy", async () => {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connectTls({ host: "127.0.0.1", port, ca, maxVersion: "TLSv1.2", ciphers: "AES128-SHA" }, () =>
        resolve("connected"),
      );
      socket.on("error", () => resolve("refused"));
    });
    expect(outcome).toBe("refused");
  });

  test.each(["kiosk.example.gov.cn", "KIOSK.example.gov.cn:8443", "127.0.0.1", "localhost", "[::1]"])(
    "answers to the name %s",
    async (host) => {
      expect((await ask("/api/v1/setup", { headers: { host } })).status).toBe(200);
    },
  );

  test.each(["evil.example", "kiosk.example.gov.cn.evil.example", "a b", "gov.cn"])(
    "does not answer to the name %j: it may point here",
    async (host) => {
      const { status, body } = await ask("/api/v1/setup", { headers: { host } });
      expect([status, JSON.parse(body).code]).toEqual([403, "request.host"]);
    },
  );

  test("takes a change from its own pages, and none from the same name without TLS", async () => {
    const headers = { host: "kiosk.example.gov.cn", "content-type": "application/json" };
    const body = JSON.stringify({ login: "nobody", password: "x" });
    const own = await ask("/api/v1/session", {
      ...{ method: "POST", body },
      headers: { ...headers, origin: "https://kiosk.example.gov.cn" },
    });
    expect(own.status).toBe(401);
    const plain = await ask("/api/v1/session", {
      ...{ method: "POST", body },
      headers: { ...headers, origin: "http://kiosk.example.gov.cn" },
    });
    expect([plain.status, JSON.parse(plain.body).code]).toEqual([403, "request.cross-site"]);
  });

  test("gives its cookie to TLS alone, to no script, and to no other site", async () => {
    const { headers, body } = await signIn(ask, server.app.setupToken ?? "");
    const [cookie = ""] = headers["set-cookie"] ?? [];
    expect(cookie, body).toMatch(/^kiosk_session=/);
    for (const word of ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(word);
  });

  test("stops at once though a connection is in the middle of its handshake", async () => {
    const other = await TestServer.start({ listen: listenPlan(wish({ tls: true })) });
    const silent = connect(Number(new URL(other.app.httpUrl).port), "127.0.0.1");
    silent.on("error", () => undefined);
    await new Promise((resolve) => silent.once("connect", resolve));
    const before = performance.now();
    await other.stop();
    expect(performance.now() - before).toBeLessThan(4000);
  });
});

/** The first administrators are made and one of them signs in. */
async function signIn(
  ask: (path: string, options: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Answer>,
  token: string,
): Promise<Answer> {
  const headers = { host: "kiosk.example.gov.cn", "content-type": "application/json" };
  const people = {
    systemAdmin: { login: "sys.admin", name: "甲" },
    securityAdmin: { login: "sec.admin", name: "乙" },
    auditAdmin: { login: "aud.admin", name: "丙" },
  };
  const set = await ask("/api/v1/setup", { method: "POST", headers, body: JSON.stringify({ token, ...people }) });
  const [first] = JSON.parse(set.body).accounts;
  const body = JSON.stringify({ login: first.login, password: first.password });
  return ask("/api/v1/session", { method: "POST", headers, body });
}

describe("where to listen", () => {
  test.each<[Partial<ListenWish>, unknown]>([
    [{}, "off"],
    [{ host: "localhost" }, "off"],
    [{ host: "::1" }, "off"],
    [{ host: "127.8.9.10" }, "off"],
    [{ tls: true }, "generated"],
    [{ host: "0.0.0.0" }, "generated"],
    [{ host: "::" }, "generated"],
    [{ host: "192.168.1.5" }, "generated"],
    [{ host: "kiosk.example" }, "generated"],
    [
      { host: "10.0.0.1", certFile: "c", keyFile: "k" },
      { certFile: "c", keyFile: "k" },
    ],
  ])("%j is served with TLS %j", (fields, tls) => {
    expect(listenPlan(wish(fields)).tls).toEqual(tls);
  });

  test.each<[Partial<ListenWish>, string]>([
    [{ host: "0.0.0.0", tls: false }, "plain-refused"],
    [{ host: "::ffff:10.0.0.1", tls: false }, "plain-refused"],
    [{ host: "localhost.evil.example", tls: false }, "plain-refused"],
    [{ host: "" }, "host"],
    [{ host: "http://10.0.0.1" }, "host"],
    [{ host: "10.0.0.300" }, "host"],
    [{ certFile: "c" }, "half-a-pair"],
    [{ keyFile: "k" }, "half-a-pair"],
    [{ certFile: "c", keyFile: "k", tls: false }, "half-a-pair"],
    [{ publicNames: ["https://kiosk.example"] }, "public-name"],
    [{ publicNames: ["kiosk.example:443"] }, "public-name"],
  ])("%j is refused: %s", (fields, code) => {
    expect(() => listenPlan(wish(fields))).toThrow(expect.objectContaining({ code }));
  });

  test("the program says why it does not start, and ends", () => {
    const main = join(import.meta.dirname, "../src/main.ts");
    const args = [main, "--host", "0.0.0.0", "--tls", "off", "--data", join(folder, "never")];
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("拒绝在 0.0.0.0 上以明文 HTTP 监听");
    expect(stderr).toContain("Plain HTTP on 0.0.0.0 is refused");
  });
});

describe("an own certificate", () => {
  const files = { certFile: join(folder, "own.crt"), keyFile: join(folder, "own.key") };

  async function issue(name: string, names: string[], now = new Date()): Promise<{ cert: string; key: string }> {
    return loadServerTls(join(folder, name), now, names);
  }
  function put({ cert, key }: { cert: string; key: string }): void {
    writeFileSync(files.certFile, cert);
    writeFileSync(files.keyFile, key, { mode: 0o600 });
  }

  test("that is replaced on the disk is served to the next connection, without a restart", async () => {
    const first = await issue("first", ["one.example"]);
    put(first);
    const log = createLog(() => {});
    const certificate = await ServedCertificate.open({
      name: "https",
      load: () => loadKeyPair(files, log),
      clock: createSystemClock(),
      log,
    });
    const served: string[] = [];
    certificate.onChange((pair) => served.push(pair.cert));
    expect([certificate.covers("one.example"), certificate.covers("two.example")]).toEqual([true, false]);
    await certificate.refresh();
    expect(served).toEqual([]);

    const second = await issue("second", ["two.example"]);
    writeFileSync(files.certFile, second.cert);
    await certificate.refresh();
    // half a replacement: the pair before goes on
    expect([served, certificate.covers("one.example")]).toEqual([[], true]);
    put(second);
    await certificate.refresh();
    expect(served).toEqual([second.cert]);
    expect(certificate.covers("two.example")).toBe(true);
  });

  test("is what browsers are shown, and its successor too, by the same server", async () => {
    put(await issue("shown", ["one.example"]));
    const [log, clock] = [createLog(() => {}), createSystemClock()];
    const load = () => loadKeyPair(files, log);
    const certificate = await ServedCertificate.open({ name: "https", load, clock, log });
    const options = { certificate, patience, connections: connectionLimits, clock, log };
    const { server, cutAll } = openSockets((_request, response) => void response.end(), options);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
          resolve(new X509Certificate(socket.getPeerCertificate().raw).subjectAltName ?? "");
          socket.destroy();
        });
        socket.on("error", reject);
      });
    expect(await shown()).toContain("one.example");
    put(await issue("successor", ["two.example"]));
    await certificate.refresh();
    expect(await shown()).toContain("two.example");
    cutAll();
    server.close();
  });

  test.each<[string, () => void]>([
    ["whose key is another's", () => copyFileSync(join(folder, "first", "tls", "server.key"), files.keyFile)],
    ["that is no certificate", () => writeFileSync(files.certFile, "hello")],
    ["that is not there", () => rmSync(files.certFile)],
  ])("%s stops the start with a sentence", async (_, spoil) => {
    put(await issue("spoilt", ["x.example"]));
    spoil();
    const log = createLog(() => {});
    const opening = ServedCertificate.open({
      name: "https",
      load: () => loadKeyPair(files, log),
      clock: createSystemClock(),
      log,
    });
    await expect(opening).rejects.toMatchObject({ name: "ListenError", code: "certificate" });
  });

  test("that ends within 30 days is spoken of once a day, and its days are counted", async () => {
    put(await issue("ending", ["x.example"]));
    const log = new NotedLog();
    let now = Date.now();
    const clock = { now: () => now, monotonic: () => 0, wentBackMs: () => 0 };
    const certificate = await ServedCertificate.open({
      name: "https",
      load: () => loadKeyPair(files, log),
      clock,
      log,
    });
    const told = () => log.events.filter((e) => e === "tls.certificate-ends").length;
    now = certificate.notAfter - 31 * day - 1;
    await certificate.refresh();
    expect(told()).toBe(0);
    now = certificate.notAfter - 30 * day;
    await certificate.refresh();
    await certificate.refresh();
    expect(told()).toBe(1);
    now += day;
    await certificate.refresh();
    expect(told()).toBe(2);
    expect(daysLeft(certificate.notAfter, now)).toBe(29);
    expect(daysLeft(certificate.notAfter, certificate.notAfter + 1)).toBe(-1);
  });

  test("of the server's own authority is renewed before it ends, and when a name is added", async () => {
    const now = Date.now();
    const first = await issue("renewed", ["a.example"], new Date(now));
    expect((await issue("renewed", ["a.example"], new Date(now + 600 * day))).cert).toBe(first.cert);
    const later = await issue("renewed", ["a.example"], new Date(now + 705 * day));
    expect(later.cert).not.toBe(first.cert);
    const named = await issue("renewed", ["a.example", "b.example", "10.9.8.7"], new Date(now + 705 * day));
    const leaf = new X509Certificate(named.cert);
    expect([leaf.checkHost("b.example"), leaf.checkIP("10.9.8.7")]).toEqual(["b.example", "10.9.8.7"]);
  });
});
