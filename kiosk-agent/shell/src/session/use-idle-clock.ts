// The idle clock of one use, with real time and real touches. A touch within the frame is told by the app's own messages.
import { useCallback, useEffect, useRef, useState } from "react";
import {
  answerSeconds,
  extensionsLeft,
  type IdleEvent,
  type IdleState,
  idleLimits,
  nextIdle,
  startIdle,
} from "../policy/idle-clock.ts";

const tickMs = 250;

export interface IdleView {
  /** null: it does not ask */
  readonly seconds: number | null;
  readonly mayStay: boolean;
  readonly stay: () => void;
  readonly input: () => void;
}

export function useIdleClock(elder: boolean, frozen: boolean, onInput: () => void, onOver: () => void): IdleView {
  const limits = idleLimits(elder);
  const clock = useRef<IdleState>(startIdle(performance.now()));
  const latest = useRef({ limits, onInput, onOver });
  latest.current = { limits, onInput, onOver };
  const [shown, setShown] = useState<{ seconds: number | null; mayStay: boolean }>({ seconds: null, mayStay: true });

  const happen = useCallback((name: IdleEvent["name"]) => {
    const at = performance.now();
    const { limits: now, onOver: over } = latest.current;
    const next = nextIdle(now, clock.current, { name, at });
    if ("refused" in next) return;
    const ended = next.name === "over";
    clock.current = next;
    const seconds = answerSeconds(now, next, at);
    const mayStay = extensionsLeft(now, next) > 0;
    setShown((last) => (last.seconds === seconds && last.mayStay === mayStay ? last : { seconds, mayStay }));
    if (ended) over();
  }, []);
  const input = useCallback(() => {
    happen("input");
    latest.current.onInput();
  }, [happen]);

  useEffect(() => {
    const timer = setInterval(() => happen("tick"), tickMs);
    const kinds = ["pointerdown", "keydown", "wheel"] as const;
    for (const kind of kinds) addEventListener(kind, input, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of kinds) removeEventListener(kind, input, { capture: true });
    };
  }, [happen, input]);
  useEffect(() => {
    happen(frozen ? "freeze" : "thaw");
  }, [frozen, happen]);

  const stay = useCallback(() => {
    happen("stay");
    latest.current.onInput();
  }, [happen]);
  return { ...shown, stay, input };
}
