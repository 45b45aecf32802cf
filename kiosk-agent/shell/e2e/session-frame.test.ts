// What a service app may not do. Each test puts a page of its own in the place of an app, under the agent's own policy.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ok, type SessionStage, setSessionStage, type UnderWay } from "./session-stage.ts";

let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const Seen = z.record(z.string(), z.string());

/** Opens a use whose app is this script; it says what it found by `seen`. */
async function rogue(script: string, options: Parameters<SessionStage["begin"]>[0] = {}): Promise<UnderWay> {
  const id = options.app ?? "medical-booklet";
  stage.apps.pages.set(
    `/${id}/index.html`,
    `<!doctype html><title>app</title><script src="./rogue.js"></script><body><pre id="seen">{}</pre></body>`,
  );
  stage.apps.pages.set(
    `/${id}/rogue.js`,
    `const found = {};
    const seen = (name, value) => { found[name] = String(value); document.getElementById("seen").textContent = JSON.stringify(found); };
    const attempt = async (name, work) => { try { seen(name, await work() ?? "done"); } catch (error) { seen(name, error.name); } };
    let port; let next = 0; const waiting = new Map();
    const ask = (ask) => new Promise((done) => { next += 1; waiting.set(next, done); port.postMessage({ id: next, ask }); });
    const connected = new Promise((done) => addEventListener("message", (event) => {
      port = event.ports[0];
      port.onmessage = ({ data }) => { if (data.id) waiting.get(data.id)?.(data.ok ? "ok" : data.problem.code); };
      done(event.data);
    }));
    addEventListener("DOMContentLoaded", async () => {
      parent.postMessage({ kiosk: "hello", v: 1 }, "*");
      await connected;
      ${script}
      seen("end", "end");
    });`,
  );
  return await stage.begin(options);
}

async function found(use: UnderWay): Promise<Record<string, string>> {
  const seen = use.app.locator("#seen");
  await expect.poll(() => seen.textContent()).toContain('"end"');
  return Seen.parse(JSON.parse((await seen.textContent()) ?? "{}"));
}

test("an app has no storage, no parent's page and no network", async () => {
  const use = await rogue(`
    await attempt("localStorage", () => localStorage.setItem("a", "b"));
    await attempt("sessionStorage", () => sessionStorage.setItem("a", "b"));
    await attempt("cookie", () => { document.cookie = "a=b"; });
    await attempt("indexedDB", () => indexedDB.open("a"));
    await attempt("caches", () => caches.open("a"));
    await attempt("parent", () => parent.document.title);
    await attempt("top", () => { top.location.href = "https://example.invalid/"; });
    await attempt("agent", () => fetch("${stage.stage.base}/shell/v1/state"));
    await attempt("elsewhere", () => fetch("https://example.invalid/"));
    await attempt("window", () => window.open("about:blank") === null ? "null" : "opened");
    await attempt("eval", () => eval("1"));
    seen("origin", self.origin);
  `);
  expect(await found(use)).toEqual({
    localStorage: "SecurityError",
    sessionStorage: "SecurityError",
    cookie: "SecurityError",
    indexedDB: "SecurityError",
    caches: "SecurityError",
    parent: "SecurityError",
    top: "SecurityError",
    agent: "TypeError",
    elsewhere: "TypeError",
    window: "null",
    eval: "EvalError",
    origin: "null",
    end: "end",
  });
  expect(use.page.url()).toBe(`${stage.stage.base}/`);
});

test("what a manifest does not permit is refused before the agent hears of it, and counted", async () => {
  const use = await rogue(`
    seen("a4", await ask({ name: "call", call: { call: "print.a4", pdf: "JVBERg==", copies: 1, colour: false } }));
    seen("endorse", await ask({ name: "call", call: { call: "endorse.card", lines: ["x"] } }));
    seen("card", await ask({ name: "call", call: { call: "identity.read-card" } }));
    seen("receipt", await ask({ name: "call", call: { call: "print.receipt", lines: ["x"] } }));
  `);
  expect(await found(use)).toEqual({
    a4: "permission.denied",
    endorse: "permission.denied",
    card: "permission.denied",
    receipt: "ok",
    end: "end",
  });
  expect(stage.calls("print.a4")).toEqual([]);
  expect(stage.calls("endorse.card")).toEqual([]);
  expect(stage.calls("identity.read-card")).toEqual([]);
  expect(stage.posted("/incidents")).toEqual([
    { incident: "blocked", detail: "medical-booklet: print.a4" },
    { incident: "blocked", detail: "medical-booklet: endorse.card" },
    { incident: "blocked", detail: "medical-booklet: identity.read-card" },
  ]);
});

