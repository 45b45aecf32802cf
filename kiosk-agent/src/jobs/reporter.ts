// Turns what the devices' loops see into durable reports. Knows the newest state of every device at all times, also
// while nothing can be stored; what changed meanwhile is told in one snapshot as soon as the disk takes it.
import type { BootId, DeviceReport, KioskEvent, KioskId } from "@kiosk/contract";
import { maxUplinkBytes } from "@kiosk/contract";
import { applyObservation, type DeviceFacts, type DeviceRecord, newRecord } from "../domain/device-record.ts";
import { diffReport, type Lane } from "../domain/diff-report.ts";
import { eventBody, fitDevices, reportBody } from "../domain/messages.ts";
import { OutboxError, type OutboxErrorCode } from "../domain/outbox-error.ts";
import type { Clock, DeviceObservation, Log, Outbox, OutboxRow, OutboxState } from "../ports.ts";

export interface ReporterOptions {
  readonly kioskId: KioskId;
  readonly bootId: BootId;
  readonly devices: readonly DeviceFacts[];
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** a row was stored just now */
  readonly onStored: (row: OutboxRow) => void;
}

type Event = KioskEvent["event"];
/** `sound`: the outbox takes what it is given. */
type Storage = { readonly name: "sound" } | { readonly name: "trouble"; readonly code: OutboxErrorCode };

// A character of JSON is at most three bytes of UTF-8; a quarter of the bound leaves room for that and the envelope.
const maxReportCharacters = maxUplinkBytes / 4;

export class Reporter {
  readonly #options: ReporterOptions;
  readonly #records: Map<string, DeviceRecord>;
  #told: readonly DeviceReport[] = [];
  #storage: Storage = { name: "sound" };
  readonly #waitingEvents: { readonly event: Event; readonly at: number }[] = [];
  #diffs = false;
  /** appends happen one after the other, in the order they were asked for */
  #tail: Promise<void> = Promise.resolve();

  constructor(options: ReporterOptions) {
    this.#options = options;
    const at = options.clock.now();
    this.#records = new Map(options.devices.map((d) => [d.deviceId, newRecord(d, at)]));
  }

  /** Until now observations were only folded, so that a start is one report and not one for every device. */
  startDiffs({ tellNow }: { readonly tellNow: boolean }): void {
    this.#diffs = true;
    if (tellNow) void this.#inTurn(() => this.#storeDiff());
  }

  observe(deviceId: string, observation: DeviceObservation): void {
    const record = this.#records.get(deviceId);
    if (record === undefined) return;
    this.#records.set(deviceId, applyObservation(record, observation, this.#options.clock.now()));
    if (this.#diffs) void this.#inTurn(() => this.#storeDiff());
  }

  /** Stores the state of all devices as it is now. */
  snapshot(): Promise<void> {
    return this.#inTurn(() => this.#storeReport("snapshot", this.#now(), diffReport(this.#told, this.#now())?.lane));
  }

  /** Stores an event; it is a fact of its own, so it waits in memory while the disk is full. */
  event(event: Event): Promise<void> {
    this.#waitingEvents.push({ event, at: this.#options.clock.now() });
    return this.#inTurn(() => this.#storeEvents());
  }

  /** After trouble: tries whether the disk takes a fresh snapshot, then what else waited. */
  retry(): Promise<void> {
    return this.#storage.name === "sound" ? Promise.resolve() : this.snapshot();
  }

  devices(): DeviceReport[] {
    return this.#now();
  }

  /** The outbox as birth and heartbeat tell it, with what troubles it. */
  async health(): Promise<OutboxState & { trouble?: "disk-full" | "unwritable" }> {
    const state = await this.#options.outbox.state();
    if (this.#storage.name === "sound") return state;
    return { ...state, trouble: this.#storage.code === "disk-full" ? "disk-full" : "unwritable" };
  }

  /** Resolves when everything asked for so far is stored or was refused. */
  settled(): Promise<void> {
    return this.#inTurn(async () => {});
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#tail.then(step).catch((error: unknown) => this.#onTrouble(error));
    this.#tail = turn;
    return turn;
  }

  #now(): DeviceReport[] {
    return [...this.#records.values()].map((r) => r.report);
  }

  async #storeDiff(): Promise<void> {
    if (this.#storage.name === "trouble") return; // the snapshot after the trouble tells it
    const diff = diffReport(this.#told, this.#now());
    if (diff !== undefined) await this.#storeReport("diff", diff.devices, diff.lane);
  }

  async #storeReport(type: "snapshot" | "diff", devices: readonly DeviceReport[], lane: Lane = "routine") {
    const fitting = fitDevices(devices, maxReportCharacters);
    const at = this.#options.clock.now();
    await this.#store("report", lane, at, (envelope) => reportBody(envelope, { type, devices: fitting }));
    const said = new Map(devices.map((d) => [d.deviceId, d]));
    this.#told = this.#now().flatMap(
      (d) => said.get(d.deviceId) ?? this.#told.filter((t) => t.deviceId === d.deviceId),
    );
    await this.#afterStore();
  }

  /** Stores the events that wait, oldest first; the one that fails stays, and with it those behind it. */
  async #storeEvents(): Promise<void> {
    for (let next = this.#waitingEvents[0]; next !== undefined; next = this.#waitingEvents[0]) {
      const { event, at } = next;
      await this.#store("event", "fault", at, (envelope) => eventBody(envelope, { event }));
      this.#waitingEvents.shift();
    }
  }

  async #store(
    leaf: "report" | "event",
    lane: Lane,
    at: number,
    body: (envelope: { id: string; kioskId: KioskId; bootId: BootId; seq: number; at: number }) => string,
  ): Promise<void> {
    const { outbox, kioskId, bootId, newId, onStored } = this.#options;
    const id = newId();
    const row = await outbox.append({
      bootId,
      lane,
      leaf,
      at,
      body: (seq) => body({ id, kioskId, bootId, seq, at }),
    });
    onStored(row);
  }

  async #afterStore(): Promise<void> {
    const { log, outbox, clock } = this.#options;
    if (this.#storage.name === "trouble") {
      log.info("outbox.recovered", { after: this.#storage.code });
      this.#storage = { name: "sound" };
    }
    const dropped = await outbox.prune(clock.now());
    if (dropped !== undefined) {
      log.warn("outbox.dropped", dropped);
      this.#waitingEvents.push({ event: { type: "outbox-dropped", ...dropped }, at: clock.now() });
    }
    await this.#storeEvents();
  }

  #onTrouble(error: unknown): void {
    const { log } = this.#options;
    if (!(error instanceof OutboxError)) {
      log.warn("report.failed", { error: String(error) });
      return;
    }
    if (this.#storage.name === "trouble" && this.#storage.code === error.code) return;
    this.#storage = { name: "trouble", code: error.code };
    log.warn("outbox.trouble", { code: error.code, error: error.message });
  }
}
