// One use of the terminal, from the opened session to the wiped page. Who somebody is stands in this object and nowhere else of
// the pages; every way out goes through `endUse`.
import type {
  AppManifest,
  AppRequest,
  BridgeAnswer,
  BridgeCall,
  BridgeCallName,
  Identity,
  MaskedIdentity,
  OpenedSession,
  PageWipe,
  SessionEnd,
  ShellState,
  ShellTile,
} from "@kiosk/contract";
import { ShellError, type shell } from "../app/client.ts";
import { AskRefused, refusal } from "../bridge/host.ts";
import { SignIn } from "./sign-in.ts";
import type { JobCall, Step } from "./step.ts";

export type Agent = Pick<typeof shell, "call" | "touch" | "end" | "wiped" | "incident">;

/** Where the citizen goes when everything is wiped. */
export type After = "home" | "rating" | "report";

export interface UseOptions {
  readonly opened: OpenedSession;
  readonly manifest: AppManifest;
  readonly agent: Agent;
  readonly wipe: () => Promise<PageWipe>;
  readonly over: (after: After) => void;
}

export interface UseView {
  readonly step: Step;
  readonly who: MaskedIdentity | null;
  /** `n`: which page is in the frame; another number is another page */
  readonly frame: { readonly state: "opening" | "ready" | "recovering"; readonly n: number };
  /** the app's main sentence */
  readonly sentence: string | null;
}

type Session = NonNullable<ShellState["session"]>;

export const helloMs = 10_000;
export const unknownCardMs = 15_000;
export const paperMs = 10_000;
const noticeMs = 10_000;
const touchEveryMs = 5000;
/** An agent that does not answer is not waited for: it wipes its part by itself. */
const agentMs = 6000;
/** More than these say nothing new of one use. */
const maxBlocked = 5;

export class CitizenUse {
  readonly #options: UseOptions;
  readonly #listeners = new Set<() => void>();
  readonly #signIn: SignIn;
  #view: UseView = { step: { name: "app" }, who: null, frame: { state: "opening", n: 0 }, sentence: null };
  /** null: dropped, the use is over */
  #token: string | null;
  /** Aborts what waits: a card, a code, a question. */
  #waiting = new AbortController();
  #asked = false;
  #asking = false;
  #leaving = false;
  #card: Session["card"] = "notPresent";
  #cardUsed = false;
  #cardChanged: () => void = () => undefined;
  #printed = false;
  #withdrawn = false;
  #heardOf = false;
  #blocked = 0;
  #touchedAt = Number.NEGATIVE_INFINITY;
  #hello: ReturnType<typeof setTimeout> | undefined;

