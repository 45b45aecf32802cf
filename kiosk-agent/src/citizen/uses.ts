// The uses of the terminal, one at a time: a trace on disk before one begins, a wipe at its end whatever ended it, and one event
// that proves it, told exactly once.
import type {
  AppId,
  EndedSession,
  OpenedSession,
  OpenSession,
  PageWipe,
  SessionEnd,
  SessionEvent,
  ShellState,
  WipeProof,
} from "@kiosk/contract";
import type { Clock, Log, Millis } from "../ports.ts";
import { within } from "../within.ts";
import { SessionMarker } from "./marker.ts";
import type { CitizenDevices, Done, PlacedApp } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import { CitizenSession } from "./session.ts";
import type { Telling } from "./telling.ts";
import type { SpokenOf } from "./voices.ts";
import { proofOf, wipeAgent } from "./wipe.ts";

export interface UsesOptions {
  readonly dataDir: string;
  readonly devices: CitizenDevices;
  readonly telling: Telling;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: (octets: number) => Uint8Array;
  readonly newId: () => string;
  readonly sessionMs: number;
  /** may this app be opened now? */
  readonly admit: (appId: AppId) => Done<PlacedApp>;
  readonly onChange: () => void;
}

interface Ending {
  readonly sessionId: string;
  /** undefined: it ended with the power, and nobody may speak of it */
  readonly session: CitizenSession | undefined;
  /** its own pages end it; false: those that come next prove that nothing of it is left */
  readonly hasPages: boolean;
  /** the agent's own parts, wiped and read back */
  readonly agent: Promise<EndedSession>;
  /** resolves with what the pages read back, or with undefined when they are not waited for any longer */
  readonly pages: PromiseWithResolvers<PageWipe | undefined>;
  /** resolves when the event is durable, or was waited for long enough */
  readonly proof: Promise<WipeProof>;
}

interface EndedBy {
  readonly end: SessionEnd;
  readonly endedAt: Millis;
  /** of the clock that never goes back */
  readonly begun: Millis;
  /** somebody is there to read back what the pages wiped */
  readonly hasPages: boolean;
}

/** What the trace of a use says that ended with the power. */
interface CutOff {
  readonly sessionId: string;
  readonly appId: AppId | null;
  readonly startedAt: Millis;
  /** when it was found */
  readonly at: Millis;
  readonly agentMs: number;
}

interface LastUse extends SpokenOf {
  readonly agent: EndedSession;
  readonly proof: WipeProof;
}

const pagesMs = 5_000;
/** Until pages that went down are up again: a host has them back within 5 s, a terminal that was switched on somewhat later. */
const nextPagesMs = { crash: 20_000, power: 60_000 } as const;
const callsMs = 3_000;
const durableMs = 1_000;

export class Uses {
  readonly #options: UsesOptions;
  readonly #marker: SessionMarker;
  #current: CitizenSession | undefined;
  #ending: Ending | undefined;
  #last: LastUse | undefined;
  #untold = 0;
  #recovered: ShellState["recovered"] = null;

  constructor(options: UsesOptions) {
    this.#options = options;
    this.#marker = new SessionMarker(options.dataDir);
  }

