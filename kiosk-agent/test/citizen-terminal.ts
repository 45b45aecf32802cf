// One terminal for tests of a citizen's session: a real agent, every device emulated on a real socket, no server.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, KioskId } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { type TestContext, vi } from "vitest";
import { CrpRewriter } from "../../fixtures/sim/devices/crp-rewriter.ts";
import { EscposPrinter } from "../../fixtures/sim/devices/escpos-printer.ts";
import { IppPrinter } from "../../fixtures/sim/devices/ipp-printer.ts";
import { MibPrinter } from "../../fixtures/sim/devices/mib-printer.ts";
import { Pr2Booklet } from "../../fixtures/sim/devices/pr2-booklet.ts";
import type { SdtCard } from "../../fixtures/sim/devices/sdt-card.ts";
import { SdtReader } from "../../fixtures/sim/devices/sdt-reader.ts";
import { SerialScanner } from "../../fixtures/sim/devices/serial-scanner.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { openSqliteCounters } from "../src/adapters/counters-sqlite.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { type Agent, createAgent, type ObservedPoll } from "../src/agent.ts";
import { createCitizenDevices } from "../src/citizen/devices/citizen-devices.ts";
import type { CitizenLimits } from "../src/citizen/devices/limits.ts";
import type { CitizenDevices } from "../src/citizen/ports.ts";
import type { ConfiguredDevice } from "../src/config.ts";

const profiles = loadProfiles();
const shorter = new Map(
  [...profiles].map(([id, profile]) => {
    const timeoutMs = Math.min(profile.poll.timeoutMs, 400);
    return [id, { ...profile, poll: { ...profile.poll, timeoutMs } }] as const;
  }),
);
const ribbonLife = 5_000_000;
/** The ribbon of the booklet printer is used up, as far as the agent knows. */
export const wornRibbon = "worn ribbon";

/** Of nobody: the region 999999 does not exist. */
export const card: Partial<SdtCard> = {
  name: "柳试验",
  sex: "2",
  birth: "19770203",
  address: "样例市样例区金丝雀路77号",
  idNumber: "999999197702031048",
  validTo: "20400101",
};
/** What a reading of `card` answers. */
export const read = {
  ok: true,
  value: {
    name: "柳试验",
    idNumber: "999999197702031048",
    sex: "female",
    birth: "19770203",
    address: "样例市样例区金丝雀路77号",
    validTo: "20400101",
  },
};

/** Waits for what comes over a socket. */
export async function until(holds: () => boolean): Promise<void> {
  await vi.waitUntil(holds, { timeout: 10_000, interval: 5 });
}

/** For tests of what is waited for in vain. */
export const hasty = "hasty";
const limits: Partial<CitizenLimits> = { jobEvery: 20 };
const hastyLimits: Partial<CitizenLimits> = { ...limits, endorseWait: 400, upload: 1_500, standstill: 150 };

/** What hangs on the terminal. */
function plugIn() {
  const mib = new MibPrinter();
  return {
    reader: new SdtReader(),
    spare: new SdtReader(),
    booklet: new Pr2Booklet({ ribbonLifeCharacters: ribbonLife }),
    mib,
    ipp: new IppPrinter({ speaksFor: mib }),
    receipts: new EscposPrinter(),
    custom: new EscposPrinter({ model: "custom" }),
    endorser: new CrpRewriter(),
    scanner: new SerialScanner({ tongue: "newland" }),
    engine: new SerialScanner({ tongue: "ssi" }),
  };
}

export class CitizenTerminal {
  readonly plugged: ReturnType<typeof plugIn>;
  readonly folder = mkdtempSync(join(tmpdir(), "citizen-"));
  readonly spool = join(this.folder, "spool");
  /** every poll of every device, as monitoring tells it */
  readonly observed: ObservedPoll[] = [];
  /** every line of every log */
  readonly logged: string[] = [];
  readonly agent: Agent;
  readonly devices: CitizenDevices;

