// A whole agent with a citizen's screen, against a real broker and a real server of packages.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, KioskId, OpenedSession, ShellState } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, onTestFinished, test } from "vitest";
import { SimBroker } from "../../fixtures/sim/sim-broker.ts";
import { type Agent, createAgent } from "../src/agent.ts";
import { plainTheme } from "../src/citizen/scripted/scripted-room.ts";
import type { AgentConfig } from "../src/config.ts";
import { ScriptedDevice } from "./agent-peers.ts";
import { call, post } from "./loopback-call.ts";
import { Publisher, ShelfPeer } from "./shelf-peer.ts";

const kioskId = KioskId.parse("cn-001");
const profiles = loadProfiles();
const publisher = new Publisher();

async function site() {
  const folder = mkdtempSync(join(tmpdir(), "screen-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const broker = new SimBroker(join(folder, "server"));
  await broker.start();
  onTestFinished(() => broker.stop());
  const peer = new ShelfPeer(kioskId);
  await peer.start();
  onTestFinished(() => peer.stop());
  const [pages, dataDir] = [join(folder, "pages"), join(folder, "data")];
  for (const place of [pages, dataDir]) mkdirSync(place);
  writeFileSync(join(pages, "index.html"), "<!doctype html><title>pages</title>");
  writeFileSync(join(pages, "theme.json"), JSON.stringify(plainTheme));
  writeFileSync(join(dataDir, "identity.json"), JSON.stringify({ kioskId, secret: peer.secret }));
  broker.secrets.set(kioskId, peer.secret);
  const device = new ScriptedDevice();
  const newAgent = (changes: Partial<AgentConfig["shell"]> = {}): Agent => {
    const id = DeviceId.parse("id-reader");
    const config: AgentConfig = {
      kioskId,
      server: { url: broker.url, caFile: broker.caFile },
      dataDir,
      macs: [],
      devices: [{ id, profile: "id-card-reader/sdt-serial-generic", transport: "tcp://127.0.0.1:9", poll: {} }],
      poll: { intervalMs: 200 },
      services: [],
      outbox: { maxBytes: 200_000_000, maxAgeMs: 86_400_000 },
      shell: {
        port: 0,
        appPort: 0,
        pages,
        screen: { widthMm: 476, heightMm: 268 },
        api: peer.url,
        publishers: [publisher.publicPem],
        phoneCodes: { kind: "simulator" },
        sessionMs: 60_000,
        ...changes,
      },
    };
    const log = { info: () => {}, warn: () => {} };
    const agent = createAgent({ config, profiles, log, openSession: () => device.open(), random: () => 0 });
    onTestFinished(() => agent.kill());
    return agent;
  };
  return { folder, dataDir, pages, broker, peer, newAgent };
}

const stateOf = async (url: string) => ShellState.parse((await call(`${url}/shell/v1/state`)).json);

function event(type: string, more: (event: Record<string, unknown>) => boolean = () => true) {
  return ({ leaf, body }: { leaf: string; body: Readonly<Record<string, unknown>> }) =>
    leaf === "event" && isRecord(body.event) && body.event.type === type && more(body.event);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

test("what is placed at the server can be opened on the screen, and the server is told; the command brings the next version", async () => {
  const { broker, peer, newAgent } = await site();
  peer.place(await publisher.app("guide", "1.0.0", { "index.html": "<p>one</p>" }));
  const agent = newAgent();
  expect(agent.shell).toBeUndefined();
  await agent.start();
  const { pagesUrl = "", appsUrl = "" } = agent.shell ?? {};
  expect((await call(`${pagesUrl}/`)).text).toContain("<title>pages</title>");
  await broker.waitFor(event("shelf-applied", ({ complete }) => complete === true));
  const { tiles } = await stateOf(pagesUrl);
  const frame = tiles[0]?.frame ?? "";
  expect(frame.startsWith(`${appsUrl}/a/`)).toBe(true);
  expect((await call(frame)).text).toBe("<p>one</p>");
  peer.place(await publisher.app("guide", "1.1.0", { "index.html": "<p>two</p>" }));
  const commandId = randomUUID();
  broker.command(kioskId, { v: 1, commandId, issuedAt: 1, command: { type: "shelf", revision: 2 } });
  await broker.waitFor(event("shelf-applied", ({ revision }) => revision === 2));
  await broker.waitFor(event("command-result", (said) => said.commandId === commandId && said.ok === true));
  expect((await stateOf(pagesUrl)).tiles[0]?.manifest.version).toBe("1.1.0");
  await agent.stop({ graceful: true });
  expect(agent.shell).toBeUndefined();
  await expect(call(`${pagesUrl}/`)).rejects.toThrow();
});

test("a use that a power cut ended is wiped before there is a page to paint, and told", async () => {
  const { broker, dataDir, newAgent } = await site();
  const first = newAgent();
  await first.start();
  const url = first.shell?.pagesUrl ?? "";
  const wanted = { appId: null, host: "browser", elder: false, language: "zh" };
  const { sessionId } = OpenedSession.parse((await post(url, "/shell/v1/sessions", wanted)).json);
  const spooled = join(dataDir, "spool", "1");
  mkdirSync(join(dataDir, "spool"), { recursive: true });
  writeFileSync(spooled, "%PDF-");
  await first.kill();
  // the cut wiped nothing
  expect(existsSync(spooled)).toBe(true);
  expect(readFileSync(join(dataDir, "session.json"), "utf8")).toContain(sessionId);
  const second = newAgent();
  await second.start();
  expect(existsSync(spooled)).toBe(false);
  const pages = second.shell?.pagesUrl ?? "";
  expect((await stateOf(pages)).unproven).toBe(sessionId);
  await post(pages, `/shell/v1/sessions/${sessionId}/wiped`, { parts: [], durationMs: 1 });
  expect((await stateOf(pages)).recovered).toMatchObject({ end: "power", clean: false });
  await broker.waitFor(event("session", (said) => said.sessionId === sessionId && said.end === "power"));
});

test("a screen that cannot be served is named, and leaves the data folder free for the next start", async () => {
  const { folder, newAgent } = await site();
  await expect(newAgent({ pages: join(folder, "nothing") }).start()).rejects.toThrow(/npm run build/);
  await expect(
    newAgent({ publishers: ["-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"] }).start(),
  ).rejects.toThrow(/shell\.publishers\[0\]: 不是 ECDSA P-256 公钥/);
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(newAgent({ port }).start()).rejects.toThrow(`端口 ${port} 无法使用`);
  const agent = newAgent();
  await agent.start();
  expect((await stateOf(agent.shell?.pagesUrl ?? "")).kioskId).toBe(kioskId);
});

test("the shelf is looked at when the agent starts and at every connection to the server", async () => {
  const { broker, peer, newAgent } = await site();
  const looks = () => peer.asked.filter((path) => path === "/terminal/v1/shelf").length;
  await broker.stop();
  const agent = newAgent();
  await agent.start();
  while (looks() < 1) await new Promise(setImmediate);
  await agent.shell?.shelf.refresh();
  expect([looks(), agent.isConnected()]).toEqual([2, false]);
  await broker.start();
  while (looks() < 3) await new Promise(setImmediate);
  expect(agent.isConnected()).toBe(true);
});
