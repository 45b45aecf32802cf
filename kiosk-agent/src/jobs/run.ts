// One run of the agent over given ports: starts the loops of the devices, greets the server at every connection, keeps
// the heartbeat, the snapshots and the commands going. agent.ts builds it and owns the files.
import type { BootId, DeviceReport, KioskId, Mac } from "@kiosk/contract";
import type { CommandLog } from "../domain/command-policy.ts";
import type { DeviceFacts } from "../domain/device-record.ts";
import type { PollPlan } from "../domain/poll-schedule.ts";
import { evidenceOf, type SelfMeasured } from "../domain/self-inspection.ts";
import type { Clock, DeviceObservation, DeviceSession, Log, Outbox, OutboxRow, Uplink } from "../ports.ts";
import { within } from "../within.ts";
import { Commands, type ShellCommands } from "./commands.ts";
import { DeviceLoop } from "./device-loop.ts";
import { Presence } from "./presence.ts";
import { Reporter } from "./reporter.ts";
import { Sender } from "./sender.ts";

export interface RunDevice {
  readonly facts: DeviceFacts;
  readonly plan: PollPlan;
  readonly budgetMs: number;
  readonly open: () => DeviceSession;
}

export interface RunOptions {
  readonly kioskId: KioskId;
  readonly bootId: BootId;
  readonly macs: readonly Mac[];
  readonly agentVersion: string;
  readonly devices: readonly RunDevice[];
  readonly outbox: Outbox;
  readonly answeredCommands: CommandLog;
  /** the uplink, given what makes its last will */
  readonly uplink: (will: () => string) => Uplink;
  readonly onObserved: (deviceId: string, observation: DeviceObservation) => void;
  /** this machine and its services, measured now; never rejects */
  readonly measureItself: (signal: AbortSignal) => Promise<SelfMeasured>;
  /** absent: no citizen's screen here */
  readonly shell?: ShellCommands | undefined;
  /** at every connection to the server */
  readonly onConnected?: () => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly newId: () => string;
}

const heartbeatMs = 20_000;
const snapshotMs = 15 * 60_000;
const retryStorageMs = 10_000;
/** After the start, when devices and network have settled, and then once a day. */
const firstInspectionMs = 5 * 60_000;
const inspectionMs = 24 * 60 * 60_000;
/** The first report waits this long for devices and connection, so that a start is one report: mostly the snapshot. */
const firstReportMs = 1_500;
/** The first snapshot waits until each device was asked once, but no longer than this. */
const firstRoundMs = 10_000;
const settleBudgetMs = 1_000;
const goodbyeBudgetMs = 1_000;

