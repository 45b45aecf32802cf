// The room of the citizen within the agent: everything between the pages on loopback and the devices, the shelf and the durable
// queue. Its methods mirror contract/src/shell/session.ts one to one; whoever serves the pages calls nothing else.
import type {
  AppId,
  AppManifest,
  BridgeCall,
  EndedSession,
  EndSession,
  KioskId,
  NewCitizenReport,
  NewRating,
  OpenedSession,
  OpenSession,
  PageWipe,
  Receipt,
  Said,
  ShellAlive,
  ShellHealth,
  ShellIncident,
  ShellState,
  ThemeManifest,
  WipeProof,
} from "@kiosk/contract";
import type { z } from "zod";
import type { ShellConfig } from "../config-shell.ts";
import type { StaffCodeCommand } from "../domain/command-policy.ts";
import type { Clock, Log, Millis } from "../ports.ts";
import { type CallAnswer, Calls } from "./calls.ts";
import { Incidents } from "./incidents.ts";
import { type CodeSender, createCodeSender, PhoneCodes } from "./phone-codes.ts";
import type { CitizenDevices, CitizenUplink, Done, PlacedApp, Shelf } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import { searchWords } from "./search-words.ts";
import { ServiceBoard } from "./service-board.ts";
import { isHarmless, type ShellAddresses, shellState } from "./shell-state.ts";
import { StaffDoor } from "./staff-door.ts";
import { Telling } from "./telling.ts";
import { Uses } from "./uses.ts";
import { Voices } from "./voices.ts";
import { SessionWatch } from "./watch.ts";

export interface CitizenRoomOptions {
  readonly kioskId: KioskId;
  readonly devices: CitizenDevices;
  readonly shelf: Shelf;
  readonly uplink: CitizenUplink;
  readonly config: Pick<ShellConfig, "screen" | "phoneCodes" | "sessionMs">;
  readonly clock: Clock;
  /** octets of chance, not to be guessed */
  readonly random: (octets: number) => Uint8Array;
  /** UUIDs */
  readonly newId: () => string;
  readonly dataDir: string;
  readonly log: Log;
  /** shown until a style was received */
  readonly defaultTheme: ThemeManifest;
  readonly addresses: ShellAddresses;
  /** absent: the one of the configuration */
  readonly codeSender?: CodeSender;
}

export interface CitizenRoom {
  /** Wipes and tells what the power cut off, then begins to watch. Before it resolves nothing is to be served. @throws the file system's error */
  start(): Promise<void>;
  /** A use under way is wiped; the next start tells it. Idempotent. */
  stop(): Promise<void>;
  state(): ShellState;
  /** Calls with the whole state whenever anything of it but `at` changed. */
  onState(listener: (state: ShellState) => void): () => void;
  open(request: OpenSession): Done<OpenedSession>;
  /** @param signal of the request: gives up what waits for a card or a code, never what prints */
  call(sessionId: string, token: string, call: BridgeCall, signal: AbortSignal): Promise<Done<CallAnswer>>;
  touch(sessionId: string, token: string): Done<Record<string, never>>;
  end(sessionId: string, token: string, request: EndSession): Promise<Done<EndedSession>>;
  wiped(sessionId: string, pages: PageWipe): Promise<Done<WipeProof>>;
  rate(rating: z.infer<typeof NewRating>): Promise<Done<Receipt>>;
  report(report: z.infer<typeof NewCitizenReport>): Promise<Done<Receipt>>;
  /** Opens the staff exit and ends a use under way. */
  staff(code: string): Promise<Done<{ readonly until: Millis }>>;
  closeStaff(): void;
  alive(alive: z.infer<typeof ShellAlive>): void;
  incident(incident: ShellIncident): void;
  health(): ShellHealth;
  /** Durable when it resolves. @throws the file system's error */
  keepStaffCode(code: StaffCodeCommand): Promise<void>;
  /** With the simulator: the code that waits in the session under way, for a demo and for tests, on loopback only. */
  simulatedCode(): { readonly phone: string; readonly code: string } | null;
}

export function createCitizenRoom(options: CitizenRoomOptions): CitizenRoom {
  return new Room(options);
}

const tickMs = 1_000;
/** A device that never answers must not keep the screen at its start. */
const startingMs = 10_000;

