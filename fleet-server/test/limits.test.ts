// What is too much, too slow or no request at all, on real sockets.
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { rateLimits } from "../src/http/limits.ts";
import { connectionLimits } from "../src/http/limits-connections.ts";
import { isDeeper } from "../src/http/limits-json.ts";
import { feedsOfOne } from "../src/http/limits-live.ts";
import { TestServer } from "./server-harness.ts";

const folder = mkdtempSync(join(tmpdir(), "limits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(server: TestServer): Socket {
  const socket = connect(Number(new URL(server.app.httpUrl).port), "127.0.0.1");
  socket.on("error", () => undefined);
  return socket;
}
/** What the server says until it ends the connection. */
async function said(socket: Socket, bytes: string | Buffer): Promise<string> {
  socket.write(bytes);
  return text(socket);
}
function codeOf(answer: string): [string, string] {
  const [head = "", ...body] = answer.split("\r\n\r\n");
  return [head.split(" ")[1] ?? "", Problem.parse(JSON.parse(body.join("\r\n\r\n"))).code];
}
const head = (path: string, fields: string, method = "POST") =>
  `${method} /api/v1${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${fields}\r\n`;
const json = "content-type: application/json\r\n";
async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, Problem.parse(await response.json()).code];
}

describe("too slow", () => {
  const waits = { headersMs: 400, bodyMs: 400, fileMs: 1500, idleMs: 300, checkEveryMs: 100 };
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ limits: { patience: waits } });
  });
  afterAll(() => server.stop());

  async function cutAfter(socket: Socket): Promise<number> {
    const before = performance.now();
    socket.resume();
    await once(socket, "close");
    return performance.now() - before;
  }

  /** The same bytes again and again, until the server ends it; a write may come too late. */
  async function dripped(socket: Socket, bytes: string): Promise<string> {
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    const drip = setInterval(() => socket.writable && socket.write(bytes), 50);
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(drip);
    return Buffer.concat(heard).toString();
  }

  test("a connection that says nothing is cut", async () => {
    expect(await cutAfter(open(server))).toBeLessThan(4000);
  });

  test("headers that come a line at a time are answered 408 and cut, however lively they drip", async () => {
    const socket = open(server);
    socket.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    const answer = await dripped(socket, "x-more: 1\r\n");
    expect(codeOf(answer)).toEqual(["408", "request.too-slow"]);
  });

  test("a body that drips is answered 408 and cut", async () => {
    const socket = open(server);
    socket.write(head("/session", `${json}content-length: 5000\r\n`));
    const answer = await dripped(socket, "x");
    expect(codeOf(answer)).toEqual(["408", "request.too-slow"]);
  });

  test("a file gets more time than data", async () => {
    const pm = await (await server.people()).person("pm", [{ role: "project_manager", contract: "changning" }]);
    await pm.fetch("/session");
    const socket = open(server);
    const fields = `cookie: ${pm.cookie}\r\ncontent-type: application/pdf\r\nx-file-name: a\r\ncontent-length: 15\r\nconnection: close\r\n`;
    socket.write(`${head("/evidence", fields)}%PDF-1.4\n`);
    await sleep(waits.bodyMs * 2);
    expect(await said(socket, "%%EOF\n")).toMatch(/^HTTP\/1.1 201 /);
  });

  test("between two requests a connection is kept for a while only", async () => {
    const socket = open(server);
    socket.write(head("/setup", "", "GET"));
    expect(await cutAfter(socket)).toBeLessThan(4000);
  });
});