export class Run {
  readonly #options: RunOptions;
  readonly #uplink: Uplink;
  readonly #presence: Presence;
  readonly #reporter: Reporter;
  readonly #sender: Sender;
  readonly #loops: ReadonlyMap<string, DeviceLoop>;
  readonly #stopping = new AbortController();
  readonly #firstRound = Promise.withResolvers<void>();
  readonly #unseen: Set<string>;
  #jobs: Promise<unknown>[] = [];
  #connection: AbortController | undefined;
  #lastSeq = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    const { kioskId, bootId, clock, log, newId, outbox } = options;
    const devices = options.devices.map((d) => d.facts);
    this.#unseen = new Set(devices.map((d) => d.deviceId));
    if (this.#unseen.size === 0) this.#firstRound.resolve();
    this.#reporter = new Reporter({
      kioskId,
      bootId,
      devices,
      outbox,
      clock,
      log,
      newId,
      onStored: (row) => this.#onStored(row),
    });
    this.#presence = new Presence({
      kioskId,
      bootId,
      macs: options.macs,
      devices,
      agentVersion: options.agentVersion,
      clock,
      newId,
      lastSeq: () => this.#lastSeq,
      health: () => this.#reporter.health(),
      answered: () =>
        this.#reporter
          .devices()
          .flatMap(({ deviceId, answeredAt }) => (answeredAt === undefined ? [] : [{ deviceId, at: answeredAt }])),
    });
    this.#uplink = options.uplink(() => this.#presence.will());
    this.#sender = new Sender({ outbox, uplink: this.#uplink, clock, log, signal: this.#stopping.signal });
    this.#loops = new Map(options.devices.map((d) => [d.facts.deviceId, this.#loop(d)]));
  }

  async start(): Promise<void> {
    const { signal } = this.#stopping;
    const commands = this.#commands();
    this.#uplink.onConnect(() => this.#onConnect());
    this.#uplink.onDisconnect(() => this.#onDisconnect());
    this.#uplink.onCommand((payload) => void commands.handle(payload)); // logs its own failures
    this.#jobs = [
      ...[...this.#loops.values()].map((loop) => loop.run(signal)),
      this.#firstReport(),
      this.#every(heartbeatMs, () => this.#heartbeat()),
      this.#every(snapshotMs, () => this.#reporter.snapshot()),
      this.#every(retryStorageMs, () => this.#reporter.retry()),
      this.#inspectDaily(),
    ];
    await this.#uplink.start();
  }

  /** Ends all jobs; `graceful` says goodbye to the server first. Afterwards nothing uses the ports any more. */
  async stop(graceful: boolean): Promise<void> {
    this.#stopping.abort(new Error("agent stopped"));
    await Promise.allSettled(this.#jobs);
    const { clock } = this.#options;
    const never = new AbortController().signal;
    await within(clock, settleBudgetMs, never, () => this.#reporter.settled());
    if (graceful && this.isConnected()) {
      try {
        await within(clock, goodbyeBudgetMs, never, (signal) => this.#presence.death(this.#uplink, signal));
      } catch (error) {
        this.#options.log.warn("uplink.no-goodbye", { error: String(error) });
      }
    }
    await this.#uplink.stop(graceful);
  }

  device(deviceId: string): DeviceLoop | undefined {
    return this.#loops.get(deviceId);
  }

  get reporter(): Pick<Reporter, "event"> {
    return this.#reporter;
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  isConnected(): boolean {
    return this.#connection !== undefined;
  }

  devices(): DeviceReport[] {
    return this.#reporter.devices();
  }

  #loop(device: RunDevice): DeviceLoop {
    const { clock, random, log } = this.#options;
    return new DeviceLoop({
      deviceId: device.facts.deviceId,
      plan: device.plan,
      budgetMs: device.budgetMs,
      open: device.open,
      onObservation: (deviceId, observation) => this.#onObservation(deviceId, observation),
      clock,
      random,
      log,
    });
  }

  #commands(): Commands {
    const { clock, log, answeredCommands } = this.#options;
    return new Commands({
      deviceIds: [...this.#loops.keys()],
      shell: this.#options.shell,
      answered: answeredCommands,
      clock,
      log,
      replaceConsumable: async ({ deviceId, consumable, part }) =>
        (await this.device(deviceId)?.replaceConsumable(consumable, part)) ?? false,
      rebirth: () => this.#greet(),
      inspectItself: (commandId) => this.#inspectItself(commandId),
      answer: (commandId, { ok, detail }) =>
        this.#reporter.event({ type: "command-result", commandId, ok, detail: detail.slice(0, 256) }),
    });
  }

  #onObservation(deviceId: string, observation: DeviceObservation): void {
    this.#reporter.observe(deviceId, observation);
    this.#options.onObserved(deviceId, observation);
    if (this.#unseen.delete(deviceId) && this.#unseen.size === 0) this.#firstRound.resolve();
  }

  #onStored(row: OutboxRow): void {
    this.#lastSeq = row.seq;
    this.#sender.offer(row);
  }

  #onConnect(): void {
    this.#connection = new AbortController();
    this.#options.onConnected?.();
    void this.#greet(); // logs its own failures
  }

  #onDisconnect(): void {
    this.#connection?.abort(new Error("connection lost"));
    this.#connection = undefined;
    this.#sender.shut();
  }

  /** Birth, then what happens now, then the full state, then the backlog. Never rejects. */
  async #greet(): Promise<void> {
    const connection = this.#connection?.signal;
    if (connection === undefined) return;
    const until = AbortSignal.any([connection, this.#stopping.signal]);
    try {
      await this.#presence.birth(this.#uplink, until);
      this.#sender.openLive();
      await within(this.#options.clock, firstRoundMs, until, () => this.#firstRound.promise);
      await this.#reporter.snapshot();
      this.#reporter.startDiffs({ tellNow: false });
      if (!until.aborted) this.#sender.openAll();
    } catch (error) {
      if (!until.aborted) this.#options.log.warn("uplink.greeting-failed", { error: String(error) });
    }
  }

  async #firstReport(): Promise<void> {
    try {
      await this.#options.clock.sleep(firstReportMs, this.#stopping.signal);
      // Complete and connected: the greeting is about to tell all of it as the snapshot.
      this.#reporter.startDiffs({ tellNow: this.#unseen.size > 0 || this.#connection === undefined });
    } catch {
      // stopped before the first report
    }
  }

  async #heartbeat(): Promise<void> {
    if (this.#connection === undefined) return;
    const until = AbortSignal.any([this.#connection.signal, this.#stopping.signal]);
    try {
      await this.#presence.heartbeat(this.#uplink, until);
    } catch (error) {
      if (!until.aborted) this.#options.log.warn("uplink.no-heartbeat", { error: String(error) });
    }
  }

  async #inspectDaily(): Promise<void> {
    try {
      await this.#options.clock.sleep(firstInspectionMs, this.#stopping.signal);
    } catch {
      return; // stopped
    }
    await this.#inspectItself(null);
    await this.#every(inspectionMs, () => this.#inspectItself(null));
  }

  /** What the terminal can say of itself for a system inspection, as one durable event. */
  async #inspectItself(commandId: string | null): Promise<void> {
    const { clock, measureItself, agentVersion } = this.#options;
    const measured = await measureItself(this.#stopping.signal);
    const items = evidenceOf({
      ...measured,
      agentVersion,
      devices: this.#reporter.devices(),
      outbox: await this.#reporter.health(),
      at: clock.now(),
    });
    await this.#reporter.event({ type: "self-inspection", commandId, items });
  }

  async #every(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#options.clock.sleep(ms, signal);
      } catch {
        return; // stopped
      }
      await work();
    }
  }
}
