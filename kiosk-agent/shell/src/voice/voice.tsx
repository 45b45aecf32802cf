import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { usePrefs } from "../app/prefs.ts";
import type { Speaker } from "./speaker.ts";

export interface Voice {
  /** what stands in the captions; null: this screen says nothing */
  readonly caption: string | null;
  /** this machine can speak the chosen language */
  readonly available: boolean;
  /** one of `volumes` */
  readonly volume: number;
  /** The next louder step; from the loudest back to the quietest. */
  readonly turnVolume: () => void;
  /** Says the caption once more. */
  readonly again: () => void;
  readonly show: (sentence: string | null) => void;
}

export const volumes: readonly number[] = [0.4, 0.7, 1];
const usualVolume = 0.7;

const VoiceContext = createContext<Voice>({
  caption: null,
  available: false,
  volume: usualVolume,
  turnVolume: () => undefined,
  again: () => undefined,
  show: () => undefined,
});

export function useVoice(): Voice {
  return useContext(VoiceContext);
}

/**
 * The main sentence of what is on the screen: it stands in the captions and, when voice is on, exactly this is spoken. `null`:
 * nothing to say. The component that changed its sentence last speaks: one for a screen, and a dialog that it opens.
 */
export function useSay(sentence: string | null): void {
  const { show } = useVoice();
  useEffect(() => {
    show(sentence);
  }, [sentence, show]);
}

export function VoiceProvider({ speaker, children }: { readonly speaker: Speaker; readonly children: ReactNode }) {
  const { language, voice } = usePrefs();
  const [caption, setCaption] = useState<string | null>(null);
  const [volume, setVolume] = useState(usualVolume);
  const [available, setAvailable] = useState(() => speaker.has(language));

  useEffect(() => {
    const look = () => setAvailable(speaker.has(language));
    look();
    return speaker.onVoices(look);
  }, [speaker, language]);

  const speak = useCallback(() => {
    if (voice && caption !== null) speaker.say(caption, language, volume);
    else speaker.hush();
  }, [speaker, voice, caption, language, volume]);

  useEffect(() => {
    speak();
    return () => speaker.hush();
  }, [speak, speaker]);

  const value = useMemo<Voice>(
    () => ({
      caption,
      available,
      volume,
      turnVolume: () => setVolume((now) => volumes[(volumes.indexOf(now) + 1) % volumes.length] ?? 1),
      again: speak,
      show: setCaption,
    }),
    [caption, available, volume, speak],
  );
  return <VoiceContext value={value}>{children}</VoiceContext>;
}
