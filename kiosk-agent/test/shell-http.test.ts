// The loopback servers of pages and apps: what they give, to whom, and what they allow the browser to do with it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpenedSession, ShellHealth, ShellProblem, ShellState, shellProblemCodes, WipeProof } from "@kiosk/contract";
import { expect, onTestFinished, test } from "vitest";
import { AppsServer } from "../src/citizen/http/apps-server.ts";
import { PageFiles } from "../src/citizen/http/page-files.ts";
import { PagesServer } from "../src/citizen/http/pages-server.ts";
import { problemWords } from "../src/citizen/http/problem-words.ts";
import { canaryPhone, cleanPages, manifestOf, startRoom } from "../src/citizen/scripted/scripted-room.ts";
import { call, post } from "./loopback-call.ts";

const digest = "ab".repeat(32);
const origin = "https://services.example:8443";

async function site(...args: Parameters<typeof startRoom>) {
  const scripted = await startRoom(...args);
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  onTestFinished(() => rmSync(scripted.dataDir, { recursive: true, force: true }));
  mkdirSync(join(folder, "pages", "assets"), { recursive: true });
  writeFileSync(join(folder, "pages", "index.html"), "<!doctype html><title>t</title>");
  writeFileSync(join(folder, "pages", "theme.json"), "{}");
  writeFileSync(join(folder, "pages", "assets", "index-CmrIPID8.js"), "let a");
  writeFileSync(join(folder, "secret.txt"), "secret");
  const files = new Map([["index.html", "<p>app</p>"]]);
  const shelf = {
    snapshot: () => scripted.shelf.snapshot(),
    read: async (wanted: string, path: string) => {
      const text = wanted === digest ? files.get(path) : undefined;
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
  };
  const { room, clock } = scripted;
  const log = { info() {}, warn() {} };
  const apps = new AppsServer({ shelf, pageOrigins: () => pages.origins, log });
  const pages: PagesServer = new PagesServer({
    room,
    shelf,
    files: new PageFiles(join(folder, "pages")),
    appOrigin: () => apps.url,
    clock,
    log,
  });
  await apps.listen(0);
  await pages.listen(0);
  onTestFinished(async () => {
    await pages.close();
    await apps.close();
    await room.stop();
  });
  const { url } = pages;
  const wanted = { appId: "booklet", host: "browser", elder: false, language: "zh" };
  const open = async () => OpenedSession.parse((await post(url, "/shell/v1/sessions", wanted)).json);
  return { ...scripted, url, appsUrl: apps.url, pages, apps, open };
}

const problem = (called: { json: unknown }) => ShellProblem.parse(called.json).code;

test("every refusal has a sentence in both languages", () => {
  expect(Object.keys(problemWords).sort()).toEqual([...shellProblemCodes].sort());
  for (const said of Object.values(problemWords)) expect(said.zh).not.toBe(said.en);
});

test("the pages come with all that keeps them to themselves", async () => {
  const start = { kind: "origin", url: `${origin}/a`, origins: [origin] };
  const { url, appsUrl } = await site({ manifests: [manifestOf("booklet"), manifestOf("far", { start })] });
  const { status, headers, text } = await call(`${url}/`);
  expect([status, text]).toEqual([200, "<!doctype html><title>t</title>"]);
  expect(String(headers["content-security-policy"]).split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${appsUrl}`,
    "connect-src 'self'",
    `frame-src ${appsUrl} ${origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringMatching(/camera=\(\).*microphone=\(\).*usb=\(\).*clipboard-read=\(self\)/),
  });
  expect(headers).not.toHaveProperty("set-cookie");
});

test("only what is named by its digest is kept by the browser", async () => {
  const { url } = await site();
  const kept = async (path: string) => (await call(`${url}${path}`)).headers["cache-control"];
  expect(await kept("/assets/index-CmrIPID8.js")).toBe("public, max-age=31536000, immutable");
  expect([await kept("/"), await kept("/theme.json"), await kept("/shell/v1/state")]).toEqual(
    Array(3).fill("no-store"),
  );
});

test("nothing outside the folder of the pages has an address", async () => {
  const { url } = await site();
  for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/other", "/assets"]) {
    const port = new URL(url).port;
    const status = await new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, path, agent: false }, ({ statusCode }) => resolve(statusCode)).on("error", reject);
    });
    expect([path, status]).toEqual([path, 404]);
  }
  expect((await call(`${url}/`, { method: "PUT" })).status).toBe(404);
});

