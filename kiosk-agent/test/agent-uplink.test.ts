// A whole agent with scripted devices against a real broker over TLS: who it is, when it is born and dies, and that an
// outage loses nothing.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, KioskId, upSchemas } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import { SimBroker } from "../../fixtures/sim/sim-broker.ts";
import { type Agent, createAgent } from "../src/agent.ts";
import type { AgentConfig } from "../src/config.ts";
import { condition, ScriptedDevice } from "./agent-peers.ts";

const kioskId = KioskId.parse("cn-001");
const code = "ABCD-EFGH-JKLM-NPQR";
const profiles = loadProfiles();

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 12 });

/** A broker and a device, for as many runs of the agent as a test needs. */
async function office({ onTestFinished }: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "uplink-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const broker = new SimBroker(join(folder, "server"));
  await broker.start();
  onTestFinished(() => broker.stop());
  const device = new ScriptedDevice();
  const newAgent = (changes: Partial<AgentConfig> = {}): Agent => {
    const config: AgentConfig = {
      kioskId,
      server: { url: broker.url, caFile: broker.caFile },
      dataDir: join(folder, changes.kioskId ?? kioskId),
      enrolmentCode: code,
      macs: [],
      devices: [
        {
          id: DeviceId.parse("id-reader"),
          profile: "id-card-reader/sdt-serial-generic",
          transport: "tcp://127.0.0.1:9",
          poll: {},
        },
      ],
      poll: { intervalMs: 200 },
      services: [],
      outbox: { maxBytes: 200_000_000, maxAgeMs: 86_400_000 },
      ...changes,
    };
    const log = { info: () => {}, warn: () => {} };
    // The shortest pause between attempts, 1 s: only real time passes here.
    const agent = createAgent({ config, profiles, log, openSession: () => device.open(), random: () => 0 });
    onTestFinished(() => agent.kill());
    return agent;
  };
  const births = () => broker.said.filter((m) => m.leaf === "birth");
  return { folder, broker, device, newAgent, births };
}

