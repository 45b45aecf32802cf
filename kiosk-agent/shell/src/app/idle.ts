// Nobody touches the glass: first the preferences go back, then the home page, then the calm attract page.
import { useEffect, useState } from "react";

export const prefsBackMs = 60_000;
export const homeMs = 90_000;

export type Idleness = "here" | "prefs-back" | "gone";

export function idlenessOf(idleMs: number): Idleness {
  if (idleMs >= homeMs) return "gone";
  return idleMs >= prefsBackMs ? "prefs-back" : "here";
}

/** How long ago somebody touched the glass or a key. A page within a frame tells by its shell messages, not by this. */
export function useIdleness(): Idleness {
  const [idleness, setIdleness] = useState<Idleness>("here");
  const [touch] = useState(() => ({ at: Date.now() }));
  useEffect(() => {
    const touched = () => {
      touch.at = Date.now();
      setIdleness("here");
    };
    const timer = setInterval(() => setIdleness(idlenessOf(Date.now() - touch.at)), 1000);
    addEventListener("pointerdown", touched, true);
    addEventListener("keydown", touched, true);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", touched, true);
      removeEventListener("keydown", touched, true);
    };
  }, [touch]);
  return idleness;
}
