// What the screen may say about its own freshness. Pure: the feed brings the events, the indicator and the banner read.
import { liveStaleAfterMs } from "@kiosk/contract";

/** Times ending in `At` of the server are marked; all others are this machine's clock. */
export type LiveState =
  /** no connection; `since` when it went (or was first tried) */
  | { name: "connecting"; since: number; attempt: number; serverAt: number | null }
  | { name: "live"; heardAt: number; serverAt: number }
  /** the tab is hidden: the connection was given back on purpose */
  | { name: "paused"; serverAt: number | null };

export type LiveInput =
  | { name: "heard"; now: number; serverAt: number }
  | { name: "lost"; now: number }
  | { name: "checked"; now: number }
  | { name: "hidden" }
  | { name: "shown"; now: number };

/** A short break is not worth a banner across the page; the indicator shows it at once. */
export const bannerAfterMs = 4_000;

export function nextLive(state: LiveState, input: LiveInput): LiveState {
  switch (input.name) {
    case "heard":
      return { name: "live", heardAt: input.now, serverAt: input.serverAt };
    case "lost":
      if (state.name === "paused") return state;
      return state.name === "connecting"
        ? { ...state, attempt: state.attempt + 1 }
        : { name: "connecting", since: input.now, attempt: 1, serverAt: state.serverAt };
    case "checked":
      if (state.name !== "live" || input.now - state.heardAt <= liveStaleAfterMs) return state;
      return { name: "connecting", since: state.heardAt, attempt: 0, serverAt: state.serverAt };
    case "hidden":
      return { name: "paused", serverAt: state.serverAt };
    case "shown":
      return state.name === "paused"
        ? { name: "connecting", since: input.now, attempt: 0, serverAt: state.serverAt }
        : state;
  }
}

/** True when the page must say that its data stands still. */
export function standsStill(state: LiveState, now: number): boolean {
  return state.name === "connecting" && now - state.since >= bannerAfterMs;
}

/** Pause before the next try: 0.5 s doubling to 15 s. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(15_000, 500 * 2 ** Math.max(0, attempt - 1));
}