test("a name that is not this machine's own is not answered (DNS rebinding), by neither server", async () => {
  const { url, appsUrl } = await site();
  const { port } = new URL(url);
  const as = async (base: string, host: string) => (await call(`${base}/shell/v1/state`, { headers: { host } })).status;
  expect(await as(url, "evil.example")).toBe(403);
  expect(await as(url, `evil.example:${port}`)).toBe(403);
  expect(await as(url, "127.0.0.1:1")).toBe(403);
  expect(await as(url, `localhost:${port}`)).toBe(200);
  expect(await as(appsUrl, "evil.example")).toBe(403);
});

test("the state, the health, and 404 for what is not there", async () => {
  const { url } = await site();
  const state = ShellState.parse((await call(`${url}/shell/v1/state`)).json);
  expect(state).toMatchObject({ kioskId: "cn-014", session: null });
  expect(ShellHealth.parse((await call(`${url}/shell/v1/health`)).json)).toMatchObject({ silentMs: null });
  expect((await post(url, "/shell/v1/alive", { paints: 1, heapBytes: null })).status).toBe(200);
  expect(ShellHealth.parse((await call(`${url}/shell/v1/health`)).json)).toMatchObject({ silentMs: 0 });
  const lost = await call(`${url}/shell/v1/nothing`);
  expect([lost.status, problem(lost)]).toEqual([404, "request.invalid"]);
});

test("whoever listens is told the whole state at once, at each change, and a sign of life every 10 s", async () => {
  const { url, clock, open } = await site();
  const parts: string[] = [];
  let heard = Promise.withResolvers<void>();
  const request = get(`${url}/shell/v1/events`, { agent: false }, (answer) => {
    answer.on("data", (chunk: Buffer) => {
      parts.push(chunk.toString());
      heard.resolve();
    });
    answer.on("error", () => {});
  });
  request.on("error", () => {});
  onTestFinished(() => void request.destroy());
  const next = async () => {
    await heard.promise;
    heard = Promise.withResolvers();
    return parts.splice(0).join("");
  };
  const first = await next();
  expect(ShellState.parse(JSON.parse(first.replace(/^data: /, "")))).toMatchObject({ session: null });
  const { sessionId } = await open();
  expect(await next()).toContain(`"sessionId":"${sessionId}"`);
  await clock.advance(10_000);
  const later = await next();
  expect(later).toContain(": alive\n\n");
});

test("a use from beginning to proof, and the browser is told to forget", async () => {
  const { url, open, uplink, devices } = await site();
  const { sessionId, token } = await open();
  const own = { "x-session-token": token };
  expect((await post(url, `/shell/v1/sessions/${sessionId}/touch`, {}, own)).json).toEqual({});
  const printed = post(url, `/shell/v1/sessions/${sessionId}/calls`, { call: "print.booklet", lines: ["一行"] }, own);
  expect((await printed).json).toEqual({ job: "booklet", pages: 1 });
  expect(devices.calls).toEqual(["printBooklet"]);
  const ended = await post(url, `/shell/v1/sessions/${sessionId}/end`, { end: "finished" }, own);
  expect(ended.headers["clear-site-data"]).toBe('"cache", "cookies", "storage"');
  const wiped = await post(url, `/shell/v1/sessions/${sessionId}/wiped`, cleanPages);
  expect(WipeProof.parse(wiped.json)).toMatchObject({ clean: true });
  expect(uplink.of("session")).toMatchObject([{ sessionId, end: "finished" }]);
  const rated = await post(url, "/shell/v1/ratings", { sessionId, stars: 5, tags: [] });
  expect([rated.status, uplink.of("rating")]).toMatchObject([200, [{ stars: 5 }]]);
});

