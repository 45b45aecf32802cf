import { useCallback, useRef, useState } from "react";
import type { Saved, SaveRefusal } from "../engine/engine.ts";

export interface Saving {
  readonly busy: boolean;
  /** why the last attempt was not written; null: it was, or there was none */
  readonly refusal: SaveRefusal | null;
  /** Runs one attempt, one at a time; the value once it is durable on the phone, undefined where it is not. */
  readonly run: <T>(attempt: () => Promise<Saved<T>>) => Promise<T | undefined>;
}

export function useSaving(): Saving {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<SaveRefusal | null>(null);
  const running = useRef(false);
  const run = useCallback(async <T>(attempt: () => Promise<Saved<T>>): Promise<T | undefined> => {
    // a second touch of the same button
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    try {
      const saved = await attempt();
      setRefusal(saved.ok ? null : saved.why);
      return saved.ok ? saved.value : undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, refusal, run };
}
