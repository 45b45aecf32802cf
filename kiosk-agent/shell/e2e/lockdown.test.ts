// What the pages refuse by themselves, in real Chromium with a touch screen.
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../../../fixtures/chromium.ts";
import { type HostPeer, startHostPeer } from "./host-peer.ts";

const script = (file: string) => ({
  headers: { "content-type": "text/javascript" },
  body: stripTypeScriptTypes(readFileSync(new URL(`../src/policy/${file}`, import.meta.url), "utf8")),
});

/** Listeners of before the lock see every event, listeners of after it see what it let through. */
const body = `
<input id="field"><a id="blank" href="/other" target="_blank">new window</a><a id="file" href="/other" download>file</a>
<div id="card" draggable="true" style="width:200px;height:200px;background:#ddd">card</div><div style="height:4000px"></div>
<script nonce="test" type="module">
import { lockPage } from "/policy/lockdown-page.ts";
window.refused = []; window.passed = [];
const names = ["contextmenu", "dragstart", "dragover", "drop", "copy", "cut", "paste", "keydown", "touchstart", "beforeprint"];
for (const name of names) addEventListener(name, (event) => setTimeout(() => {
  const what = event.key ?? (event.touches ? String(event.touches.length) : "");
  (event.defaultPrevented ? window.refused : window.passed).push((name + " " + what).trim());
}, 0), { capture: true, passive: true });
lockPage(window);
window.arrived = []; addEventListener("keydown", (event) => window.arrived.push(event.key));
document.title = "locked";
</script>`;

const app = `<script>
const results = {};
const attempt = async (name, work) => { try { results[name] = String(await work()); } catch (error) { results[name] = error.name; } };
await_all = async () => {
  await attempt("localStorage", () => localStorage.length);
  await attempt("cookie", () => document.cookie);
  await attempt("indexedDB", () => new Promise((done, fail) => { const r = indexedDB.open("x"); r.onsuccess = () => done("open"); r.onerror = () => fail(r.error); }));
  await attempt("caches", () => caches.keys());
  await attempt("serviceWorker", () => navigator.serviceWorker.register("/worker.js"));
  await attempt("open", () => window.open("/other"));
  await attempt("top", () => { top.location.href = "/other"; return "went"; });
  await attempt("parent", () => parent.document.title);
  parent.postMessage(results, "*");
};
await_all();
</script>`;

let browser: Browser;
let peer: HostPeer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  peer = await startHostPeer((appOrigin) => ({
    page: body.replace("</script>", `window.appOrigin = ${JSON.stringify(appOrigin)};</script>`),
    apps: {
      "/app.html": { type: "text/html", body: app },
      "/worker.js": { type: "text/javascript", body: "" },
    },
    more: {
      "/policy/lockdown-page.ts": script("lockdown-page.ts"),
      "/policy/accelerators.ts": script("accelerators.ts"),
      "/other": { headers: { "content-type": "text/html" }, body: "other" },
    },
  }));
});
afterAll(async () => {
  await browser.close();
  await peer.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true });
  page = await context.newPage();
  await page.goto(peer.origin);
  await page.waitForFunction("document.title === 'locked'");
});
afterEach(() => context.close());

const list = async (name: "refused" | "passed" | "arrived"): Promise<string[]> => {
  // one turn later: whether an event was refused is known when its last listener is through
  const found: unknown = await page.evaluate(`new Promise((done) => setTimeout(() => done(window.${name}), 20))`);
  return Array.isArray(found) ? found.map(String) : [];
};

test("window.open and links to new windows open nothing", async () => {
  expect(await page.evaluate("window.open('/other')")).toBeNull();
  await page.click("#blank");
  await page.click("#field");
  expect(context.pages()).toHaveLength(1);
  expect(peer.requests).not.toContain("GET /other");
});

test("a link that downloads does nothing", async () => {
  const downloads: string[] = [];
  page.on("download", (download) => downloads.push(download.url()));
  await page.click("#file");
  await page.click("#field");
  expect(downloads).toEqual([]);
  expect(peer.requests).not.toContain("GET /other");
});

test("a long press and a right click open no menu", async () => {
  await page.click("#card", { button: "right" });
  await page.evaluate(
    "document.getElementById('card').dispatchEvent(new PointerEvent('contextmenu', { bubbles: true, cancelable: true, pointerType: 'touch' }))",
  );
  expect(await list("refused")).toEqual(["contextmenu", "contextmenu"]);
  expect(await list("passed")).toEqual([]);
});

test("nothing is dragged and nothing dropped", async () => {
  await page.dragAndDrop("#card", "#field");
  await page.evaluate(`for (const name of ["dragover", "drop"]) document.body.dispatchEvent(
    new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() }))`);
  expect(await list("refused")).toEqual(["dragstart", "dragover", "drop"]);
});

test("copy, cut and paste do nothing", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate("navigator.clipboard.writeText('')");
  await page.fill("#field", "310105194912310024");
  await page.evaluate(
    "document.getElementById('field').select(), document.execCommand('copy'), document.execCommand('cut')",
  );
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe("");
  expect(await page.inputValue("#field")).toBe("310105194912310024");
  expect(await list("refused")).toEqual(["copy", "cut"]);
});

test("window.print does nothing", async () => {
  await page.evaluate("window.print()");
  await page.keyboard.press("Control+p");
  expect(await list("passed")).toEqual([]);
});

test("keys that lead out do not reach the page, typing does", async () => {
  const waysOut = [
    "F1",
    "F5",
    "F11",
    "F12",
    "Escape",
    "Control+p",
    "Control+s",
    "Control+u",
    "Control+l",
    "Control+Shift+i",
  ];
  const more = ["Alt+ArrowLeft", "Control+Equal", "Control+0", "Meta+d", "ContextMenu", "Shift+F10", "Control+f"];
  for (const keys of [...waysOut, ...more]) await page.keyboard.press(keys);
  expect(await list("arrived")).toEqual(["Shift"]);
  await page.focus("#field");
  await page.keyboard.type("a7。");
  await page.keyboard.press("Backspace");
  expect(await page.inputValue("#field")).toBe("a7");
});

test("two and three fingers do nothing, one does", async () => {
  const session = await context.newCDPSession(page);
  const at = (count: number, spread: number) =>
    Array.from({ length: count }, (_, finger) => ({ x: 400 + finger * spread, y: 600, id: finger }));
  const moves = async (count: number) => {
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(count, 50) });
    for (const spread of [100, 150, 200]) {
      await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(count, spread) });
    }
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await moves(2);
  await moves(3);
  expect(await page.evaluate("window.visualViewport.scale")).toBe(1);
  expect(await list("refused")).toEqual(expect.arrayContaining(["touchstart 2", "touchstart 3"]));
  await page.touchscreen.tap(100, 20);
  expect(await list("passed")).toContain("touchstart 1");
});

test("a service app has no storage and no service worker", async () => {
  const results: unknown = await page.evaluate(`new Promise((done) => {
    addEventListener("message", ({ data }) => done(data), { once: true });
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-forms");
    frame.src = window.appOrigin + "/app.html";
    document.body.prepend(frame);
  })`);
  expect(results).toEqual({
    localStorage: "SecurityError",
    cookie: "SecurityError",
    indexedDB: "SecurityError",
    caches: "SecurityError",
    serviceWorker: "SecurityError",
    open: "null",
    top: "SecurityError",
    parent: "SecurityError",
  });
  expect(peer.requests).not.toContain("GET apps/worker.js");
  expect(page.url()).toBe(`${peer.origin}/`);
});