test("without the token of the session, with another one or of another session: refused", async () => {
  const { url, open } = await site();
  const { sessionId, token } = await open();
  const touch = (id: string, headers: Record<string, string>) =>
    post(url, `/shell/v1/sessions/${id}/touch`, {}, headers);
  const none = await touch(sessionId, {});
  expect([none.status, problem(none)]).toEqual([403, "session.token"]);
  expect(problem(await touch(sessionId, { "x-session-token": "x".repeat(43) }))).toBe("session.token");
  const other = await touch("00000000-0000-4000-8000-000000000000", { "x-session-token": token });
  expect([other.status, problem(other)]).toEqual([404, "session.none"]);
});

test("a page of another origin, or one that does not say which, changes nothing and reads nothing", async () => {
  const { url, appsUrl } = await site();
  const alive = { paints: 1, heapBytes: null };
  for (const headers of [{ origin: appsUrl }, { origin: "null" }, { origin: "https://evil.example" }]) {
    const refused = await post(url, "/shell/v1/alive", alive, headers);
    expect([refused.status, problem(refused)]).toEqual([403, "request.foreign"]);
  }
  const silent = await call(`${url}/shell/v1/alive`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alive),
  });
  expect(problem(silent)).toBe("request.foreign");
  expect(problem(await call(`${url}/shell/v1/state`, { headers: { "sec-fetch-site": "cross-site" } }))).toBe(
    "request.foreign",
  );
  expect(problem(await call(`${url}/shell/v1/state`, { headers: { origin: appsUrl } }))).toBe("request.foreign");
});

