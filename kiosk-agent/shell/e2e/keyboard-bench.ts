// One page of the keyboard's fields and one of the rating, built as the product is and served under its policy. No service asks
// for an identity number on the shell's own pages, and a rating stands behind a whole use.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { launchChromium } from "../../../fixtures/chromium.ts";
import { buildDictionary } from "../ime/build-dictionary.ts";
import { pagePolicy } from "./page-stage.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const entry = join(root, "e2e", "bench-entry.tsx");

const source = `
import "../src/styles/tokens.css";
import "../src/styles/frame.css";
import "../src/styles/parts.css";
import { createRoot } from "react-dom/client";
import { useState } from "react";
import { defaultPrefs, PrefsContext } from "../src/app/prefs.ts";
import { KeyboardField } from "../src/keyboard/KeyboardField.tsx";
import { RatingScreen } from "../src/rating/RatingScreen.tsx";
import { Page } from "../src/ui/Page.tsx";

const query = new URLSearchParams(location.search);
const elder = query.get("elder") === "1";
document.documentElement.dataset.type = elder ? "elder" : "usual";
document.documentElement.style.setProperty("--mm", query.get("mm") + "px");
const prefs = { ...defaultPrefs, elder };

function Field({ kind }) {
  const [value, setValue] = useState("");
  return <KeyboardField kind={kind} label={kind} value={value} onChange={setValue} />;
}
function Fields() {
  return (
    <Page title="fields" say={null} onBack={null}>
      {["pinyin", "id-number", "phone", "digits", "letters"].map((kind) => <Field key={kind} kind={kind} />)}
    </Page>
  );
}
function Rating() {
  const [went, setWent] = useState(null);
  const screen = { name: "rating", sessionId: "0b8f3d0c-5f5e-4a9e-9a6e-0d2f4b6c8e10", appId: "medical-booklet" };
  return went === null
    ? <RatingScreen state={{}} prefs={prefs} screen={screen} go={setWent} />
    : <p id="went">{JSON.stringify(went)}</p>;
}
createRoot(document.getElementById("root")).render(
  <PrefsContext value={prefs}>
    <div className="frame"><i />{query.get("show") === "rating" ? <Rating /> : <Fields />}</div>
  </PrefsContext>,
);
`;

const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="/bench.css"></head><body><div id="root"></div>
<script type="module" src="/bench.js"></script></body></html>`;

export interface Bench {
  /** path and method of every request, in order */
  readonly asked: string[];
  /** the dictionary is there */
  readonly words: { there: boolean };
  /** answers to POST, by path; null: the connection breaks */
  readonly answers: Map<string, { readonly status: number; readonly body: unknown }>;
  readonly posted: unknown[];
  open(options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly mm: number;
    readonly elder?: boolean;
    readonly show?: "fields" | "rating";
    /** its time stands still but for what the test lets go by */
    readonly clock?: boolean;
  }): Promise<Page>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function setBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  await buildBench(folder);
  await buildDictionary(folder);
  const asked: string[] = [];
  const posted: unknown[] = [];
  const words = { there: true };
  const answers: Bench["answers"] = new Map();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    asked.push(`${request.method} ${path}`);
    const send = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { "content-type": type, "content-security-policy": pagePolicy }).end(body);
    if (request.method === "POST") {
      void bodyOf(request).then((text) => {
        posted.push(JSON.parse(text));
        const answer = answers.get(path) ?? { status: 404, body: {} };
        send(answer.status, "application/json", JSON.stringify(answer.body));
      });
    } else if (path === "/") send(200, "text/html", html);
    else if (path === "/ime/pinyin.json" && !words.there) send(404, "application/json", "{}");
    else {
      const type = path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "application/json";
      readFile(join(folder, path)).then(
        (file) => send(200, type, file),
        () => send(404, "text/plain", ""),
      );
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const base = `http://127.0.0.1:${address.port}`;
  const browser: Browser = await launchChromium();
  return {
    asked,
    words,
    answers,
    posted,
    open: async ({ viewport, mm, elder = false, show = "fields", clock = false }) => {
      const context = await browser.newContext({ viewport, hasTouch: true, reducedMotion: "reduce" });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      if (clock) await page.clock.install();
      await page.goto(`${base}/?mm=${mm}&elder=${elder ? 1 : 0}&show=${show}`);
      return page;
    },
    clear: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      asked.length = 0;
      posted.length = 0;
      answers.clear();
      words.there = true;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf(request: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function buildBench(outDir: string): Promise<void> {
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    publicDir: false,
    plugins: [
      {
        name: "bench-entry",
        resolveId: (id: string) => (id === entry ? entry : null),
        load: (id: string) => (id === entry ? source : null),
      },
    ],
    build: {
      outDir,
      emptyOutDir: false,
      cssCodeSplit: false,
      rolldownOptions: { input: entry, output: { entryFileNames: "bench.js", assetFileNames: "bench[extname]" } },
    },
  });
}
