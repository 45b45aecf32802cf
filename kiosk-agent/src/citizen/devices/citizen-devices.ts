// Composition of the devices of one terminal for whoever uses it: which device does what, and the end of each use.
import type { DeviceId, DeviceReport, WipePart } from "@kiosk/contract";
import type { DeviceClass, Profile } from "@kiosk/firmware-profiles";
import type { ConfiguredDevice } from "../../config.ts";
import type { Clock, Lease, Log, PrintOutcome, Transport } from "../../ports.ts";
import { within } from "../../within.ts";
import type { A4Job, CardText, CitizenDevices, Done } from "../ports.ts";
import { refuse } from "../refusal.ts";
import { BookletPrinter } from "./booklets.ts";
import { CardWriter } from "./card-writer.ts";
import { IdCardReader } from "./id-card.ts";
import { type CitizenLimits, citizenLimits } from "./limits.ts";
import { type LoanedDevice, Loans } from "./loans.ts";
import { PagePrinter } from "./page-printer.ts";
import { ReceiptPrinter } from "./receipts.ts";
import { CodeScanner } from "./scans.ts";
import { emptySpool } from "./spool-folder.ts";

export interface CitizenDevicesOptions {
  /** as an Agent has them */
  readonly agent: {
    lease(deviceId: string, limitMs: number): Promise<Lease | undefined>;
    print(deviceId: string, lines: readonly string[]): Promise<PrintOutcome>;
    /** of several devices of a kind the one that is well is used */
    devices(): readonly DeviceReport[];
  };
  readonly devices: readonly { readonly config: ConfiguredDevice; readonly profile: Profile }[];
  readonly createTransport: (url: string, line: Profile["serial"]) => Transport;
  readonly clock: Clock;
  /** below the agent's data folder; made when first wiped, for its owner only */
  readonly spoolDir: string;
  readonly log: Log;
  /** what differs from `citizenLimits` */
  readonly limits?: Partial<CitizenLimits>;
}

type Pages = Done<{ readonly pages: number }>;

/** Opens nothing yet. */
export function createCitizenDevices(options: CitizenDevicesOptions): CitizenDevices {
  return new TerminalDevices(options);
}

class TerminalDevices implements CitizenDevices {
  readonly #options: CitizenDevicesOptions;
  readonly #limits: CitizenLimits;
  readonly #loans: Loans;
  readonly #readers: ReadonlyMap<DeviceId, IdCardReader>;
  readonly #writers: ReadonlyMap<DeviceId, CardWriter>;
  readonly #receipts: ReadonlyMap<DeviceId, ReceiptPrinter>;
  readonly #scanners: ReadonlyMap<DeviceId, CodeScanner>;
  readonly #booklets: ReadonlyMap<DeviceId, BookletPrinter>;
  readonly #pages: ReadonlyMap<DeviceId, PagePrinter>;
  /** whatever is under way ends when the use does */
  #use = new AbortController();
  #wiping: Promise<readonly WipePart[]> | undefined;