test("the host that watches the pages, which is no browser, may tell what became of them", async () => {
  const { url, uplink } = await site();
  const told = await call(`${url}/shell/v1/incidents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ incident: "load-failed", detail: "" }),
  });
  expect(told.status).toBe(200);
  expect(uplink.of("shell")).toMatchObject([{ incident: "load-failed" }]);
});

test("a body that is no JSON, not what was asked for, or too large is refused, and never repeated", async () => {
  const { url } = await site();
  const send = (body: string, type = "application/json") =>
    call(`${url}/shell/v1/reports`, { method: "POST", headers: { origin: url, "content-type": type }, body });
  expect(problem(await send("{}", "text/plain"))).toBe("request.invalid");
  expect(problem(await send("no json"))).toBe("request.invalid");
  const wrong = await send(JSON.stringify({ sessionId: null, appId: null, kind: "甄金雀", text: "甄金雀" }));
  expect([wrong.status, problem(wrong)]).toEqual([400, "request.invalid"]);
  expect(wrong.text).not.toContain("甄金雀");
  expect(problem(await send("x".repeat(10_001)))).toBe("request.invalid");
  const grows = await call(`${url}/shell/v1/reports`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json", "transfer-encoding": "chunked" },
    send: (request) => {
      for (let i = 0; i < 11; i++) request.write("x".repeat(1_000));
    },
  });
  expect(problem(grows)).toBe("request.invalid");
});

test("a document of 12 MB can be printed", async () => {
  const { url, open, devices } = await site();
  const { sessionId, token } = await open();
  const pdf = Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(11_999_995, 1)]).toString("base64");
  const job = { call: "print.a4", pdf, copies: 1, colour: false };
  const printed = await post(url, `/shell/v1/sessions/${sessionId}/calls`, job, { "x-session-token": token });
  expect([printed.status, devices.calls]).toEqual([200, ["printA4"]]);
});

test("a body that does not come to its end is cut", async () => {
  const { url, clock } = await site();
  const begun = Promise.withResolvers<void>();
  const slow = call(`${url}/shell/v1/reports`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json", "content-length": "100" },
    send: (request) => void request.write("{", () => begun.resolve()),
  });
  await begun.promise;
  const before = clock.sleeping;
  while (clock.sleeping === before) await new Promise(setImmediate);
  await clock.advance(10_000);
  expect(problem(await slow)).toBe("request.invalid");
});

test("a page that goes away while a card is waited for gives the waiting up", async () => {
  const { url, open, devices } = await site();
  const { sessionId, token } = await open();
  const asked = call(`${url}/shell/v1/sessions/${sessionId}/calls`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json", "x-session-token": token },
    send: (request) => {
      request.end(JSON.stringify({ call: "identity.read-card" }));
      const look = () => (devices.calls.length > 0 ? request.destroy() : setImmediate(look));
      look();
    },
  });
  await expect(asked).rejects.toThrow();
  const again = () =>
    post(
      url,
      `/shell/v1/sessions/${sessionId}/calls`,
      { call: "print.booklet", lines: ["a"] },
      { "x-session-token": token },
    );
  // the device is free again as soon as the waiting is over
  let status = (await again()).status;
  while (status !== 200) status = (await again()).status;
  expect(devices.calls.at(-1)).toBe("printBooklet");
});

test("the last code that was sent can be read in the simulator alone", async () => {
  const { url, open } = await site();
  const { sessionId, token } = await open();
  expect((await call(`${url}/shell/v1/phone-codes`)).status).toBe(404);
  const send = { call: "identity.send-code", phone: canaryPhone };
  await post(url, `/shell/v1/sessions/${sessionId}/calls`, send, { "x-session-token": token });
  const shown = await call(`${url}/shell/v1/phone-codes`);
  expect(shown.json).toEqual({ phone: canaryPhone, code: expect.stringMatching(/^\d{6}$/) });
  const real = await site({
    config: { screen: { widthMm: 476, heightMm: 268 }, phoneCodes: { kind: "none" }, sessionMs: 60_000 },
    codeSender: { send: async () => true },
  });
  const own = await real.open();
  await post(real.url, `/shell/v1/sessions/${own.sessionId}/calls`, send, { "x-session-token": own.token });
  expect((await call(`${real.url}/shell/v1/phone-codes`)).status).toBe(404);
});

test("an app's file comes out of the shelf for a frame without an origin, and can reach nothing", async () => {
  const { url, appsUrl } = await site();
  const { status, headers, text } = await call(`${appsUrl}/a/${digest}/index.html`);
  expect([status, text]).toEqual([200, "<p>app</p>"]);
  const folder = `${appsUrl}/a/${digest}/`;
  expect(String(headers["content-security-policy"]).split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${folder}`,
    `style-src ${folder}`,
    `img-src ${folder} data:`,
    `font-src ${folder}`,
    "connect-src 'none'",
    `frame-ancestors ${url} ${url.replace("127.0.0.1", "localhost")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "sandbox allow-scripts allow-forms",
  ]);
  expect(headers).toMatchObject({
    "access-control-allow-origin": "null",
    "cache-control": "no-store",
    "permissions-policy": expect.stringMatching(/camera=\(\).*clipboard-read=\(\)/),
  });
  for (const path of [`/a/${"cd".repeat(32)}/index.html`, `/a/${digest}/other.html`, "/", `/a/${digest}/`]) {
    expect((await call(`${appsUrl}${path}`)).status).toBe(404);
  }
});

test("a port that is taken is named with what to do", async () => {
  const { pages, appsUrl } = await site();
  await expect(pages.listen(Number(new URL(appsUrl).port))).rejects.toThrow(/端口 \d+ 无法使用.* \/ loopback port/);
});

test("a folder without pages is named with what to do", () => {
  expect(() => new PageFiles(join(tmpdir(), "no-such-pages"))).toThrow(/npm run build/);
});
