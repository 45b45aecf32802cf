// Ends a use that nobody attends: a time without input, then a question with a countdown, then the end. WCAG 2.2.1 (A) asks
// for a warning of at least 20 s and at least ten extensions. Instants are milliseconds of one monotonic clock.

export interface IdleLimits {
  /** without input until it is asked */
  readonly quietMs: number;
  /** to answer */
  readonly answerMs: number;
  /** answers in a row, without any other input between them */
  readonly extensions: number;
}

/** Elder mode has longer clocks. */
export function idleLimits(elder: boolean): IdleLimits {
  return elder
    ? { quietMs: 120_000, answerMs: 45_000, extensions: 10 }
    : { quietMs: 60_000, answerMs: 30_000, extensions: 10 };
}

/** `extended`: how often in a row it was answered and nothing else was done. */
export type IdleState =
  | { readonly name: "quiet"; readonly since: number; readonly extended: number }
  | { readonly name: "asking"; readonly since: number; readonly extended: number }
  /** a device works for the citizen, or waits for their hands: no time runs */
  | { readonly name: "frozen"; readonly extended: number }
  | { readonly name: "over"; readonly at: number };

export type IdleEvent =
  /** a touch or a key; not the answer to the question */
  | { readonly name: "input"; readonly at: number }
  /** 我还在 */
  | { readonly name: "stay"; readonly at: number }
  | { readonly name: "freeze"; readonly at: number }
  | { readonly name: "thaw"; readonly at: number }
  | { readonly name: "tick"; readonly at: number };

export type IdleRefusal = { readonly refused: "not-asked" | "used-up" | "not-frozen" | "over" };

export function startIdle(at: number): IdleState {
  return { name: "quiet", since: at, extended: 0 };
}

/** What becomes of the clock. An input while it asks does not answer: only the button does, so a sleeve on the glass does not. */
export function nextIdle(limits: IdleLimits, state: IdleState, event: IdleEvent): IdleState | IdleRefusal {
  if (state.name === "over") return { refused: "over" };
  switch (event.name) {
    case "input":
      return state.name === "quiet" ? { name: "quiet", since: event.at, extended: 0 } : state;
    case "stay":
      if (state.name !== "asking") return { refused: "not-asked" };
      if (state.extended >= limits.extensions) return { refused: "used-up" };
      return { name: "quiet", since: event.at, extended: state.extended + 1 };
    case "freeze":
      return { name: "frozen", extended: state.extended };
    case "thaw":
      if (state.name !== "frozen") return { refused: "not-frozen" };
      return { name: "quiet", since: event.at, extended: state.extended };
    case "tick":
      return elapsed(limits, state, event.at);
  }
}

/** A page that slept through question and answer ends at once: whoever it belonged to has long gone. */
function elapsed(limits: IdleLimits, state: IdleState, at: number): IdleState {
  if (state.name === "frozen" || state.name === "over") return state;
  const asked = state.name === "asking" ? state.since : state.since + limits.quietMs;
  if (at < asked) return state;
  if (at >= asked + limits.answerMs) return { name: "over", at: asked + limits.answerMs };
  return state.name === "asking" ? state : { name: "asking", since: asked, extended: state.extended };
}

/** Left to answer, in whole seconds; null: it does not ask. */
export function answerSeconds(limits: IdleLimits, state: IdleState, at: number): number | null {
  if (state.name !== "asking") return null;
  return Math.max(0, Math.ceil((state.since + limits.answerMs - at) / 1000));
}

/** How often it may still be answered. */
export function extensionsLeft(limits: IdleLimits, state: IdleState): number {
  return state.name === "over" ? 0 : Math.max(0, limits.extensions - state.extended);
}
