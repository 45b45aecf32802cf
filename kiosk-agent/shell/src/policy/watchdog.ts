// Never a white screen: what a host does when its pages die, hang or do not load. Fed by the renderer's own heartbeat as the
// agent heard it, not by the host's main process, which may live while the pages are dead.
import { addCrash, crashesAt, isCrashLoop } from "./crash-window.ts";

/** The first after 5 s, then three times as long each, 5 min at most. */
export const backOffMs = [5_000, 15_000, 45_000, 135_000, 300_000] as const;
/** From the beginning of a load to the first heartbeat. */
export const loadLimitMs = 20_000;
/** The pages beat every 2 s; a page of eighty services may be busy for a while. */
const silenceLimitMs = 10_000;
/** After this long on the screen an earlier trouble is over. */
export const steadyMs = 60_000;

interface Common {
  /** instants of crashes of the last ten minutes */
  readonly crashes: readonly number[];
  /** loads that failed since the pages last stood for a minute */
  readonly attempt: number;
  readonly safe: boolean;
}
export type WatchState = Common &
  (
    | { readonly name: "loading"; readonly since: number }
    | { readonly name: "showing"; readonly since: number }
    /** the local page 正在恢复 stands; loaded again at `retryAt` */
    | { readonly name: "recovering"; readonly retryAt: number }
  );

export type WatchTrouble = "renderer-gone" | "unresponsive" | "load-failed";
export type WatchEvent =
  | { readonly type: "trouble"; readonly trouble: WatchTrouble; readonly at: number }
  /** the agent heard the pages within the last seconds; `silentMs` null: never, or it cannot be asked */
  | { readonly type: "tick"; readonly at: number; readonly silentMs: number | null }
  /** put away and loaded on purpose: end of a use, memory, shelf */
  | { readonly type: "renewed"; readonly at: number };

export type WatchAction =
  | "show-recovering"
  | "load"
  | "tell-safe-mode"
  | "tell-recovered"
  | { readonly tell: WatchTrouble };
export interface WatchStep {
  readonly state: WatchState;
  readonly actions: readonly WatchAction[];
}

export function startWatch(at: number): WatchState {
  return { name: "loading", since: at, attempt: 0, crashes: [], safe: false };
}

function delayOf(attempt: number): number {
  return backOffMs[Math.min(attempt, backOffMs.length) - 1] ?? 0;
}

/** A page that died for the first time in a while is loaded at once: nothing says that the agent is gone. */
function inTrouble(state: WatchState, trouble: WatchTrouble, at: number): WatchStep {
  const isCrash = trouble !== "load-failed";
  const crashes = isCrash ? addCrash(state.crashes, at) : crashesAt(state.crashes, at);
  const looping = isCrashLoop(crashes, at);
  const first = isCrash && state.attempt === 0 && crashes.length === 1;
  const attempt = first ? 0 : state.attempt + 1;
  const retryAt = at + (first ? 0 : delayOf(attempt));
  return {
    state: { name: "recovering", retryAt, attempt, crashes, safe: state.safe || looping },
    actions: ["show-recovering", { tell: trouble }, ...(looping && !state.safe ? (["tell-safe-mode"] as const) : [])],
  };
}

function onTick(state: WatchState, at: number, silentMs: number | null): WatchStep {
  switch (state.name) {
    case "recovering": {
      // a clock put back must not hold the page for hours
      const due = at >= state.retryAt || state.retryAt - at > (backOffMs.at(-1) ?? 0);
      if (!due) return { state, actions: [] };
      const { attempt, crashes, safe } = state;
      return { state: { name: "loading", since: at, attempt, crashes, safe }, actions: ["load"] };
    }
    case "loading": {
      const { attempt, crashes, safe } = state;
      const beatSince = silentMs !== null && at - silentMs >= state.since;
      if (beatSince) {
        const recovered = attempt > 0 || crashes.length > 0;
        return {
          state: { name: "showing", since: at, attempt, crashes, safe },
          actions: recovered ? ["tell-recovered"] : [],
        };
      }
      return at - state.since >= loadLimitMs ? inTrouble(state, "load-failed", at) : { state, actions: [] };
    }
    case "showing": {
      // the agent cannot be asked: no evidence against the pages, which say themselves that it is gone
      if (silentMs !== null && silentMs >= silenceLimitMs) return inTrouble(state, "unresponsive", at);
      const crashes = crashesAt(state.crashes, at);
      const steady = at - state.since >= steadyMs;
      const safe = state.safe && crashes.length > 0;
      return { state: { ...state, crashes, attempt: steady ? 0 : state.attempt, safe }, actions: [] };
    }
  }
}

/** What is to be done is in `actions`, in order. */
export function nextWatch(state: WatchState, event: WatchEvent): WatchStep {
  switch (event.type) {
    case "trouble":
      // the page that died is already gone from the screen
      if (state.name === "recovering") return { state, actions: [] };
      return inTrouble(state, event.trouble, event.at);
    case "renewed":
      return {
        state: { name: "loading", since: event.at, attempt: state.attempt, crashes: state.crashes, safe: state.safe },
        actions: [],
      };
    case "tick":
      return onTick(state, event.at, event.silentMs);
  }
}

/** Whether a browser's renderer is dead, for a host that only sees processes: none is left, or one is gone and no beat came since. */
const goneSilenceMs = 3_000;
export interface RendererSigns {
  readonly at: number;
  readonly silentMs: number | null;
  /** when the last renderer process vanished; null: none did */
  readonly vanishedAt: number | null;
  /** how many there are; pages that are shown have at least one */
  readonly renderers: number;
}
export function isRendererDead({ at, silentMs, vanishedAt, renderers }: RendererSigns): boolean {
  if (renderers === 0) return true;
  if (vanishedAt === null || silentMs === null) return false;
  return silentMs >= goneSilenceMs && at - silentMs <= vanishedAt;
}
