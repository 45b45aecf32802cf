// What whoever serves citizens gets from an agent: real files and drivers, a scripted line, no server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, KioskId } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Agent, createAgent } from "./agent.ts";
import { ScriptedStream } from "./drivers/scripted/scripted-stream.ts";

/** Is it well, and who is it? The two questions of a poll. */
const answers = new Map([
  ["aaaaaa9669000311ffed", "aaaaaa9669000400009094"],
  ["aaaaaa9669000312ffee", "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e"],
]);

let folder: string;
let agent: Agent;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "agent-"));
  const profile = "id-card-reader/sdt-serial-generic";
  agent = createAgent({
    config: {
      kioskId: KioskId.parse("cn-001"),
      server: { url: "mqtt://127.0.0.1:9" },
      dataDir: folder,
      macs: [],
      devices: [{ id: DeviceId.parse("id-reader"), profile, transport: "serial:///dev/scripted", poll: {} }],
      poll: {},
      services: [],
      outbox: { maxBytes: 1_000_000, maxAgeMs: 86_400_000 },
    },
    profiles: loadProfiles(),
    log: { info: () => {}, warn: () => {} },
    createTransport: () => new ScriptedStream({ later: () => {} }, (asked) => [{ hex: answers.get(asked) ?? "" }]),
  });
  await agent.start();
});
afterEach(async () => {
  await agent.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("lends a device by its id, once at a time, and takes it back when it stops", async () => {
  const lease = await agent.lease("id-reader", 60_000);
  expect(lease?.transport.url).toBe("serial:///dev/scripted");
  await expect(agent.lease("id-reader", 60_000)).rejects.toMatchObject({ code: "busy" });
  await agent.kill();
  expect(lease?.ended.aborted).toBe(true);
});

test("lends no device that it does not have", async () => {
  expect(await agent.lease("camera", 60_000)).toBeUndefined();
});
