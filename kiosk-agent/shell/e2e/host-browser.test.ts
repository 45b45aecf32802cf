import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { chromiumPath } from "../../../fixtures/chromium.ts";
import { renderersBelow } from "../browser/processes.ts";
import { type LaunchedShell, launchShell, newBase, until } from "./host-launcher.ts";
import { type HostPeer, startHostPeer } from "./host-peer.ts";

const peers: HostPeer[] = [];
const shells: LaunchedShell[] = [];

afterEach(async () => {
  await Promise.all(shells.splice(0).map((shell) => shell.stop()));
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

async function show(base?: string): Promise<{ peer: HostPeer; shell: LaunchedShell }> {
  const peer = await startHostPeer(() => ({ page: "<h1>pages</h1>" }));
  peers.push(peer);
  const shell = launchShell(["--url", peer.origin, "--browser", chromiumPath, "--without-policy"], base);
  shells.push(shell);
  await until(`the pages beat twice ${shell.errors()}`, () => (peer.beats.length >= 2 ? true : undefined), 30_000);
  return { peer, shell };
}

/** Milliseconds from `since` to the first beat after it. */
async function backAfter(peer: HostPeer, since: number): Promise<number> {
  const beat = await until("the pages beat again", () => peer.beats.find((at) => at > since), 30_000);
  return beat - since;
}

test("a renderer that is killed is back on the screen within five seconds, and told", async () => {
  const { peer, shell } = await show();
  const renderers = renderersBelow(await shell.browserPid());
  expect(renderers.length).toBeGreaterThan(0);
  const killed = Date.now();
  for (const pid of renderers) process.kill(pid, "SIGKILL");
  const tookMs = await backAfter(peer, killed + 50);
  expect(tookMs).toBeLessThanOrEqual(5_000);
  await until("it was told", () => peer.incidents.find(({ incident }) => incident === "renderer-gone"), 5_000);
  await until("so was its end", () => peer.incidents.find(({ incident }) => incident === "recovered"), 5_000);
});

test("a browser that is killed is started anew on an empty folder", async () => {
  const { peer, shell } = await show();
  const pid = await shell.browserPid();
  const before = readdirSync(shell.base);
  expect(before).toHaveLength(1);
  const killed = Date.now();
  process.kill(pid, "SIGKILL");
  const tookMs = await backAfter(peer, killed + 50);
  expect(tookMs).toBeLessThanOrEqual(5_000);
  const after = readdirSync(shell.base);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  const events = shell.lines().map((line) => /"event":"([^"]+)"/.exec(line)?.[1]);
  const restarted = events.lastIndexOf("shell.browser");
  expect(events[restarted - 1]).toBe("shell.wiped");
  expect(shell.lines()[restarted - 1]).toContain('"left":0');
});

test("what a launcher left that was killed is gone before the next first paint", async () => {
  const base = newBase();
  mkdirSync(join(base, "run-old", "profile"), { recursive: true });
  writeFileSync(join(base, "run-old", "profile", "Cookies"), "somebody");
  const { shell } = await show(base);
  expect(readdirSync(base, { recursive: true }).filter((entry) => String(entry).includes("run-old"))).toEqual([]);
  expect(shell.lines()[0]).toContain('"shell.wiped","left":0');
});

test("a launcher that is stopped leaves no process and no file", async () => {
  const { shell } = await show();
  const pid = await shell.browserPid();
  shell.process.kill("SIGTERM");
  await until("it ended", () => (shell.process.exitCode === null ? undefined : true), 10_000);
  expect(shell.process.exitCode).toBe(0);
  expect(readdirSync(shell.base)).toEqual([]);
  expect(() => process.kill(pid, 0)).toThrow();
});

test("three deaths in ten minutes are a crash loop, and the agent is told of safe mode", async () => {
  const { peer, shell } = await show();
  for (let death = 1; death <= 3; death += 1) {
    const killed = Date.now();
    process.kill(await shell.browserPid(), "SIGKILL");
    if (death < 3) await backAfter(peer, killed + 50);
    await until("told", () => (goneCount(peer) >= death ? true : undefined), 20_000);
  }
  await until("safe mode", () => peer.incidents.find(({ incident }) => incident === "safe-mode"), 5_000);
});

function goneCount(peer: HostPeer): number {
  return peer.incidents.filter(({ incident }) => incident === "renderer-gone").length;
}

test("without the policy in its place it does not start", async () => {
  const base = newBase();
  const policies = newBase();
  const shell = launchShell(["--url", "http://127.0.0.1:9", "--browser", chromiumPath, "--policy-dir", policies], base);
  await until("it ended", () => (shell.process.exitCode === null ? undefined : true), 10_000);
  expect(shell.process.exitCode).toBe(1);
  expect(shell.errors()).toContain("--write-policy");
  for (const folder of [base, policies]) rmSync(folder, { recursive: true, force: true });
});
