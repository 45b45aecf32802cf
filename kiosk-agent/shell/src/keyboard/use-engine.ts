import { useEffect, useState } from "react";
import { type PinyinDictionary, parseDictionary } from "./dictionary.ts";
import { createPinyinEngine, type PinyinEngine } from "./pinyin-engine.ts";

/** Where ime/build-dictionary.ts puts it. */
const address = "/ime/pinyin.json";

export type EngineState =
  | { readonly name: "loading" }
  | { readonly name: "failed"; readonly again: () => void }
  | { readonly name: "ready"; readonly engine: PinyinEngine };

/** Fetches the words when the first pinyin field opens, from this machine; they go when the screen does. */
export function useEngine(fuzzy: boolean): EngineState {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ readonly attempt: number; readonly dictionary: PinyinDictionary | null }>();
  const [built, setBuilt] = useState<{ readonly fuzzy: boolean; readonly engine: PinyinEngine }>();
  const dictionary = loaded?.dictionary ?? null;

  useEffect(() => {
    const giveUp = new AbortController();
    load(giveUp.signal)
      .then((found) => setLoaded({ attempt, dictionary: found ?? null }))
      .catch(() => {
        if (!giveUp.signal.aborted) setLoaded({ attempt, dictionary: null });
      });
    return () => giveUp.abort();
  }, [attempt]);

  useEffect(() => {
    if (dictionary !== null) setBuilt({ fuzzy, engine: createPinyinEngine(dictionary, { fuzzy }) });
  }, [dictionary, fuzzy]);

  if (built !== undefined) return { name: "ready", engine: built.engine };
  if (loaded?.attempt === attempt && dictionary === null) {
    return { name: "failed", again: () => setAttempt(attempt + 1) };
  }
  return { name: "loading" };
}

async function load(signal: AbortSignal): Promise<PinyinDictionary | undefined> {
  const response = await fetch(address, { signal });
  return response.ok ? parseDictionary(await response.json()) : undefined;
}
