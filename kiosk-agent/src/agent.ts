// Composition of one kiosk agent. Several may live in one process (the demo fleet): nothing here is shared between them.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BootId, type DeviceId, type DeviceReport, type KioskId } from "@kiosk/contract";
import type { ConsumableKind, Profile } from "@kiosk/firmware-profiles";
import { createSystemClock } from "./adapters/clock.ts";
import { openSqliteCounters, type StateFile } from "./adapters/counters-sqlite.ts";
import { type Identity, openIdentity } from "./adapters/identity-file.ts";
import { openSqliteOutbox } from "./adapters/outbox-sqlite.ts";
import { measureItself } from "./adapters/self-measure.ts";
import { createTransport } from "./adapters/transport.ts";
import { withDataFolder } from "./adapters/transport-host.ts";
import { createMqttUplink } from "./adapters/uplink-mqtt.ts";
import { CitizenScreen } from "./citizen-screen.ts";
import type { AgentConfig, ConfiguredDevice } from "./config.ts";
import { openSession, type SessionOptions } from "./drivers/session.ts";
import { Run, type RunDevice } from "./jobs/run.ts";
import type {
  Clock,
  CounterStore,
  DeviceObservation,
  DeviceSession,
  HostTransport,
  Lease,
  Log,
  Outbox,
  OutboxState,
  PrintOutcome,
  Transport,
} from "./ports.ts";
import { agentVersion } from "./version.ts";