describe("too much", () => {
  let server: TestServer;
  let admin: SignedIn;
  beforeAll(async () => {
    server = await TestServer.start();
    admin = await server.allRound();
    await admin.fetch("/session");
  });
  afterAll(() => server.stop());

  test("10 MB of JSON are refused before they are sent", async () => {
    const socket = open(server);
    const cookie = `cookie: ${admin.cookie}\r\n`;
    const answer = await said(socket, head("/work-orders", `${cookie}${json}content-length: 10485760\r\n`));
    expect(codeOf(answer)).toEqual(["413", "wire.too-large"]);
  });

  test("10 MB of JSON that do not say their length are refused at the first megabyte", async () => {
    const socket = open(server);
    let sent = 0;
    const fields = `cookie: ${admin.cookie}\r\n${json}transfer-encoding: chunked\r\n`;
    socket.write(head("/work-orders", fields));
    const chunk = `10000\r\n${" ".repeat(0x1_0000)}\r\n`;
    const answer = text(socket).catch(() => "");
    const ended = answer.then(() => true);
    while (sent < 160 && socket.writable) {
      sent += 1;
      const drained = once(socket, "drain").catch(() => undefined);
      if (!socket.write(chunk)) await Promise.race([drained, ended]);
    }
    socket.destroy();
    // cut in the middle of what it sends, a client may not come to read the answer
    expect(await answer).toMatch(/^(?:$|HTTP\/1.1 413 )/);
    expect(sent).toBeLessThan(160);
  });

  test("JSON nested without end is refused, and the server goes on", async () => {
    const body = `${"[".repeat(400_000)}${"]".repeat(400_000)}`;
    const response = await admin.fetch("/work-orders", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(await refusal(response)).toEqual([400, "request.invalid"]);
    expect((await admin.fetch("/session")).status).toBe(200);
  });

  test.each<[string, number, boolean]>([
    ["[[1]]", 2, false],
    ["[[1]]", 1, true],
    ['"[[[["', 1, false],
    ['"\\"[[["', 1, false],
    ['{"a":[{}]}', 2, true],
    ["[][][]", 1, false],
  ])("%s is deeper than %i: %s", (body, limit, deeper) => {
    expect(isDeeper(body, limit)).toBe(deeper);
  });

  test("headers without end are refused", async () => {
    const answer = await said(open(server), `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(codeOf(answer)).toEqual(["431", "request.headers-too-large"]);
  });

  test("garbage is answered once and cut", async () => {
    expect(codeOf(await said(open(server), "\u0016\u0003\u0001 nonsense\r\n\r\n"))).toEqual(["400", "request.invalid"]);
  });

  test("garbage behind a good request ends the connection without a second answer", async () => {
    const socket = open(server);
    socket.write(head("/setup", "", "GET"));
    const [first] = await once(socket, "data");
    expect(String(first)).toMatch(/^HTTP\/1.1 200 /);
    expect(await said(socket, "garbage\r\n\r\n")).toBe("");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"])(
    "data as %s is refused: a form of another site could send it",
    async (type) => {
      const response = await admin.fetch("/work-orders", {
        method: "POST",
        headers: { "content-type": type },
        body: '{"kioskId":"cn-001"}',
      });
      expect(await refusal(response)).toEqual([400, "request.invalid"]);
    },
  );

  test("live feeds beyond what one session needs are refused, and a place that is left is free again", async () => {
    const feeds = Array.from({ length: feedsOfOne }, () => new AbortController());
    for (const { signal } of feeds) expect((await admin.fetch("/live", { signal })).status).toBe(200);
    expect(await refusal(await admin.fetch("/live"))).toEqual([429, "live.too-many"]);
    feeds[0]?.abort();
    await expect
      .poll(async () => {
        const last = new AbortController();
        const { status } = await admin.fetch("/live", { signal: last.signal });
        last.abort();
        return status;
      })
      .toBe(200);
    for (const feed of feeds) feed.abort();
  });
});

describe("too often", () => {
  const rates = { ...rateLimits, person: 25, stranger: 12, login: 3, spareLoopback: false };
  let server: TestServer;
  const ask = (path: string, init?: RequestInit) => fetch(`${server.app.httpUrl}/api/v1${path}`, init);
  const signIn = (login: string) =>
    ask("/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password: "x" }),
    });
  beforeAll(async () => {
    server = await TestServer.start({ limits: { rates } });
  });
  afterAll(() => server.stop());

  test("a name is tried three times, and is told in words when it may be tried again; another name is not held up", async () => {
    for (const login of ["wang.li", "Wang.Li ", "wang.li"]) expect((await signIn(login)).status).toBe(401);
    const fourth = await signIn("WANG.LI");
    expect(fourth.status).toBe(429);
    expect(Number(fourth.headers.get("retry-after"))).toBeGreaterThan(0);
    const problem = Problem.parse(await fourth.json());
    expect(problem.code).toBe("request.rate");
    expect(problem.issues[0]?.message).toMatch(/^请在 \d+ 秒后重试 \/ try again in \d+ s$/);
    expect((await signIn("li.wang")).status).toBe(401);
  });

  test("a stranger is held up, refused tries counted, while whoever is signed in behind the same address goes on", async () => {
    const other = await TestServer.start({ limits: { rates: { ...rates, stranger: 60 } } });
    const person = await other.allRound();
    expect((await person.fetch("/session")).status).toBe(200);
    const statuses: number[] = [];
    for (let n = 0; n < 70; n++) statuses.push((await fetch(`${other.app.httpUrl}/api/v1/overview`)).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect((await person.fetch("/session")).status).toBe(200);
    for (let n = 0; n < 30; n++) statuses.push((await person.fetch("/session")).status);
    expect(statuses.at(-1)).toBe(429);
    await other.stop();
  });
});

describe("too often for what a route costs", () => {
  const classes = { ...rateLimits.classes, export: 1, upload: 1, link: 1 };
  const digest = "0".repeat(64);
  const sent = (body: object): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ limits: { rates: { ...rateLimits, classes, spareLoopback: false } } });
  });
  afterAll(() => server.stop());

  test.each<[string, string, RequestInit]>([
    ["the statement of clocks", "/contracts/changning/clock-statement", {}],
    ["the sheet to fill in", "/kiosk-imports/template", {}],
    ["the carrying out of a sheet", `/kiosk-imports/${digest}?contract=changning`, sent({ take: "all" })],
  ])("%s is held up at the second request of a minute, data are not", async (name, path, init) => {
    const roles = [{ role: "project_manager", contract: "changning" }] as const;
    const person = await (await server.people()).person(name, roles);
    expect((await person.fetch(path, init)).status).not.toBe(429);
    expect(await refusal(await person.fetch(path, init))).toEqual([429, "request.rate"]);
    expect((await person.fetch("/contracts")).status).toBe(200);
  });

  test("the link of a wall is held up at the second try of an address", async () => {
    const enter = () => fetch(`${server.app.httpUrl}/api/v1/session/wall`, sent({ token: "x".repeat(40) }));
    expect((await enter()).status).not.toBe(429);
    expect(await refusal(await enter())).toEqual([429, "request.rate"]);
  });
});

describe("too many connections", () => {
  test("of one address are cut, and a place that is left is free again", async () => {
    const limits = { connections: { ...connectionLimits, perAddress: 5, spareLoopback: false } };
    const server = await TestServer.start({ limits });
    const sockets = Array.from({ length: 5 }, () => open(server));
    for (const socket of sockets) await once(socket, "connect");
    const sixth = open(server);
    sixth.write(head("/setup", "", "GET"));
    expect(await text(sixth).catch(() => "")).toBe("");
    sockets[0]?.destroy();
    await expect
      .poll(() => said(open(server), head("/setup", "connection: close\r\n", "GET")).catch(() => ""))
      .toMatch(/^HTTP\/1.1 200/);
    for (const socket of sockets) socket.destroy();
    await server.stop();
  });
});

describe("what every answer says of itself", () => {
  const dist = join(folder, "dist");
  let server: TestServer;
  beforeAll(async () => {
    mkdirSync(dist);
    writeFileSync(join(dist, "index.html"), "<!doctype html><html><head></head><body></body></html>");
    server = await TestServer.start({ consoleDir: dist });
  });
  afterAll(() => server.stop());

  test.each(["/", "/work-orders", "/api/v1/setup", "/api/v1/overview", "/api/v1/nothing"])("%s", async (path) => {
    const { headers } = await fetch(server.app.httpUrl + path);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    });
    expect(headers.get("permissions-policy")).toContain("camera=(self)");
    // plain HTTP on loopback: nothing to come back to over TLS
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
  });

  test("a page's nonce is in its policy, and another one the next time", async () => {
    const pages = await Promise.all([1, 2].map(() => fetch(server.app.httpUrl)));
    const nonces = pages.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1],
    );
    const [html] = await Promise.all(pages.map((page) => page.text()));
    expect(html).toContain(`<meta property="csp-nonce" nonce="${nonces[0]}" />`);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test("the page is not to be had as a file, without its policy", async () => {
    expect((await fetch(`${server.app.httpUrl}/index.html`)).status).toBe(404);
  });

  test.each<[string, Record<string, string>, number]>([
    ["a page of ours", { "sec-fetch-site": "same-origin" }, 401],
    ["the address bar", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }, 401],
    [
      "a link elsewhere",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
      401,
    ],
    ["another site's script", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, 403],
    [
      "another site's picture",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
      403,
    ],
    [
      "another site's frame",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      403,
    ],
  ])("data asked for by %s", async (_, fields, status) => {
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await said(open(server), head("/overview", `${lines.join("")}connection: close\r\n`, "GET"));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test.each<[string, string]>([
    ["another site", "origin: https://evil.example\r\n"],
    ["another port", "origin: http://127.0.0.1:1\r\n"],
    ["nowhere", "origin: null\r\n"],
    ["another site of the same owner", "sec-fetch-site: same-site\r\n"],
    ["another site, by its browser's word", "sec-fetch-site: cross-site\r\n"],
  ])("a change sent by %s is refused", async (_, line) => {
    const body = '{"login":"a","password":"b"}';
    const fields = `${json}${line}content-length: ${body.length}\r\nconnection: close\r\n`;
    const answer = await said(open(server), head("/session", fields) + body);
    expect(codeOf(answer)).toEqual(["403", "request.cross-site"]);
  });
});