  get current(): CitizenSession | undefined {
    return this.#current;
  }
  get recovered(): ShellState["recovered"] {
    return this.#recovered;
  }
  /** A use that ended without its pages, until the next ones have said what they read back. */
  get unproven(): string | null {
    return this.#ending === undefined || this.#ending.hasPages ? null : this.#ending.sessionId;
  }
  /** Of which somebody may speak: the one under way, the one that ends, the last. */
  get spokenOf(): readonly SpokenOf[] {
    const { clock } = this.#options;
    const running = [this.#current, this.#ending?.session].flatMap((s) =>
      s === undefined
        ? []
        : [{ sessionId: s.id, app: s.start.app, endedMono: s === this.#current ? null : clock.monotonic() }],
    );
    return this.#last === undefined ? running : [...running, this.#last];
  }

  /** The session of a token. */
  find(sessionId: string, token: string): Done<CitizenSession> {
    const session = this.#current;
    if (session === undefined || session.id !== sessionId) return refuse("session.none");
    return session.holds(token) ? done(session) : refuse("session.token");
  }

  /** One at a time, and not before the last one is wiped and its proof is on disk. */
  open(opened: OpenSession): Done<OpenedSession> {
    const { clock, random, newId, sessionMs, admit, log, onChange } = this.#options;
    if (this.#current !== undefined || this.#ending !== undefined) return refuse("session.other");
    if (this.#untold > 0) return refuse("storage.full", "the last use is not on disk yet");
    const app = opened.appId === null ? done(null) : admit(opened.appId);
    if (!app.ok) return app;
    const sessionId = newId();
    const startedAt = clock.now();
    try {
      this.#marker.write({ sessionId, appId: opened.appId, startedAt });
    } catch (error) {
      // A use without a trace could end without a wipe, so there is none.
      log.warn("session.no-trace", { code: errorCode(error) });
      return refuse("storage.full", errorCode(error));
    }
    const token = Buffer.from(random(32)).toString("base64url");
    const limitAt = startedAt + sessionMs;
    const startedMono = clock.monotonic();
    this.#current = new CitizenSession({ sessionId, token, app: app.value, opened, startedAt, limitAt, startedMono });
    this.#recovered = null;
    onChange();
    return done({ sessionId, token, limitAt });
  }

  /** What the agent wiped and read back. One that is ended already answers the same again. */
  async end(sessionId: string, token: string, end: SessionEnd): Promise<Done<EndedSession>> {
    if (this.#ending?.sessionId === sessionId) return done(await this.#ending.agent);
    if (this.#last?.sessionId === sessionId) return done(this.#last.agent);
    const found = this.find(sessionId, token);
    if (!found.ok) return found;
    return done(await this.#begin(found.value, end, true).agent);
  }

  /** The agent ends it. Of pages that crashed the next ones tell what is left. */
  endNow(end: SessionEnd): void {
    if (this.#current !== undefined) this.#begin(this.#current, end, end !== "crash");
  }

  /** What the pages read back. Once; later ones are answered by the proof that was told. */
  async wiped(sessionId: string, pages: PageWipe): Promise<Done<WipeProof>> {
    if (this.#last?.sessionId === sessionId) return done(this.#last.proof);
    if (this.#ending?.sessionId !== sessionId) return refuse("session.none");
    this.#ending.pages.resolve(pages);
    return done(await this.#ending.proof);
  }

  /**
   * A use that the power cut off is wiped before anything is shown, and told when the first pages have read back theirs.
   * @throws the file system's error
   */
  async recover(): Promise<void> {
    const { clock, devices, log, newId } = this.#options;
    const found = this.#marker.find();
    if (found.name === "none") return;
    const at = clock.now();
    const begun = clock.monotonic();
    if (found.name === "damaged") log.warn("session.marker-damaged");
    const { sessionId, appId, startedAt } =
      found.name === "found" ? found : { sessionId: newId(), appId: null, startedAt: at };
    // Nothing of it can be in the memory of a process that has just begun.
    const agent = await wipeAgent(devices, clock, 0);
    const agentMs = clock.monotonic() - begun;
    const waiting = Promise.withResolvers<PageWipe | undefined>();
    const proof = this.#proveAfterPower({ sessionId, appId, startedAt, at, agentMs }, agent, waiting);
    this.#ending = {
      ...{ sessionId, session: undefined, hasPages: false, agent: Promise.resolve(agent), pages: waiting, proof },
    };
  }

  async #proveAfterPower(
    { sessionId, appId, startedAt, at, agentMs }: CutOff,
    agent: EndedSession,
    waiting: PromiseWithResolvers<PageWipe | undefined>,
  ): Promise<WipeProof> {
    const { clock, onChange } = this.#options;
    const pages = await this.#pagesSay(waiting, nextPagesMs.power);
    const wipe = proofOf({ at: clock.now(), agentMs, host: null, agent, pages });
    await this.#tell({
      type: "session",
      sessionId,
      appId,
      appVersion: null,
      startedAt: Math.min(startedAt, at),
      endedAt: at,
      end: "power",
      outcome: null,
      identified: null,
      elder: false,
      language: "zh",
      jobs: [],
      wipe,
    });
    this.#recovered = { end: "power", at, clean: wipe.clean };
    this.#ending = undefined;
    onChange();
    return wipe;
  }

  async #pagesSay(waiting: PromiseWithResolvers<PageWipe | undefined>, limitMs: number): Promise<PageWipe | undefined> {
    const { clock } = this.#options;
    const waited = await within(clock, limitMs, new AbortController().signal, () => waiting.promise);
    return waited.name === "done" ? waited.value : undefined;
  }

  /**
   * The agent goes. A use under way is wiped but not told: its trace stays, and the next start tells it, once. One that is
   * ending is told with what is known.
   */
  async stop(): Promise<void> {
    const session = this.#current;
    this.#current = undefined;
    if (session !== undefined) {
      await this.#close(session);
      await wipeAgent(this.#options.devices, this.#options.clock, session.held);
    }
    this.#ending?.pages.resolve(undefined);
    await this.#ending?.proof;
  }

  #begin(session: CitizenSession, end: SessionEnd, hasPages: boolean): Ending {
    const { clock, onChange } = this.#options;
    const endedAt = clock.now();
    const begun = clock.monotonic();
    const agent = this.#wipe(session);
    const pages = Promise.withResolvers<PageWipe | undefined>();
    const proof = agent.then((ended) => this.#prove(session, { end, endedAt, begun, hasPages }, ended, pages));
    const ending = { sessionId: session.id, session, hasPages, agent, pages, proof };
    this.#current = undefined;
    this.#ending = ending;
    onChange();
    return ending;
  }

  async #wipe(session: CitizenSession): Promise<EndedSession> {
    await this.#close(session);
    return await wipeAgent(this.#options.devices, this.#options.clock, session.held);
  }

  /** A call that does not notice stays counted in `held`, and the proof is not clean. */
  async #close(session: CitizenSession): Promise<void> {
    const closed = session.close();
    session.forget();
    await within(this.#options.clock, callsMs, new AbortController().signal, () => closed);
    session.forget();
  }

  async #prove(
    session: CitizenSession,
    { end, endedAt, begun, hasPages }: EndedBy,
    agent: EndedSession,
    waiting: PromiseWithResolvers<PageWipe | undefined>,
  ): Promise<WipeProof> {
    const { clock, onChange } = this.#options;
    const { opened, app, startedAt } = session.start;
    const agentMs = clock.monotonic() - begun;
    const pages = await this.#pagesSay(waiting, hasPages ? pagesMs : nextPagesMs.crash);
    const wipe = proofOf({ at: clock.now(), agentMs, host: opened.host, agent, pages });
    await this.#tell({
      type: "session",
      sessionId: session.id,
      appId: session.appId,
      appVersion: app?.manifest.version ?? null,
      startedAt,
      endedAt: Math.max(startedAt, endedAt),
      end,
      outcome: session.outcome,
      identified: session.identifiedBy,
      elder: opened.elder,
      language: opened.language,
      jobs: [...session.jobs],
      wipe,
    });
    this.#last = { sessionId: session.id, app, endedMono: clock.monotonic(), agent, proof: wipe };
    if (!hasPages) this.#recovered = { end, at: endedAt, clean: wipe.clean };
    this.#ending = undefined;
    onChange();
    return wipe;
  }

  /**
   * The trace goes when the event is durable. A power cut between the two has it told again by the next start under the same
   * id, by which the server knows it; the other order could lose it.
   */
  async #tell(event: SessionEvent): Promise<void> {
    const { telling, clock } = this.#options;
    this.#untold++;
    const told = telling.durable(event).then((durable) => {
      this.#untold--;
      if (durable) this.#removeMarker();
    });
    await within(clock, durableMs, new AbortController().signal, () => told);
  }

  #removeMarker(): void {
    try {
      this.#marker.remove();
    } catch (error) {
      this.#options.log.warn("session.marker-stays", { code: errorCode(error) });
    }
  }
}

/** ENOSPC and the like; never the text, which names paths. */
function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