test("messages outside the contract are refused, and what they held is told to nobody", async () => {
  const use = await rogue(`
    port.postMessage("999999194903070022");
    port.postMessage({ id: 7000, ask: { name: "read-everything" } });
    seen("extra", await ask({ name: "identify", secret: "999999194903070022" }));
    parent.postMessage({ kiosk: "hello", v: 1, more: "999999194903070022" }, "*");
    seen("lines", await ask({ name: "call", call: { call: "print.receipt", lines: [] } }));
    for (let n = 0; n < 50; n += 1) port.postMessage(n);
    seen("receipt", await ask({ name: "call", call: { call: "print.receipt", lines: ["x"] } }));
  `);
  expect(await found(use)).toEqual({
    extra: "request.invalid",
    lines: "request.invalid",
    receipt: "ok",
    end: "end",
  });
  const incidents = stage.posted("/incidents");
  // Some of many: an app cannot fill the queue with its own mischief.
  expect(incidents).toHaveLength(5);
  expect(JSON.stringify(stage.stage.agent.asked)).not.toContain("999999194903070022");
});

test("a second request while one is under way is refused", async () => {
  stage.answers.set("print.receipt", async () => {
    await new Promise((done) => setTimeout(done, 300));
    return ok({ job: "receipt", pages: 1 });
  });
  const use = await rogue(`
    const first = ask({ name: "call", call: { call: "print.receipt", lines: ["1"] } });
    seen("second", await ask({ name: "call", call: { call: "print.receipt", lines: ["2"] } }));
    seen("first", await first);
  `);
  expect(await found(use)).toEqual({ first: "ok", second: "device.failed", end: "end" });
  expect(stage.calls("print.receipt")).toHaveLength(1);
});

test("nobody but the app's own window gets a port", async () => {
  const use = await rogue("await new Promise(() => undefined);");
  await use.app.locator("#seen").waitFor();
  const ports = await use.page.evaluate(async () => {
    let got = 0;
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const other = frame.contentWindow;
    other?.addEventListener("message", ({ ports: given }) => {
      got += given.length;
    });
    const event = new MessageEvent("message", { data: { kiosk: "hello", v: 1 }, origin: "null", source: other });
    window.dispatchEvent(event);
    await new Promise((done) => setTimeout(done, 200));
    frame.remove();
    return got;
  });
  expect(ports).toBe(0);
});

test("an app that goes elsewhere is opened once more, then the use can only be ended, with a report offered", async () => {
  const use = await rogue(`location.href = "${"./index.html"}?again";`);
  await use.page.getByRole("heading", { name: "这项服务没有反应" }).waitFor();
  expect(stage.posted("/incidents")).toContainEqual({ incident: "load-failed", detail: "service page" });
  expect(await use.page.locator("iframe").count()).toBe(0);
  await use.button("反映问题").tap();
  await expect.poll(() => stage.end()).toBe("crash");
  await use.page.locator('[data-screen="report"]').waitFor();
});

test("an app that never says hello is opened once more after ten seconds, and ended after ten more", async () => {
  stage.apps.pages.set("/medical-booklet/index.html", "<!doctype html><title>silent</title>");
  const use = await stage.begin({ clock: true });
  await use.page.getByText("正在打开，请稍候").first().waitFor();
  await use.page.clock.runFor(10_500);
  await use.page.getByText("正在恢复，请稍候").first().waitFor();
  await use.page.clock.runFor(10_500);
  await use.page.getByRole("heading", { name: "这项服务没有反应" }).waitFor();
  await use.page.getByRole("main").getByRole("button", { name: "结束办理" }).tap();
  await expect.poll(() => stage.end()).toBe("crash");
});

test("an app whose page comes back goes on", async () => {
  stage.apps.pages.set("/medical-booklet/index.html", "<!doctype html><title>silent</title>");
  const use = await stage.begin({ clock: true });
  await use.page.getByText("正在打开，请稍候").first().waitFor();
  stage.apps.pages.clear();
  await use.page.clock.runFor(10_500);
  await use.app.getByRole("heading", { name: "更换就医记录册" }).waitFor();
  await expect.poll(() => use.page.getByText("正在恢复，请稍候").count()).toBe(0);
});
