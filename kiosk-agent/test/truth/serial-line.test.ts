// What a serial port itself does to a device, for every protocol that is spoken over one: unplugged and plugged in
// elsewhere, not ours to open, held by another program. The devices are emulated; the ports are real terminals.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { chmod, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { FaultCode, Protocol } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from "vitest";
import { z } from "zod";
import { CrpRewriter } from "../../../fixtures/sim/devices/crp-rewriter.ts";
import { EscposPrinter } from "../../../fixtures/sim/devices/escpos-printer.ts";
import { MtplBooklet } from "../../../fixtures/sim/devices/mtpl-booklet.ts";
import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { PtyLine } from "../../../fixtures/sim/devices/pty-line.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { SerialScanner } from "../../../fixtures/sim/devices/serial-scanner.ts";
import { ZebraPrinter } from "../../../fixtures/sim/devices/zebra-printer.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import type { DeviceObservation } from "../../src/ports.ts";
import { carries } from "../../src/probe/candidates.ts";
import { polling, quickProfile, recovered, told } from "./quick-session.ts";

interface SerialDevice {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Spoken {
  readonly profileId: string;
  readonly device: () => SerialDevice;
}

const scanner = (tongue: SerialScanner["tongue"]) => () => new SerialScanner({ tongue, idleMs: 200 });
const serial: Partial<Readonly<Record<Protocol, Spoken>>> = {
  sdt: { profileId: "id-card-reader/sdt-serial-9600", device: () => new SdtReader() },
  pr2: { profileId: "booklet-printer/olivetti-pr2plus", device: () => new Pr2Booklet() },
  mtpl: { profileId: "booklet-printer/tally-t5040", device: () => new MtplBooklet() },
  escpos: { profileId: "receipt-printer/escpos-generic", device: () => new EscposPrinter() },
  "custom-kiosk": { profileId: "receipt-printer/custom-kpm150", device: () => new EscposPrinter({ model: "custom" }) },
  "sanwa-crp": { profileId: "endorsement-machine/sanwa-crp-1231lr", device: () => new CrpRewriter() },
  "zebra-p3xx": { profileId: "endorsement-machine/zebra-p310", device: () => new ZebraPrinter() },
  newland: { profileId: "code-scanner/newland-serial-generic", device: scanner("newland") },
  ssi: { profileId: "code-scanner/zebra-ssi-generic", device: scanner("ssi") },
  gm65: { profileId: "code-scanner/grow-gm65", device: scanner("gm65") },
};
const profiles = loadProfiles();
/** Beside the line there are the processes that make it, which a busy machine holds up. */
const timeoutMs = 250;
const never = new AbortController().signal;
const noTerminals = "this machine makes no PTY: util-linux `script` is missing";

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 10 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "serial-line-"));
  await import("serialport"); // SerialTransport loads it late: not within the first poll
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every protocol that is spoken over a serial port is here", () => {
  const spoken = [...profiles.values()].filter((profile) => carries(profile, "stream", "serial:///dev/ttyS0"));
  expect(new Set(spoken.map(({ protocol }) => protocol))).toEqual(new Set(Object.keys(serial)));
});

for (const [protocol, { profileId, device }] of Object.entries(serial)) {
  // They wait more than they work, so they wait together.
  describe.concurrent(`${protocol} on a serial port tells the truth`, () => {
    test("replugged on another port", async (context) => {
      const { line, plugged, poll } = await attached(context, profileId, device);
      context.expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
      await line.hangUp();
      const seen = await poll();
      context.expect(["offline", "noDevice"]).toContain(seen.state);
      context.expect(["comm.no-answer", "device.not-present"]).toContain(codesOf(seen)[0]);
      await plugged();
      context.expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
    });

    test("busy", async (context) => {
      const { line, poll } = await attached(context, profileId, device);
      const other = createTransport(line.url);
      if (other.kind !== "stream") throw new Error("not a serial port");
      await other.open(never);
      context.onTestFinished(() => other.close());
      const seen = await told(poll, ({ state }) => state === "unknown");
      context.expect(seen).toMatchObject({ state: "unknown", answered: false });
      context.expect(codesOf(seen)).toEqual(["comm.refused"]);
      await other.close();
      context.expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
    });
  });
}

test("permission denied, for each of them", async (context) => {
  const lines: { protocol: string; profileId: string; url: string; path: string }[] = [];
  for (const [protocol, { profileId, device }] of Object.entries(serial)) {
    const { line } = await devicedLine(context, device);
    lines.push({ protocol, profileId, url: line.url, path: line.path });
  }
  const stranger = new Stranger(lines.map(({ url, profileId }) => ({ url, profileId, timeoutMs })));
  context.onTestFinished(() => stranger.stop());
  for (const { path } of lines) await chmod(path, 0);
  const refused = { state: "unknown", codes: ["comm.refused"] };
  context.expect(await stranger.poll()).toEqual(lines.map(() => refused));
  for (const { path } of lines) await chmod(path, 0o666);
  const allOnline = (all: z.infer<typeof Told>) => all.every(({ state }) => state === "online");
  const seen = await told(() => stranger.poll(), allOnline);
  context
    .expect(seen.map(({ state }, i) => `${lines[i]?.protocol} ${state}`))
    .toEqual(lines.map(({ protocol }) => `${protocol} online`));
});

/** A session on a by-id link; `plugged` plugs the device into another port to which the link then points. */
async function attached(context: TestContext, profileId: string, device: () => SerialDevice) {
  const { line, started } = await devicedLine(context, device);
  const link = join(folder, `by-id-${crypto.randomUUID()}`);
  await symlink(line.path, link);
  const profile = quickProfile(profileId, timeoutMs);
  const poll = polling(context, profile, createTransport(`serial://${link}`, profile.serial));
  const plugged = async () => {
    const other = await terminal(context);
    await other.attach(started.url);
    await symlink(other.path, `${link}.new`);
    await rename(`${link}.new`, link);
  };
  return { line, poll, plugged };
}

async function devicedLine(context: TestContext, device: () => SerialDevice) {
  const line = await terminal(context);
  const started = device();
  await started.start();
  context.onTestFinished(() => started.stop());
  await line.attach(started.url);
  return { line, started };
}

async function terminal(context: TestContext): Promise<PtyLine> {
  const line = await PtyLine.open();
  if (line === undefined) return context.skip(noTerminals);
  context.onTestFinished(() => line.hangUp());
  return line;
}

function codesOf({ conditions }: DeviceObservation): FaultCode[] {
  return conditions.map(({ code }) => code);
}

const Told = z.array(z.strictObject({ state: z.string(), codes: z.array(z.string()) }));

/** Another user's agent: this one may be root, whom no permission holds back. */
class Stranger {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(asked: readonly { url: string; profileId: string; timeoutMs: number }[]) {
    const program = fileURLToPath(new URL("serial-line-child.ts", import.meta.url));
    this.#child = spawn(process.execPath, [program, JSON.stringify(asked)], { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async poll(): Promise<z.infer<typeof Told>> {
    this.#child.stdin.write("\n");
    const line = await this.#lines.next();
    return Told.parse(JSON.parse(line.done ? "null" : line.value));
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }
}