  constructor(options: UseOptions) {
    this.#options = options;
    this.#token = options.opened.token;
    this.#signIn = new SignIn({
      permissions: options.manifest.permissions,
      call: <N extends BridgeCallName>(call: BridgeCall & { readonly call: N }, signal: AbortSignal) =>
        this.#call<N>(call, signal),
      show: (step) => this.#show(step),
      trouble: (error) => this.#trouble(error),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): UseView => this.#view;

  /** A new page was put into the frame: it has ten seconds to say hello. */
  frameOpened(): void {
    clearTimeout(this.#hello);
    this.#hello = setTimeout(() => this.frameLost(), helloMs);
  }
  frameConnected(): void {
    clearTimeout(this.#hello);
    this.#set({ frame: { ...this.#view.frame, state: "ready" } });
  }
  /** Crashed, silent or gone elsewhere: once it is opened again, then the use can only be ended. */
  frameLost(): void {
    clearTimeout(this.#hello);
    if (this.#leaving || this.#token === null) return;
    this.#giveUpWaiting();
    const { n } = this.#view.frame;
    if (n === 0) {
      this.#report("load-failed", "service page");
      this.#set({ frame: { state: "recovering", n: 1 }, sentence: null });
      return;
    }
    this.#leaving = true;
    this.#show({
      name: "broken",
      report: () => void this.endUse("crash", "report"),
      end: () => void this.endUse("crash"),
    });
  }

  /** What the agent says of the use under way; null: none. Its first word of this use may come after the page's. */
  heard(session: Session | null): void {
    if (this.#token === null) return;
    if (session === null || session.sessionId !== this.#options.opened.sessionId) {
      if (this.#heardOf) void this.endUse("limit");
      return;
    }
    this.#heardOf = true;
    const changed = this.#card !== session.card;
    this.#card = session.card;
    if (changed) this.#cardChanged();
    if (session.withdrawn !== null && !this.#withdrawn && !session.busy) {
      this.#withdrawn = true;
      this.#notice("withdrawn", session.withdrawn);
    }
  }

  /** Somebody is there. */
  touch(): void {
    const now = performance.now();
    if (this.#token === null || now - this.#touchedAt < touchEveryMs) return;
    this.#touchedAt = now;
    // A beat that is lost is followed by the next touch.
    this.#options.agent.touch(this.#options.opened.sessionId, this.#token).catch(() => undefined);
  }

  /** Told as an incident; `what` is a word of the contract and never what an app sent. */
  blocked(what: string): void {
    this.#blocked += 1;
    if (this.#blocked <= maxBlocked) this.#report("blocked", `${this.#options.manifest.id}: ${what}`);
  }

  /** Answers an allowed request of the app. @throws AskRefused */
  async answer(ask: AppRequest["ask"], tile: ShellTile | undefined): Promise<unknown> {
    switch (ask.name) {
      case "touched":
        this.touch();
        return {};
      case "say":
        this.#set({ sentence: ask.text });
        return {};
      case "finish":
        await this.#call({ call: "outcome", outcome: ask.outcome }).catch(() => undefined);
        void this.leave("finished");
        return {};
      case "identify":
        return await this.#one(() => this.#identify(tile));
      case "call":
        return await this.#one(() => this.#answerCall(ask.call));
    }
  }

  /** Press and hold. @throws ShellError */
  reveal(signal: AbortSignal): Promise<Identity> {
    return this.#call({ call: "identity.reveal" }, signal);
  }

  /** 结束办理: card and paper first, then the wipe. */
  async leave(end: "finished" | "left"): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#giveUpWaiting();
    if (this.#card === "present" || (this.#card === "unknown" && this.#cardUsed)) await this.#cardTaken();
    if (this.#printed) await this.#paperTaken();
    await this.endUse(end, end === "left" && !this.#asked ? "home" : "rating");
  }

  /** The one way out. What cannot be told to the agent, it finds by itself. */
  async endUse(end: SessionEnd, after: After = "home"): Promise<void> {
    const token = this.#token;
    if (token === null) return;
    this.#token = null;
    this.#leaving = true;
    clearTimeout(this.#hello);
    this.#giveUpWaiting();
    // No frame is drawn from here on, and nobody is known.
    this.#set({
      step: { name: "wiping", takeCard: this.#card === "present" },
      who: null,
      sentence: null,
      frame: { state: "opening", n: 2 },
    });
    const { sessionId } = this.#options.opened;
    await within(this.#options.agent.end(sessionId, token, { end }));
    const wiped = await this.#options.wipe();
    await within(this.#options.agent.wiped(sessionId, wiped));
    this.#options.over(after);
  }

  /** One at a time: two steps cannot stand before one person. */
  async #one<T>(work: () => Promise<T>): Promise<T> {
    if (this.#asking || this.#leaving) throw new AskRefused(refusal("device.failed", "another request is under way"));
    this.#asking = true;
    this.#asked = true;
    this.#waiting = new AbortController();
    try {
      return await work();
    } catch (error) {
      throw error instanceof ShellError && error.problem !== null ? new AskRefused(error.problem) : error;
    } finally {
      this.#asking = false;
      if (!this.#leaving) this.#show({ name: "app" });
    }
  }

  async #identify(tile: ShellTile | undefined): Promise<Identity> {
    if (this.#view.who === null) {
      const readerMissing = tile?.missing.some(({ capability }) => capability === "idReader") ?? false;
      const who = await this.#signIn.run(readerMissing, this.#waiting.signal);
      this.#cardUsed ||= who.by === "card";
      this.#set({ who });
    }
    return await this.#call({ call: "identity.reveal" });
  }

  async #answerCall(call: BridgeCall): Promise<unknown> {
    switch (call.call) {
      case "print.booklet":
      case "print.a4":
      case "print.receipt":
      case "endorse.card":
        return await this.#job(call);
      case "scan.code":
        return await this.#scan(call);
      default:
        return await this.#call(call);
    }
  }

  async #job(call: JobCall): Promise<BridgeAnswer<JobCall["call"]>> {
    for (;;) {
      this.#show({ name: "working", call: call.call });
      try {
        const done = await this.#call(call);
        if (call.call === "endorse.card") this.#cardUsed = true;
        else this.#printed = true;
        return done;
      } catch (error) {
        // A half-written card is not written again: somebody has to look at it.
        if (error instanceof ShellError && error.problem?.code === "card.pulled") {
          this.#notice("pulled", null);
          throw error;
        }
        await this.#trouble(error);
      }
    }
  }

  async #scan(call: BridgeCall & { readonly call: "scan.code" }): Promise<BridgeAnswer<"scan.code">> {
    const { signal } = this.#waiting;
    for (;;) {
      const stop = new AbortController();
      this.#show({ name: "scan", giveUp: () => stop.abort() });
      try {
        return await this.#call(call, AbortSignal.any([signal, stop.signal]));
      } catch (error) {
        if (stop.signal.aborted) throw new AskRefused(cancelled);
        await this.#trouble(error);
      }
    }
  }

  /** Says what went wrong and waits: resolves to try again. @throws AskRefused */
  #trouble(error: unknown): Promise<void> {
    const problem = error instanceof ShellError ? error.problem : null;
    if (this.#leaving || this.#waiting.signal.aborted) return Promise.reject(new AskRefused(problem ?? cancelled));
    return new Promise((retry, reject) => {
      const giveUp = () => reject(new AskRefused(problem ?? cancelled));
      this.#waiting.signal.addEventListener("abort", giveUp, { once: true });
      this.#show({ name: "trouble", said: problem?.said ?? null, retry, giveUp });
    });
  }

  async #call<N extends BridgeCallName>(
    call: BridgeCall & { readonly call: N },
    signal?: AbortSignal,
  ): Promise<BridgeAnswer<N>> {
    if (this.#token === null) throw new AskRefused(cancelled);
    return await this.#options.agent.call<N>(this.#options.opened.sessionId, this.#token, call, signal);
  }

  #giveUpWaiting(): void {
    this.#waiting.abort();
  }

  #cardTaken(): Promise<void> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      this.#cardChanged = () => {
        clearTimeout(timer);
        if (this.#token === null || this.#card === "notPresent") {
          this.#cardChanged = () => undefined;
          resolve();
          return;
        }
        this.#show({ name: "take-card", card: this.#card });
        if (this.#card === "unknown") timer = setTimeout(resolve, unknownCardMs);
      };
      this.#cardChanged();
    });
  }

  async #paperTaken(): Promise<void> {
    if (this.#token === null) return;
    await new Promise<void>((taken) => {
      this.#show({ name: "take-paper", taken });
      setTimeout(taken, paperMs);
    });
  }

  #notice(of: "withdrawn" | "pulled", said: Session["withdrawn"]): void {
    this.#leaving = true;
    this.#giveUpWaiting();
    const go = () => void this.endUse(of === "withdrawn" ? "withdrawn" : "card-pulled");
    this.#show({ name: "notice", of, said, go });
    setTimeout(go, noticeMs);
  }

  #report(incident: "blocked" | "load-failed", detail: string): void {
    // What cannot be told now is not worth holding anybody up for.
    this.#options.agent.incident({ incident, detail }).catch(() => undefined);
  }

  #show(step: Step): void {
    if (this.#token !== null) this.#set({ step });
  }
  #set(change: Partial<UseView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const cancelled = {
  code: "call.cancelled",
  said: { zh: "已取消", en: "Cancelled" },
  detail: "the citizen gave up",
} as const;

/** Whether it answered or not, in bounded time. */
async function within(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, agentMs);
  });
  await Promise.race([work.then(() => undefined).catch(() => undefined), late]);
  clearTimeout(timer);
}
