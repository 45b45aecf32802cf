// What the headers of the two loopback servers come to in a real browser: a service app in its frame runs, and reaches nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../fixtures/chromium.ts";
import { AppsServer } from "../src/citizen/http/apps-server.ts";
import { PageFiles } from "../src/citizen/http/page-files.ts";
import { PagesServer } from "../src/citizen/http/pages-server.ts";
import { startRoom } from "../src/citizen/scripted/scripted-room.ts";

const digest = "ab".repeat(32);
const other = "cd".repeat(32);
const folder = mkdtempSync(join(tmpdir(), "frame-"));
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>';

/** Says to the page that framed it what it could and what it could not. */
const probe = `
import { word } from "./part.js";
const tried = {};
const attempt = async (name, work) => {
  try { tried[name] = String(await work()); } catch (error) { tried[name] = "refused: " + error.name; }
};
const load = (tag, set) => new Promise((resolve) => {
  const element = document.createElement(tag);
  element.onload = () => resolve("loaded");
  element.onerror = () => resolve("blocked");
  set(element);
  document.body.append(element);
});
tried.module = word;
await attempt("style", () => getComputedStyle(document.body).color);
await attempt("image", () => load("img", (e) => { e.src = "a.svg"; }));
await attempt("origin", () => self.origin);
await attempt("storage", () => localStorage.length);
await attempt("cookie", () => { document.cookie = "a=b"; return document.cookie; });
await attempt("database", () => indexedDB.open("a").constructor.name);
await attempt("api", () => fetch("PAGES/shell/v1/state").then((r) => r.status));
await attempt("own", () => fetch("a.svg").then((r) => r.status));
await attempt("neighbour", () => load("script", (e) => { e.src = "/a/OTHER/part.js"; }));
await attempt("eval", () => (0, eval)("1 + 1"));
await attempt("parent", () => parent.document.title);
await attempt("top", () => { top.location.href = "about:blank"; return "gone"; });
await attempt("window", () => window.open("about:blank") === null ? "none" : "opened");
const allowed = ["camera", "clipboard-read", "clipboard-write"].filter((f) => document.featurePolicy.allowsFeature(f));
await attempt("features", () => allowed.length);
parent.postMessage(tried, "*");
`;

let browser: Awaited<ReturnType<typeof launchChromium>>;
let pages: PagesServer;
let apps: AppsServer;
let stopRoom: () => Promise<void>;

beforeAll(async () => {
  const { room, clock, shelf, dataDir } = await startRoom();
  stopRoom = async () => {
    await room.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>pages</title><script type="module" src="/main.js"></script>',
  );
  writeFileSync(
    join(folder, "main.js"),
    `addEventListener("message", ({ data, origin }) => { window.heard = { ...data, saidBy: origin }; });
     const frame = document.createElement("iframe");
     frame.sandbox = "allow-scripts allow-forms";
     frame.src = location.hash.slice(1);
     document.body.append(frame);`,
  );
  const files = new Map<string, string>();
  const read = async (wanted: string, path: string) => {
    const text = wanted === digest || path === "part.js" ? files.get(path) : undefined;
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const log = { info() {}, warn() {} };
  apps = new AppsServer({ shelf: { read }, pageOrigins: () => pages.origins, log });
  pages = new PagesServer({ room, shelf, files: new PageFiles(folder), appOrigin: () => apps.url, clock, log });
  await apps.listen(0);
  await pages.listen(0);
  const head = '<link rel="stylesheet" href="style.css"><script type="module" src="main.js"></script>';
  files.set("index.html", `<!doctype html><head>${head}</head><body></body>`);
  files.set("style.css", "body { color: rgb(1, 2, 3) }");
  files.set("part.js", 'export const word = "loaded";');
  files.set("a.svg", svg);
  files.set("main.js", probe.replace("PAGES", pages.url).replace("OTHER", other));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await pages.close();
  await apps.close();
  await stopRoom();
  rmSync(folder, { recursive: true, force: true });
});

test("an app in its frame has its own scripts, styles and pictures, and neither a store, the agent, a neighbour, a window nor a device", async () => {
  const page = await browser.newPage();
  await page.goto(`${pages.url}/#${apps.address(digest, "index.html")}`);
  const heard: unknown = await (await page.waitForFunction("window.heard")).jsonValue();
  expect(heard).toEqual({
    saidBy: "null",
    origin: "null",
    module: "loaded",
    style: "rgb(1, 2, 3)",
    image: "loaded",
    storage: "refused: SecurityError",
    cookie: "refused: SecurityError",
    database: "refused: SecurityError",
    api: "refused: TypeError",
    own: "refused: TypeError",
    neighbour: "blocked",
    eval: "refused: EvalError",
    parent: "refused: SecurityError",
    top: "refused: SecurityError",
    window: "none",
    features: "0",
  });
});

test("opened by itself, outside its frame, an app has no more than in it", async () => {
  const alone = await browser.newPage();
  await alone.goto(apps.address(digest, "index.html"));
  expect(await alone.evaluate("self.origin")).toBe("null");
  await alone.close();
});

test("the pages run no script but their own, and frame nobody who is not on the shelf", async () => {
  const page = await browser.newPage();
  await page.goto(`${pages.url}/#data:text/html,<script>parent.postMessage({data:1},"*")</script>`);
  const state = await page.evaluate(`(async () => {
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.body.append(script);
    const answer = await fetch("/shell/v1/state");
    const posted = await fetch("/shell/v1/alive", {
      method: "POST", headers: { "content-type": "application/json" }, body: '{"paints":1,"heapBytes":null}',
    });
    const far = await fetch("${apps.url}/a/${digest}/index.html").then(() => "reached", () => "refused");
    return { inline: window.inline ?? false, heard: window.heard ?? null, state: answer.status, posted: posted.status, far };
  })()`);
  expect(state).toEqual({ inline: false, heard: null, state: 200, posted: 200, far: "refused" });
});

test("the pages, and they alone, can empty the clipboard and look that it is empty; no feature of theirs is unknown to the browser", async () => {
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: pages.url });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${pages.url}/`);
  await page.bringToFront();
  const left = await page.evaluate(`(async () => {
    await navigator.clipboard.writeText("");
    return (await navigator.clipboard.readText()).length;
  })()`);
  expect([left, said]).toEqual([0, []]);
  await context.close();
});

test("the end of a use makes the browser forget what it has stored", async () => {
  const page = await browser.newPage();
  await page.goto(`${pages.url}/`);
  const left = await page.evaluate(`(async () => {
    localStorage.setItem("a", "b");
    const send = async (path, body, token) => (await fetch("/shell/v1" + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { "x-session-token": token } : {}) },
      body: JSON.stringify(body),
    })).json();
    const opened = await send("/sessions", { appId: null, host: "browser", elder: false, language: "zh" });
    await send("/sessions/" + opened.sessionId + "/end", { end: "finished" }, opened.token);
    return localStorage.length;
  })()`);
  expect(left).toBe(0);
});
