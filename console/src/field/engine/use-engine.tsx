// The engine in React: one provider, and hooks that draw anew when what they show has changed.
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { FieldEngine, FieldState, ReadyState } from "./engine.ts";

const EngineContext = createContext<FieldEngine | null>(null);

export function EngineProvider({ engine, children }: { readonly engine: FieldEngine; readonly children: ReactNode }) {
  return <EngineContext.Provider value={engine}>{children}</EngineContext.Provider>;
}

export function useEngine(): FieldEngine {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error("no EngineProvider around this");
  return engine;
}

/** Everything there is to show; anew after each change. */
export function useFieldState(): FieldState {
  const engine = useEngine();
  return useSyncExternalStore(engine.subscribe, engine.snapshot);
}

/** For what is only drawn once the engine is ready. @throws before */
export function useReady(): ReadyState {
  const state = useFieldState();
  if (state.name !== "ready") throw new Error("the engine is not ready");
  return state;
}

/** Millis by the corrected clock, anew every `everyMs`. */
export function useNow(everyMs: number): number {
  const engine = useEngine();
  const [now, setNow] = useState(engine.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(engine.now()), everyMs);
    return () => clearInterval(timer);
  }, [engine, everyMs]);
  return now;
}

/** The picture of a photo that is still on the phone; null while it is read and where it is gone. */
export function usePhotoUrl(photoId: string): string | null {
  const engine = useEngine();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let shown: string | null = null;
    let gone = false;
    void engine.photoUrl(photoId).then((made) => {
      if (gone && made !== null) URL.revokeObjectURL(made);
      if (gone) return;
      shown = made;
      setUrl(made);
    });
    return () => {
      gone = true;
      if (shown !== null) URL.revokeObjectURL(shown);
    };
  }, [engine, photoId]);
  return url;
}