describe.concurrent("who it is", () => {
  test("an unknown terminal enrols once; its secret was on disk before the first CONNECT and serves ever after", async (context) => {
    const { expect } = context;
    const { folder, broker, newAgent } = await office(context);
    broker.codes.set(kioskId, code);
    const onDisk: unknown[] = [];
    broker.onConnect = () => onDisk.push(JSON.parse(readFileSync(join(folder, kioskId, "identity.json"), "utf8")));
    const first = newAgent();
    await first.start();
    await broker.waitFor((m) => m.leaf === "birth");
    expect(broker.connects).toEqual(["cn-001 secret refused", "cn-001 enrolment ok"]);
    expect(onDisk[0]).toEqual({ kioskId, secret: broker.secrets.get(kioskId) });
    expect(statSync(join(folder, kioskId, "identity.json")).mode & 0o777).toBe(0o600);
    await first.stop({ graceful: true });
    const second = newAgent();
    await second.start();
    await broker.waitFor((m) => m.leaf === "birth" && m.body.bootId === second.bootId);
    expect(broker.connects.slice(2)).toEqual(["cn-001 secret ok"]);
  });

  test("with a wrong secret and a used-up code it goes on watching and storing, and does not hammer the server", async (context) => {
    const { expect } = context;
    const { broker, device, newAgent } = await office(context);
    broker.secrets.set(kioskId, "another".padEnd(43, "x"));
    const agent = newAgent();
    await agent.start();
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect(agent.isConnected()).toBe(false);
    expect(device.polls).toBeGreaterThan(3);
    expect((await agent.outboxState()).rows).toBeGreaterThan(0);
    expect(new Set(broker.connects)).toEqual(new Set(["cn-001 secret refused", "cn-001 enrolment refused"]));
    expect(broker.connects.length).toBeLessThanOrEqual(4);
    expect(broker.said).toEqual([]);
  });

  test("a server whose certificate another CA signed is told nothing, not even who is there", async (context) => {
    const { expect } = context;
    const { folder, broker, newAgent } = await office(context);
    const stranger = new SimBroker(join(folder, "stranger"));
    await stranger.start();
    const agent = newAgent({ server: { url: stranger.url, caFile: broker.caFile } });
    await agent.start();
    while (stranger.connects.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(new Set(stranger.connects)).toEqual(new Set(["no TLS"]));
    await stranger.stop();
  });

  test("a damaged identity is refused by name and not replaced", async (context) => {
    const { expect } = context;
    const { folder, broker, newAgent } = await office(context);
    broker.codes.set(kioskId, code);
    const first = newAgent();
    await first.start();
    await broker.waitFor((m) => m.leaf === "birth");
    await first.kill();
    const file = join(folder, kioskId, "identity.json");
    writeFileSync(file, '{"kioskId":"cn-0');
    await expect(newAgent().start()).rejects.toThrow(file);
    expect(readFileSync(file, "utf8")).toBe('{"kioskId":"cn-0');
  });

  test("a data folder of another terminal is refused", async (context) => {
    const { expect } = context;
    const { folder, newAgent } = await office(context);
    const first = newAgent();
    await first.start();
    await first.kill();
    const other = newAgent({ kioskId: KioskId.parse("cn-002"), dataDir: join(folder, kioskId) });
    await expect(other.start()).rejects.toThrow(/cn-001.*cn-002/);
  });
});

describe.concurrent("birth and death", () => {
  test("a cut connection is mourned by the will of that very boot", async (context) => {
    const { expect } = context;
    const { broker, newAgent } = await office(context);
    broker.codes.set(kioskId, code);
    const agent = newAgent();
    await agent.start();
    const birth = await broker.waitFor((m) => m.leaf === "birth");
    await agent.kill();
    const death = await broker.waitFor((m) => m.leaf === "death");
    expect(upSchemas.death.parse(death.body)).toMatchObject({ reason: "lost", bootId: birth.body.bootId });
    expect(birth.body.bootId).toBe(agent.bootId);
  });

  test("an orderly end says shutdown, and no will follows", async (context) => {
    const { expect } = context;
    const { broker, newAgent } = await office(context);
    broker.codes.set(kioskId, code);
    const agent = newAgent();
    await agent.start();
    await broker.waitFor((m) => m.body.type === "snapshot");
    await agent.stop({ graceful: true });
    const next = newAgent();
    await next.start();
    await broker.waitFor((m) => m.leaf === "birth" && m.body.bootId === next.bootId);
    expect(broker.said.filter((m) => m.leaf === "death").map((m) => m.body.reason)).toEqual(["shutdown"]);
  });

  test("every run is a boot of its own", async (context) => {
    const { expect } = context;
    const { broker, newAgent, births } = await office(context);
    broker.codes.set(kioskId, code);
    for (let run = 0; run < 2; run++) {
      const agent = newAgent();
      await agent.start();
      await broker.waitFor((m) => m.leaf === "birth" && m.body.bootId === agent.bootId);
      await agent.kill();
    }
    expect(new Set(births().map((b) => b.body.bootId)).size).toBe(2);
  });
});

describe.concurrent("an outage of the server", () => {
  test("what happened meanwhile arrives, the present first and nothing twice or lost", async (context) => {
    const { expect } = context;
    const { broker, device, newAgent, births } = await office(context);
    broker.codes.set(kioskId, code);
    const agent = newAgent();
    await agent.start();
    await broker.waitFor((m) => m.body.type === "snapshot");
    await broker.stop();
    for (const state of ["hardwareError", "online", "userError"] as const) {
      device.becomes(state, ...(state === "online" ? [] : [condition("device.hardware")]));
      while (agent.devices()[0]?.state !== state) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await broker.start();
    await broker.waitFor((m) => m.body.type === "diff" && m.body.seq === 4);
    // 1 the first snapshot, 2 3 4 the three changes, 5 the snapshot of the new connection
    expect(broker.said.filter((m) => m.leaf === "report").map((m) => Number(m.body.seq))).toEqual([1, 5, 2, 3, 4]);
    expect(births()).toHaveLength(2);
    while ((await agent.outboxState()).rows > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test("what was stored before a power cut arrives after it, under its own boot", async (context) => {
    const { expect } = context;
    const { broker, newAgent } = await office(context);
    broker.codes.set(kioskId, code);
    const first = newAgent();
    await broker.stop();
    await first.start();
    while ((await first.outboxState()).rows === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await first.kill();
    await broker.start();
    const second = newAgent();
    await second.start();
    await broker.waitFor((m) => m.leaf === "report" && m.body.bootId === first.bootId);
    const reports = broker.said
      .filter((m) => m.leaf === "report")
      .map((m) => `${String(m.body.type)} ${m.body.bootId === second.bootId ? "now" : "then"}`);
    expect(reports).toEqual(["snapshot now", "diff then"]);
  });
});

test.concurrent("commands come over the wire, and one answered before a power cut is not carried out again after it", async (context) => {
  const { expect } = context;
  const { broker, device, newAgent } = await office(context);
  broker.codes.set(kioskId, code);
  const deviceId = DeviceId.parse("id-reader");
  const command = {
    v: 1,
    commandId: "7c0a9e58-5d5c-4c0e-9f2b-6a5b6a9f0c01",
    issuedAt: 1,
    command: { type: "consumable-replaced", deviceId, consumable: "ribbon", part: "", by: "李" },
  } as const;
  for (let run = 0; run < 2; run++) {
    const agent = newAgent();
    await agent.start();
    await broker.waitFor((m) => m.leaf === "birth" && m.body.bootId === agent.bootId);
    broker.command(kioskId, command);
    const answer = await broker.waitFor((m) => m.leaf === "event" && m.body.bootId === agent.bootId);
    expect(answer.body.event).toMatchObject({ type: "command-result", commandId: command.commandId, ok: true });
    await agent.kill();
  }
  expect(device.replaced).toEqual(["ribbon/"]);
});

test.concurrent("two agents in one process are two terminals", async (context) => {
  const { expect } = context;
  const { broker, newAgent, births } = await office(context);
  const ids = [kioskId, KioskId.parse("cn-002")];
  for (const id of ids) broker.codes.set(id, code);
  for (const id of ids) await newAgent({ kioskId: id }).start();
  for (const id of ids) await broker.waitFor((m) => m.kioskId === id && m.body.type === "snapshot");
  expect(new Set(births().map((b) => b.body.bootId)).size).toBe(2);
  expect(broker.secrets.get("cn-001")).not.toBe(broker.secrets.get("cn-002"));
});
