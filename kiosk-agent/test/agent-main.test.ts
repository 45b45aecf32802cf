// The program as it runs on a kiosk: a process of its own, with a configuration file, ended by a signal.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TestContext, test } from "vitest";
import { SdtReader } from "../../fixtures/sim/devices/sdt-reader.ts";
import { SimBroker } from "../../fixtures/sim/sim-broker.ts";
import { compileCache } from "./compile-cache.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const environment = { ...process.env, ...compileCache() };
const code = "ABCD-EFGH-JKLM-NPQR";

/** A broker, a card reader, and a folder in which the agent is started. */
async function site({ onTestFinished }: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "main-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const broker = new SimBroker(join(folder, "server"));
  await broker.start();
  onTestFinished(() => broker.stop());
  broker.codes.set("cn-001", code);
  const reader = new SdtReader();
  await reader.start();
  onTestFinished(() => reader.stop());
  const start = (changes: object = {}) => {
    const file = join(folder, "agent.json");
    const config = {
      kioskId: "cn-001",
      server: { url: broker.url, caFile: broker.caFile },
      dataDir: "data",
      enrolmentCode: code,
      devices: [{ id: "id-reader", profile: "id-card-reader/sdt-serial-generic", transport: reader.url }],
    };
    writeFileSync(file, JSON.stringify({ ...config, ...changes }));
    const child = spawn(process.execPath, [main, "--config", file], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      said.out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      said.err += String(chunk);
    });
    return { child, said, ended: once(child, "close"), file };
  };
  return { folder, broker, reader, start };
}

test.concurrent("it reads its file, asks the device, tells the server, and on SIGTERM says goodbye within 5 s", async (context) => {
  const { expect } = context;
  const { broker, reader, start } = await site(context);
  const { child, ended, said } = start();
  const snapshot = await broker.waitFor((m) => m.body.type === "snapshot");
  expect(snapshot.body.devices).toMatchObject([{ deviceId: "id-reader", state: "online" }]);
  const asked = performance.now();
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(5_000);
  expect(broker.said.at(-1)).toMatchObject({ leaf: "death", body: { reason: "shutdown" } });
  expect(reader.identityRequests).toEqual([]);
  // What it logs may be read by many.
  expect(said.out + said.err).not.toContain(broker.secrets.get("cn-001") ?? "no secret");
  expect(said.out + said.err).not.toContain(code);
});

test.concurrent("a wrong configuration is said in both languages, by file and path, and the exit code is not 0", async (context) => {
  const { expect } = context;
  const { start } = await site(context);
  const { ended, said, file } = start({ kioskId: "CN 1", devices: [{ id: "x" }] });
  expect(await ended).toEqual([1, null]);
  expect(said.err).toContain(`${file}: kioskId: `);
  expect(said.err).toContain(`${file}: devices[0].profile: `);
  expect(said.err).toMatch(/[\u4e00-\u9fff].* \/ /);
  expect(said.err).not.toContain("    at ");
});

test.concurrent("a damaged outbox ends the start with one clear sentence, and the file stays", async (context) => {
  const { expect } = context;
  const { folder, broker, start } = await site(context);
  const first = start();
  await broker.waitFor((m) => m.leaf === "birth");
  first.child.kill("SIGTERM");
  await first.ended;
  writeFileSync(join(folder, "data", "outbox.sqlite"), "no database".repeat(400));
  const { ended, said } = start();
  expect(await ended).toEqual([1, null]);
  expect(said.err).toMatch(/outbox\.sqlite：文件已损坏.*damaged/);
});