class Room implements CitizenRoom {
  readonly #options: CitizenRoomOptions;
  readonly #listeners = new Set<(state: ShellState) => void>();
  readonly #stopping = new AbortController();
  readonly #board: ServiceBoard;
  readonly #uses: Uses;
  readonly #calls: Calls;
  readonly #voices: Voices;
  readonly #door: StaffDoor;
  readonly #incidents: Incidents;
  readonly #watch: SessionWatch;
  /** spelled once for each package */
  readonly #words = new WeakMap<AppManifest, readonly string[]>();
  #startedMono: Millis | undefined;
  #ready = false;
  #host: ShellState["host"] = null;
  #shown = "";
  #ticking: Promise<void> | undefined;
  #off: (() => void)[] = [];

  constructor(options: CitizenRoomOptions) {
    this.#options = options;
    const { kioskId, devices, shelf, uplink, config, clock, random, newId, dataDir, log } = options;
    const telling = new Telling(uplink, clock, log);
    const onChange = () => this.#changed();
    const sender = options.codeSender ?? createCodeSender(config.phoneCodes, log);
    this.#board = new ServiceBoard({ shelf, uplink, telling, clock });
    this.#uses = new Uses({
      dataDir,
      devices,
      telling,
      clock,
      log,
      random,
      newId,
      sessionMs: config.sessionMs,
      admit: (appId) => this.#admit(appId),
      onChange,
    });
    this.#calls = new Calls({ devices, codes: new PhoneCodes({ sender, clock, random }), onChange });
    this.#voices = new Voices({ kioskId, uplink, telling, clock, random, newId });
    this.#door = new StaffDoor({ dataDir, telling, clock, log, skewMs: () => this.#skewMs(), onChange });
    this.#incidents = new Incidents({ telling, clock, onChange });
    this.#watch = new SessionWatch({ uses: this.#uses, incidents: this.#incidents, devices, clock, onChange });
  }

  async start(): Promise<void> {
    this.#door.load();
    await this.#uses.recover();
    this.#startedMono = this.#options.clock.monotonic();
    const { shelf, uplink } = this.#options;
    this.#off = [shelf.onChange(() => this.#shelfChanged()), uplink.onDevices(() => this.#changed())];
    this.#changed();
    this.#ticking = this.#tick();
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort(new Error("the agent stops"));
    for (const off of this.#off) off();
    await this.#ticking;
    await this.#uses.stop();
    this.#listeners.clear();
  }

  state(): ShellState {
    const { kioskId, clock, shelf, addresses, defaultTheme, config } = this.#options;
    return shellState({
      kioskId,
      at: clock.now(),
      snapshot: shelf.snapshot(),
      verdict: ({ manifest }) => this.#board.find(manifest.id),
      addresses,
      searchOf: (manifest) => this.#searchOf(manifest),
      defaultTheme,
      network: this.#board.network,
      mode: this.#mode(),
      session: this.#uses.current,
      recovered: this.#uses.recovered,
      unproven: this.#uses.unproven,
      screen: config.screen,
      staffUntil: this.#door.until,
      host: this.#host,
    });
  }

  onState(listener: (state: ShellState) => void): () => void {
    this.#listeners.add(listener);
    // What was told to nobody is told anew.
    this.#shown = "";
    return () => this.#listeners.delete(listener);
  }

  open(request: OpenSession): Done<OpenedSession> {
    this.#host = request.host;
    return this.#uses.open(request);
  }

  async call(sessionId: string, token: string, call: BridgeCall, signal: AbortSignal): Promise<Done<CallAnswer>> {
    const found = this.#uses.find(sessionId, token);
    if (!found.ok) return found;
    const session = found.value;
    session.touchedMono = this.#options.clock.monotonic();
    const answer = await this.#calls.answer(session, call, signal);
    session.touchedMono = this.#options.clock.monotonic();
    this.#changed();
    return answer;
  }

  touch(sessionId: string, token: string): Done<Record<string, never>> {
    const found = this.#uses.find(sessionId, token);
    if (!found.ok) return found;
    found.value.touchedMono = this.#options.clock.monotonic();
    return done({});
  }

  end(sessionId: string, token: string, { end }: EndSession): Promise<Done<EndedSession>> {
    return this.#uses.end(sessionId, token, end);
  }

  wiped(sessionId: string, pages: PageWipe): Promise<Done<WipeProof>> {
    return this.#uses.wiped(sessionId, pages);
  }

  rate(rating: z.infer<typeof NewRating>): Promise<Done<Receipt>> {
    return this.#voices.rate(rating, this.#uses.spokenOf);
  }

  report(report: z.infer<typeof NewCitizenReport>): Promise<Done<Receipt>> {
    return this.#voices.report(report, this.#uses.spokenOf);
  }

  async staff(code: string): Promise<Done<{ readonly until: Millis }>> {
    const opened = await this.#door.try(code);
    if (opened.ok) {
      this.#uses.endNow("staff");
      this.#incidents.forgive();
    }
    return opened;
  }

  closeStaff(): void {
    this.#door.close();
  }

  alive(_alive: z.infer<typeof ShellAlive>): void {
    this.#incidents.alive();
  }

  incident(incident: ShellIncident): void {
    if (this.#incidents.take(incident)) this.#uses.endNow("crash");
  }

  health(): ShellHealth {
    const { silentMs, crashes } = this.#incidents;
    return {
      at: this.#options.clock.now(),
      silentMs: silentMs === null ? null : Math.round(silentMs),
      session: this.#uses.current !== undefined,
      mode: this.#mode(),
      crashes,
    };
  }

  keepStaffCode(code: StaffCodeCommand): Promise<void> {
    return this.#door.keep(code);
  }

  simulatedCode(): { readonly phone: string; readonly code: string } | null {
    const pending = this.#uses.current?.code;
    if (this.#options.config.phoneCodes.kind !== "simulator" || pending === undefined) return null;
    return { phone: pending.phone, code: pending.code };
  }

  /**
   * `closed` is not for the night: where a point's hours say closed, whoever stands before the screen is in the room all the
   * same, and is told the hours by `point.openNow`. It is closed where there is nothing on the shelf to offer.
   */
  #mode(): ShellState["mode"] {
    if (this.#incidents.safe) return "safe";
    if (!this.#ready) return "starting";
    return this.#options.shelf.snapshot().apps.size === 0 ? "closed" : "open";
  }

  #admit(appId: AppId): Done<PlacedApp> {
    const { shelf, apps } = this.#options.shelf.snapshot();
    const app = apps.get(appId);
    const place = shelf?.said.places.find((p) => p.appId === appId);
    if (app === undefined || place?.state !== "on") return refuse("service.suspended", "not on the shelf");
    this.#board.look(false);
    const state = this.#board.find(appId)?.state ?? "suspended";
    if (state === "suspended") return refuse("service.suspended");
    if (this.#incidents.safe && !isHarmless(app)) return refuse("service.suspended", "safe mode");
    return done(app);
  }

  #shelfChanged(): void {
    const session = this.#uses.current;
    if (session !== undefined && session.appId !== null && session.withdrawn === undefined) {
      const place = this.#options.shelf.snapshot().shelf?.said.places.find((p) => p.appId === session.appId);
      if (place?.state !== "on") {
        session.withdrawn = { said: place?.reason ?? withdrawnWords, mono: this.#options.clock.monotonic() };
      }
    }
    this.#changed();
  }

  /** Server clock minus kiosk clock, as far as the last shelf tells it; 0 before the first. */
  #skewMs(): number {
    const { shelf, nearby } = this.#options.shelf.snapshot();
    const heard = [shelf, nearby].filter((h) => h !== null).toSorted((a, b) => b.receivedAt - a.receivedAt)[0];
    return heard === undefined ? 0 : heard.said.at - heard.receivedAt;
  }

  #searchOf(manifest: AppManifest): readonly string[] {
    const known = this.#words.get(manifest) ?? searchWords(manifest);
    this.#words.set(manifest, known);
    return known;
  }

  #changed(): void {
    this.#board.look(this.#uses.current !== undefined);
    if (this.#listeners.size === 0) return;
    const state = this.state();
    const shown = JSON.stringify({ ...state, at: 0 });
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener(state);
  }

  async #tick(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        this.#everySecond();
        await this.#watch.tick(signal);
      } catch (error) {
        if (signal.aborted) return;
        log.warn("citizen.tick", { error: error instanceof Error ? error.name : "unknown" });
      }
      await clock.sleep(tickMs, signal).catch(() => undefined);
    }
  }

  #everySecond(): void {
    const waitedMs = this.#options.clock.monotonic() - (this.#startedMono ?? 0);
    this.#ready ||= this.#board.everyDeviceKnown || waitedMs >= startingMs;
    this.#door.tick();
    this.#incidents.tick();
    this.#changed();
    // Before all devices have answered nobody knows what can be done; that is no news for the server.
    if (this.#ready) this.#board.tell();
  }
}

const withdrawnWords: Said = {
  zh: "本事项已暂停办理，请到其他终端或窗口办理",
  en: "This service has been taken off this machine. Please use another machine or the counter",
};