  constructor(options: CitizenDevicesOptions) {
    this.#options = options;
    const { agent, clock } = options;
    const limits = { ...citizenLimits, ...options.limits };
    this.#limits = limits;
    const loans = new Loans({ lease: (id, ms) => agent.lease(id, ms), clock, limits });
    this.#loans = loans;
    const each = <T>(deviceClass: DeviceClass, make: (device: LoanedDevice) => T | undefined) =>
      new Map(
        options.devices.flatMap(({ config, profile }) => {
          if (profile.class !== deviceClass) return [];
          const made = make({ id: config.id, profile });
          return made === undefined ? [] : [[config.id, made] as const];
        }),
      );
    const speaks = ({ profile }: LoanedDevice, ...protocols: readonly Profile["protocol"][]) =>
      protocols.includes(profile.protocol);
    this.#readers = each("idCardReader", (device) =>
      speaks(device, "sdt") ? new IdCardReader({ device, loans, clock, limits }) : undefined,
    );
    this.#writers = each("endorsementMachine", (device) =>
      speaks(device, "sanwa-crp") ? new CardWriter({ device, loans, clock, limits }) : undefined,
    );
    this.#receipts = each("receiptPrinter", (device) =>
      speaks(device, "escpos", "custom-kiosk") ? new ReceiptPrinter({ device, loans, clock, limits }) : undefined,
    );
    this.#scanners = each("codeScanner", (device) =>
      speaks(device, "newland", "ssi", "gm65") ? new CodeScanner({ device, loans, clock }) : undefined,
    );
    this.#booklets = each("bookletPrinter", (device) => {
      const print = (id: string, lines: readonly string[]) => agent.print(id, lines);
      return new BookletPrinter({ device, print, clock, limits });
    });
    this.#pages = each("a4Printer", (device) => this.#pagePrinter(device));
  }

  readIdCard(waitMs: number, signal: AbortSignal): Promise<Done<CardText>> {
    return this.#with("read-card", this.#readers, signal, (reader, s) => reader.read(waitMs, s));
  }

  async cardPresent(signal: AbortSignal): Promise<"present" | "notPresent" | "unknown"> {
    const seen = new Set<"present" | "notPresent" | "unknown">();
    const whole = AbortSignal.any([signal, this.#use.signal]);
    for (const devices of [this.#readers, this.#writers]) {
      for (const [id, device] of devices) if (this.#loans.has(id)) seen.add(await device.present(whole));
    }
    if (seen.has("present")) return "present";
    return seen.has("unknown") || seen.size === 0 ? "unknown" : "notPresent";
  }

  printBooklet(lines: readonly string[], signal: AbortSignal): Promise<Pages> {
    return this.#with("print-booklet", this.#booklets, signal, (printer, s) => printer.print(lines, s));
  }

  printA4(job: A4Job, signal: AbortSignal): Promise<Pages> {
    return this.#with("print-a4", this.#pages, signal, (printer, s) => printer.print(job, s));
  }

  printReceipt(lines: readonly string[], signal: AbortSignal): Promise<Pages> {
    return this.#with("print-receipt", this.#receipts, signal, (printer, s) => printer.print(lines, s));
  }

  endorseCard(lines: readonly string[], signal: AbortSignal): Promise<Pages> {
    return this.#with("endorse-card", this.#writers, signal, (writer, s) => writer.write(lines, s));
  }

  scanCode(waitMs: number, signal: AbortSignal): Promise<Done<{ readonly code: string }>> {
    return this.#with("scan-code", this.#scanners, signal, (scanner, s) => scanner.scan(waitMs, s));
  }

  wipe(): Promise<readonly WipePart[]> {
    this.#wiping ??= this.#wipe().finally(() => {
      this.#wiping = undefined;
    });
    return this.#wiping;
  }

  async #wipe(): Promise<readonly WipePart[]> {
    const { clock, spoolDir } = this.#options;
    const limitMs = this.#limits.wipe;
    this.#use.abort(new Error("the use is over"));
    this.#use = new AbortController();
    const never = new AbortController().signal;
    const emptied = within(clock, limitMs, never, () => emptySpool(spoolDir));
    const [files, spool, leases] = await Promise.all([
      emptied.then((done) => (done.name === "done" ? done.value : null)),
      this.#emptyQueues(limitMs),
      this.#loans.giveBackAll(limitMs),
    ]);
    for (const reader of this.#readers.values()) reader.forget();
    return [
      { part: "temp-files", left: files },
      { part: "print-spool", left: spool },
      { part: "device-leases", left: leases },
    ];
  }

  async #emptyQueues(limitMs: number): Promise<number | null> {
    const left = await Promise.all([
      ...[...this.#pages.values()].map((printer) => printer.empty(limitMs)),
      ...[...this.#booklets.values()].map((printer) => printer.settle(limitMs)),
    ]);
    return left.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  }

  async #with<D, T>(
    operation: string,
    devices: ReadonlyMap<DeviceId, D>,
    signal: AbortSignal,
    work: (device: D, signal: AbortSignal) => Promise<Done<T>>,
  ): Promise<Done<T>> {
    const { log } = this.#options;
    const [deviceId, device] = this.#best(devices) ?? [];
    const whole = AbortSignal.any([signal, this.#use.signal]);
    const done = device === undefined ? refuse("device.absent") : await work(device, whole);
    // What was done with it, never for whom: code and detail are words of ours.
    if (done.ok) log.info("citizen.device", { operation, deviceId });
    else log.info("citizen.device-refused", { operation, deviceId, code: done.code, detail: done.detail });
    return done;
  }

  /** The first that is well, else the first. */
  #best<D>(devices: ReadonlyMap<DeviceId, D>): readonly [DeviceId, D] | undefined {
    if (devices.size < 2) return [...devices].at(0);
    const well = new Set(
      this.#options.agent
        .devices()
        .filter(({ state }) => state === "online" || state === "deviceBusy")
        .map(({ deviceId }) => deviceId),
    );
    return [...devices].find(([id]) => well.has(id)) ?? [...devices].at(0);
  }

  #pagePrinter({ id, profile }: LoanedDevice): PagePrinter | undefined {
    const { devices, createTransport, clock } = this.#options;
    const config = devices.find((device) => device.config.id === id)?.config;
    const address = config?.jobs ?? config?.transport ?? "";
    if (!/^ipps?:/.test(address)) return undefined;
    const transport = createTransport(address, profile.serial);
    return transport.kind === "ipp" ? new PagePrinter({ profile, transport, clock, limits: this.#limits }) : undefined;
  }
}