export interface AgentOptions {
  readonly config: AgentConfig;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly log: Log;
  /** this and what follows, where absent: the real ones */
  readonly openSession?: (options: SessionOptions) => DeviceSession;
  readonly createTransport?: (url: string, line: Profile["serial"]) => Transport;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** One poll of one device, for whoever measures. `at` in ms, kiosk clock. */
export interface ObservedPoll {
  readonly deviceId: string;
  readonly at: number;
  readonly observation: DeviceObservation;
}

export interface Replacement {
  readonly deviceId: DeviceId;
  readonly consumable: ConsumableKind;
  readonly part: string;
  /** who says so */
  readonly by: string;
}

export interface Agent {
  readonly kioskId: KioskId;
  /** one run of one agent; new for every createAgent */
  readonly bootId: BootId;
  /**
   * Opens the files, starts polling and connecting; does not wait for the server. Once only.
   * @throws OutboxError, IdentityError, or the file system's error for the CA file
   */
  start(): Promise<void>;
  /** Graceful: says goodbye, within 5 s. Otherwise the socket is cut, as a power cut would. Idempotent. */
  stop(options: { readonly graceful: boolean }): Promise<void>;
  /** `stop` without a goodbye. */
  kill(): Promise<void>;
  /** Prints on a booklet printer; the characters are counted. Refused where the device has no such job. */
  print(deviceId: string, lines: readonly string[]): Promise<PrintOutcome>;
  /**
   * Lends a device to a citizen's session for at most `limitMs`; until it is given back it is told as busy and left
   * alone. Undefined where there is no such device or it cannot be lent.
   * @throws TransportError `busy` where it is lent already, or the reason why the agent stopped meanwhile
   */
  lease(deviceId: string, limitMs: number): Promise<Lease | undefined>;
  /** An operator at the terminal replaced a counted consumable. False: this device counts no such thing. */
  replaceConsumable(replacement: Replacement): Promise<boolean>;
  /** Calls `listener` after every poll of every device. */
  onObserved(listener: (poll: ObservedPoll) => void): void;
  isConnected(): boolean;
  /** What the server would be told of the devices now; empty before start. */
  devices(): DeviceReport[];
  /** @throws Error before start and after stop */
  outboxState(): Promise<OutboxState>;
  /** The citizen's screen; undefined where none is configured, before start and after stop. */
  readonly shell: Pick<CitizenScreen, "pagesUrl" | "appsUrl" | "room" | "shelf"> | undefined;
}

/** Builds an agent; nothing is opened before start(). @throws Error for a profile that `profiles` does not have */
export function createAgent(options: AgentOptions): Agent {
  return new KioskAgent(options);
}

const defaultMaxBackoffMs = 60_000;
/** the outbox file against the bound on its rows: pages are never quite full, and faults may go over the bound */
const fileShare = 2;

interface Open {
  readonly run: Run;
  readonly screen: CitizenScreen | undefined;
  readonly outbox: Outbox;
  readonly state: StateFile;
}

class KioskAgent implements Agent {
  readonly kioskId: KioskId;
  readonly bootId: BootId = BootId.parse(randomUUID());
  readonly #options: AgentOptions;
  readonly #clock: Clock;
  readonly #devices: readonly { readonly config: ConfiguredDevice; readonly profile: Profile }[];
  readonly #listeners = new Set<(poll: ObservedPoll) => void>();
  readonly #deviceListeners = new Set<() => void>();
  #open: Open | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.kioskId = options.config.kioskId;
    this.#clock = options.clock ?? createSystemClock();
    this.#devices = options.config.devices.map((config) => {
      const profile = options.profiles.get(config.profile);
      if (profile === undefined) throw new Error(`${config.id}: there is no profile "${config.profile}"`);
      return { config, profile };
    });
  }

  async start(): Promise<void> {
    const { config } = this.#options;
    const identity = openIdentity(config.dataDir, config.kioskId);
    const { caFile } = config.server;
    const ca = caFile === undefined ? undefined : readFileSync(caFile, "utf8");
    const bounds = { ...config.outbox, maxFileBytes: config.outbox.maxBytes * fileShare };
    const outbox = openSqliteOutbox(join(config.dataDir, "outbox.sqlite"), bounds, this.#clock);
    let state: StateFile;
    try {
      state = openSqliteCounters(join(config.dataDir, "counters.sqlite"));
    } catch (error) {
      await outbox.close();
      throw error;
    }
    let screen: CitizenScreen | undefined;
    try {
      screen = await this.#openScreen(identity, ca);
    } catch (error) {
      await outbox.close();
      state.close();
      throw error;
    }
    const run = this.#compose(outbox, state, identity, ca, screen);
    this.#open = { run, screen, outbox, state };
    this.#options.log.info("agent.started", { bootId: this.bootId, devices: this.#devices.length });
    try {
      // before commands come in, and before somebody stands in front of it
      await screen?.start();
    } catch (error) {
      await this.kill();
      throw error;
    }
    if (this.#open !== undefined) await run.start();
  }

  stop({ graceful }: { readonly graceful: boolean }): Promise<void> {
    this.#stopped ??= this.#stop(graceful);
    return this.#stopped;
  }

  kill(): Promise<void> {
    return this.stop({ graceful: false });
  }

  async print(deviceId: string, lines: readonly string[]): Promise<PrintOutcome> {
    const { run } = this.#get();
    const outcome = await run.device(deviceId)?.print(lines, run.signal);
    return outcome ?? { name: "refused", code: "config.wrong-device", detail: `${deviceId} prints no lines` };
  }

  async lease(deviceId: string, limitMs: number): Promise<Lease | undefined> {
    const { run } = this.#get();
    return await run.device(deviceId)?.lease(limitMs, run.signal);
  }

  async replaceConsumable({ deviceId, consumable, part, by }: Replacement): Promise<boolean> {
    const { run } = this.#get();
    const replaced = (await run.device(deviceId)?.replaceConsumable(consumable, part)) ?? false;
    if (replaced) await run.reporter.event({ type: "consumable-replaced", deviceId, consumable, part, by });
    return replaced;
  }

  onObserved(listener: (poll: ObservedPoll) => void): void {
    this.#listeners.add(listener);
  }

  isConnected(): boolean {
    return this.#open?.run.isConnected() ?? false;
  }

  devices(): DeviceReport[] {
    return this.#open?.run.devices() ?? [];
  }

  outboxState(): Promise<OutboxState> {
    return this.#get().outbox.state();
  }

  get shell(): CitizenScreen | undefined {
    return this.#open?.screen;
  }

  async #stop(graceful: boolean): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    // a use under way is wiped while its devices are still there
    await open.screen?.stop(graceful);
    this.#open = undefined;
    await open.run.stop(graceful);
    await open.outbox.close();
    open.state.close();
    this.#options.log.info("agent.stopped", { graceful });
  }

  #get() {
    if (this.#open === undefined) throw new Error("the agent is not running");
    return this.#open;
  }

  async #openScreen({ secret }: Identity, ca: string | undefined): Promise<CitizenScreen | undefined> {
    const { config, log } = this.#options;
    if (config.shell === undefined) return undefined;
    return await CitizenScreen.open({
      config: config.shell,
      kioskId: this.kioskId,
      secret,
      ca,
      servername: config.server.servername,
      dataDir: config.dataDir,
      devices: this.#devices,
      agent: this,
      createTransport: this.#options.createTransport ?? createTransport,
      uplink: {
        tell: async (event) => await this.#get().run.reporter.event(event),
        isConnected: () => this.isConnected(),
        devices: () => this.devices(),
        onDevices: (listener) => {
          this.#deviceListeners.add(listener);
          return () => this.#deviceListeners.delete(listener);
        },
      },
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      log,
    });
  }

  #compose(
    outbox: Outbox,
    state: StateFile,
    identity: Identity,
    ca: string | undefined,
    screen: CitizenScreen | undefined,
  ): Run {
    const { config, log } = this.#options;
    const clock = this.#clock;
    const random = this.#options.random ?? Math.random;
    return new Run({
      kioskId: this.kioskId,
      bootId: this.bootId,
      macs: config.macs,
      agentVersion,
      devices: this.#devices.map((d) => this.#runDevice(d.config, d.profile, state.counters)),
      outbox,
      answeredCommands: state.commands,
      uplink: (will) =>
        createMqttUplink({
          url: config.server.url,
          ca,
          servername: config.server.servername,
          kioskId: this.kioskId,
          secret: identity.secret,
          enrolmentCode: config.enrolmentCode,
          will,
          clock,
          random,
          log,
        }),
      onObserved: (deviceId, observation) => {
        const at = clock.now();
        for (const listener of this.#listeners) listener({ deviceId, at, observation });
        for (const listener of this.#deviceListeners) listener();
      },
      shell: screen?.commands,
      onConnected: () => void screen?.shelf.refresh(), // never rejects
      measureItself: (signal) =>
        measureItself({ config, host: this.#host(), monotonic: () => clock.monotonic() }, signal),
      clock,
      random,
      log,
      newId: randomUUID,
    });
  }

  /** The machine as the configuration watches it, or as it stands where no device watches it. */
  #host(): HostTransport | undefined {
    const { config } = this.#options;
    const connect = this.#options.createTransport ?? createTransport;
    const watched = this.#devices.find(({ profile }) => profile.class === "host")?.config.transport;
    const transport = connect(watched ?? withDataFolder("host://local", config.dataDir), undefined);
    return transport.kind === "host" ? transport : undefined;
  }

  #runDevice(device: ConfiguredDevice, profile: Profile, counters: CounterStore): RunDevice {
    const { config } = this.#options;
    const open = this.#options.openSession ?? openSession;
    const connect = this.#options.createTransport ?? createTransport;
    const clock = this.#clock;
    return {
      facts: {
        deviceId: device.id,
        deviceClass: profile.class,
        profileId: profile.id,
        // the transport's own URL leaves secrets out
        transport: connect(device.transport, profile.serial).url.slice(0, 200),
        ...(device.attachedTo === undefined ? {} : { attachedTo: device.attachedTo }),
      },
      plan: {
        intervalMs: device.poll.intervalMs ?? config.poll.intervalMs ?? profile.poll.intervalMs,
        maxBackoffMs: device.poll.maxBackoffMs ?? config.poll.maxBackoffMs ?? defaultMaxBackoffMs,
      },
      budgetMs: profile.poll.budgetMs,
      open: () => {
        const transport = connect(device.transport, profile.serial);
        return open({ deviceId: device.id, profile, transport, clock, counters });
      },
    };
  }
}
