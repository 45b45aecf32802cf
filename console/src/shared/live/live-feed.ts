// Owns the one EventSource of the page: opens it, watches for silence, reconnects, gives it back while the tab is hidden
// (a browser grants six connections per host, so seven open tabs would otherwise stop the seventh).
import { LiveEvent } from "@kiosk/contract";
import { type LiveInput, type LiveState, nextLive, reconnectDelayMs } from "./live-state.ts";

/** The part of EventSource that is used. */
export interface FeedConnection {
  close(): void;
}
export interface FeedHandlers {
  onMessage: (data: string) => void;
  onError: () => void;
}

export interface LiveFeedOptions {
  connect: (handlers: FeedHandlers) => FeedConnection;
  now: () => number;
  /** returns what stops the timer */
  later: (run: () => void, ms: number) => () => void;
  onState: (state: LiveState) => void;
  onEvent: (event: LiveEvent) => void;
}

const checkEveryMs = 1_000;

export class LiveFeed {
  readonly #options: LiveFeedOptions;
  #state: LiveState;
  #connection: FeedConnection | undefined;
  #stopTimer: () => void = () => undefined;
  #stopCheck: () => void = () => undefined;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
    this.#state = { name: "connecting", since: options.now(), attempt: 0, serverAt: null };
  }

  get state(): LiveState {
    return this.#state;
  }

  start(): void {
    this.#open();
    this.#check();
  }

  stop(): void {
    this.#close();
    this.#stopCheck();
  }

  setVisible(visible: boolean): void {
    if (!visible) {
      this.#close();
      this.#step({ name: "hidden" });
    } else if (this.#state.name === "paused") {
      this.#step({ name: "shown", now: this.#options.now() });
      this.#open();
    }
  }

  #step(input: LiveInput): void {
    const next = nextLive(this.#state, input);
    if (next === this.#state) return;
    this.#state = next;
    this.#options.onState(next);
  }

  #open(): void {
    this.#close();
    this.#connection = this.#options.connect({
      onMessage: (data) => this.#receive(data),
      onError: () => this.#lost(),
    });
  }

  #close(): void {
    this.#stopTimer();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #receive(data: string): void {
    const event = parseEvent(data);
    if (event === undefined) return;
    this.#step({ name: "heard", now: this.#options.now(), serverAt: event.at });
    this.#options.onEvent(event);
  }

  #lost(): void {
    this.#close();
    this.#step({ name: "lost", now: this.#options.now() });
    if (this.#state.name !== "connecting") return;
    this.#stopTimer = this.#options.later(() => this.#open(), reconnectDelayMs(this.#state.attempt));
  }

  #check(): void {
    const before = this.#state;
    this.#step({ name: "checked", now: this.#options.now() });
    // The only thing a check can find is silence: the connection that brought it is of no use any more.
    if (this.#state !== before) this.#open();
    this.#stopCheck = this.#options.later(() => this.#check(), checkEveryMs);
  }
}

/** Undefined for what is no event of ours: the next tick will tell whether the feed still lives. */
function parseEvent(data: string): LiveEvent | undefined {
  try {
    const parsed = LiveEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
