// The managed policy as the browser takes it: the launcher with a real Chromium, in a mount namespace of its own where
// /etc/chromium is the test's folder. Developer tools are shut there, so the page itself and the servers tell what happened.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { chromiumPath } from "../../../fixtures/chromium.ts";
import { policyLines, policyText } from "../browser/policy-table.ts";
import { type LaunchedShell, launchShell, until } from "./host-launcher.ts";
import { type HostPeer, startHostPeer } from "./host-peer.ts";

const asRoot = spawnSync("unshare", ["-m", "true"]).status === 0;
const asUser = !asRoot && spawnSync("unshare", ["-Urm", "true"]).status === 0;
/** Some containers allow no mount namespace: then nothing of this file can be shown there. */
const canMount = asRoot || asUser;

const folder = mkdtempSync(join(tmpdir(), "kiosk-policy-"));
const policies = join(folder, "chromium", "policies", "managed");
const wrapper = join(folder, "browser");
const stranger = createServer((request, response) => {
  strangers.push(`${request.method} ${request.url}`);
  response.end("stranger");
});
const strangers: string[] = [];
let strangerOrigin: string;
let peer: HostPeer;
let shell: LaunchedShell;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return bound.port;
}

beforeAll(async () => {
  if (!canMount) return;
  mkdirSync(policies, { recursive: true });
  writeFileSync(
    wrapper,
    `#!/bin/sh\nexec unshare ${asRoot ? "-m" : "-Urm"} sh -c 'mount --bind "$0" /etc/chromium && exec ${chromiumPath} "$@"' ${join(folder, "chromium")} "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  await new Promise<void>((resolve) => {
    stranger.listen(0, "127.0.0.1", resolve);
  });
  const bound = stranger.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  strangerOrigin = `http://127.0.0.1:${bound.port}`;
  peer = await startHostPeer(() => ({
    page: "<h1>pages</h1>",
    apps: { "/app.html": { type: "text/html", body: "app" } },
    more: {
      "/away": { status: 302, headers: { location: `${strangerOrigin}/redirected` }, body: "" },
      "/canary": { headers: { "content-disposition": "attachment; filename=canary.bin" }, body: "canary" },
    },
  }));
  const port = String(await freePort());
  const options = ["--url", peer.origin, "--apps", peer.appOrigin, "--policy-dir", policies, "--browser", wrapper];
  const written = launchShell([...options, "--recovering-port", port, "--write-policy"]);
  await until("the policy was written", () => (written.process.exitCode === null ? undefined : true), 20_000);
  rmSync(written.base, { recursive: true, force: true });
  const places = { pages: peer.origin, apps: peer.appOrigin, recovering: `http://127.0.0.1:${port}`, shelf: [] };
  expect(readFileSync(join(policies, "kiosk-shell.json"), "utf8")).toBe(policyText(places));
  shell = launchShell([...options, "--recovering-port", port, "--browser-flag=--remote-debugging-port=0"]);
});

afterAll(async () => {
  if (!canMount) return;
  await shell.stop();
  await peer.close();
  await new Promise((resolve) => stranger.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  if (!canMount) return;
  const since = Date.now();
  await until(`the pages are shown ${shell.errors()}`, () => peer.beats.find((at) => at > since), 40_000);
});

/** Runs `script` in the page; resolves to what it tells by that name. */
async function ask(name: string, script: string): Promise<string> {
  peer.commands.push(script);
  const found = await until(name, () => peer.findings.find((one) => one.name === name), 15_000);
  return found.value;
}

test.skipIf(!canMount)("no scheme but http leads away from the pages", async () => {
  const addresses = [
    "file:///etc/hostname",
    "javascript:tell('ran', 1)",
    "data:text/html,<h1>data",
    "blob:null/4f",
    "view-source:about:blank",
    "chrome://version",
    "devtools://devtools/bundled/inspector.html",
  ];
  for (const [at, address] of addresses.entries()) {
    const go = `try { location.href = ${JSON.stringify(address)} } catch {}`;
    const where = await ask(`after ${at}`, `${go}; setTimeout(() => tell("after ${at}", location.href), 400)`);
    expect(where, address).toBe(`${peer.origin}/`);
  }
  expect(peer.findings.map(({ name }) => name)).not.toContain("ran");
});

test.skipIf(!canMount)("a frame elsewhere is not asked for, the service apps' are", async () => {
  const addresses = [`${strangerOrigin}/frame`, `${peer.appOrigin}/app.html`];
  peer.commands.push(
    `for (const src of ${JSON.stringify(addresses)}) document.body.append(Object.assign(document.createElement("iframe"), { src }))`,
  );
  await until("the app's frame", () => peer.requests.find((one) => one === "GET apps/app.html"), 15_000);
  await ask("frames", `setTimeout(() => tell("frames", 1), 500)`);
  expect(strangers).toEqual([]);
});

test.skipIf(!canMount)("permissions are refused and nobody is asked", async () => {
  const said = await ask(
    "permissions",
    `(async () => {
      const bounded = (work) => Promise.race([
        (async () => work())().then(String, ({ name, message }) => name + " " + message),
        new Promise((done) => setTimeout(() => done("a question, or nothing"), 3000)),
      ]);
      const place = () => new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("given"), ({ code }) => done(code)));
      const camera = () => navigator.mediaDevices.getUserMedia({ video: true });
      const sound = () => navigator.mediaDevices.getUserMedia({ audio: true });
      const names = ["geolocation", "notifications", "camera", "microphone", "local-fonts"];
      const states = names.map((name) => async () => (await navigator.permissions.query({ name })).state);
      const all = [() => Notification.requestPermission(), place, camera, sound, ...states].map(bounded);
      tell("permissions", JSON.stringify(await Promise.all(all)));
    })().catch((error) => tell("permissions", JSON.stringify([String(error)])))`,
  );
  const [notice, place, camera, sound, ...states] = z.array(z.string()).parse(JSON.parse(said));
  // --disable-notifications leaves not even the name
  expect(notice).toBe("ReferenceError Notification is not defined");
  expect(place).toBe("1");
  for (const name of [camera, sound]) expect(name).toMatch(/^(NotAllowedError|NotFoundError)/);
  expect(states).toEqual(["denied", "denied", "denied", "denied", "denied"]);
});

test.skipIf(!canMount)("a download leaves no file", async () => {
  await ask(
    "download",
    `document.body.append(Object.assign(document.createElement("a"), { href: "/canary", download: "canary.bin", id: "canary" }));
     document.getElementById("canary").click(); setTimeout(() => tell("download", 1), 1500)`,
  );
  const files = readdirSync(shell.base, { recursive: true }).map(String);
  expect(files.filter((file) => /canary|crdownload/.test(file))).toEqual([]);
});

test.skipIf(!canMount)("a port for developer tools is not opened", () => {
  const files = readdirSync(shell.base, { recursive: true }).map(String);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith("DevToolsActivePort"))).toEqual([]);
});

test.skipIf(!canMount)("a page elsewhere is not asked for, nor by way of a redirect", async () => {
  const left = Date.now();
  peer.commands.push(`location.href = "/away"`);
  await until("the way there", () => peer.requests.find((one) => one === "GET /away"), 10_000);
  // what stands now is the browser's own refusal: the launcher brings the pages back
  await until("the pages are back", () => peer.beats.find((at) => at > left + 3_000), 30_000);
  expect(strangers).toEqual([]);
});

test("every line of the policy says what for, and only the places of this terminal are allowed", () => {
  const places = {
    pages: "http://127.0.0.1:8090",
    apps: "http://127.0.0.1:8091",
    recovering: "http://127.0.0.1:8092",
    shelf: ["https://zwdt.example.gov.cn"],
  };
  const lines = policyLines(places);
  expect(lines.filter(({ why }) => why === "")).toEqual([]);
  expect(lines.find(({ name }) => name === "URLBlocklist")?.value).toEqual(["*"]);
  expect(lines.find(({ name }) => name === "URLAllowlist")?.value).toEqual([
    "http://127.0.0.1:8092",
    "http://127.0.0.1:8090",
    "http://127.0.0.1:8091",
    "https://.zwdt.example.gov.cn",
  ]);
});