  private constructor(plugged: ReturnType<typeof plugIn>, configured: readonly ConfiguredDevice[], isHasty: boolean) {
    this.plugged = plugged;
    const log = {
      info: (event: string, fields?: Record<string, unknown>) => void this.logged.push(JSON.stringify([event, fields])),
      warn: (event: string, fields?: Record<string, unknown>) => void this.logged.push(JSON.stringify([event, fields])),
    };
    const clock = createSystemClock();
    const known = isHasty ? shorter : profiles;
    this.agent = createAgent({
      config: {
        kioskId: KioskId.parse("cn-001"),
        server: { url: "mqtt://127.0.0.1:9" },
        dataDir: this.folder,
        macs: [],
        devices: configured,
        poll: { intervalMs: 200, maxBackoffMs: 1_000 },
        services: [],
        outbox: { maxBytes: 5_000_000, maxAgeMs: 86_400_000 },
      },
      profiles: known,
      log,
      clock,
    });
    this.agent.onObserved((poll) => this.observed.push(poll));
    this.devices = createCitizenDevices({
      agent: this.agent,
      devices: configured.flatMap((config) => {
        const profile = known.get(config.profile);
        return profile === undefined ? [] : [{ config, profile }];
      }),
      createTransport,
      clock,
      spoolDir: this.spool,
      log,
      limits: isHasty ? hastyLimits : limits,
    });
  }

  /** @param which of its devices it has, or `wornRibbon`, `hasty` */
  static async start(
    context: Pick<TestContext, "onTestFinished">,
    ...which: readonly string[]
  ): Promise<CitizenTerminal> {
    const plugged = plugIn();
    await Promise.all(Object.values(plugged).map((one) => one.start()));
    const { reader, spare, booklet, mib, ipp, receipts, custom, endorser, scanner, engine } = plugged;
    const all = [
      device("id-reader", "id-card-reader/sdt-serial-generic", reader.url),
      device("spare-reader", "id-card-reader/sdt-serial-generic", spare.url),
      device("booklet", "booklet-printer/epson-plq-20", booklet.url),
      { ...device("laser", "a4-printer/generic-printer-mib", mib.url), jobs: ipp.url },
      device("receipts", "receipt-printer/epson-tm-t20ii", receipts.url),
      device("custom-receipts", "receipt-printer/custom-kpm150", custom.url),
      device("endorser", "endorsement-machine/sanwa-crp-1231lr", endorser.url),
      device("scanner", "code-scanner/newland-serial-generic", scanner.url),
      device("engine", "code-scanner/zebra-ssi-generic", engine.url),
    ];
    const terminal = new CitizenTerminal(
      plugged,
      all.filter(({ id }) => which.includes(id)),
      which.includes(hasty),
    );
    const counters = openSqliteCounters(join(terminal.folder, "counters.sqlite"));
    await counters.counters.add("booklet", "charactersPrinted", which.includes(wornRibbon) ? ribbonLife : 0);
    counters.close();
    await terminal.agent.start();
    context.onTestFinished(async () => {
      await terminal.devices.wipe();
      await terminal.agent.kill();
      await Promise.all(Object.values(plugged).map((one) => one.stop()));
      rmSync(terminal.folder, { recursive: true, force: true });
    });
    return terminal;
  }

  /** What is told of a device after its next poll that satisfies `wanted`. */
  async told(deviceId: string, wanted: (poll: ObservedPoll) => boolean): Promise<ObservedPoll> {
    const from = this.observed.length;
    for (;;) {
      const found = this.observed.slice(from).find((poll) => poll.deviceId === deviceId && wanted(poll));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Octets of every file below the data folder. */
  files(folder: string = this.folder): Buffer[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? this.files(path) : [readFileSync(path)];
    });
  }
}

function device(id: string, profile: string, transport: string): ConfiguredDevice {
  return { id: DeviceId.parse(id), profile, transport, poll: {} };
}
