// The machine's own speech. A voice that needs a network is none: what a citizen reads must not leave the machine.
import type { Language } from "../i18n/index.ts";

export interface Speaker {
  /** a voice of this machine for this language is there */
  has(language: Language): boolean;
  /** Says it instead of what is being said. */
  say(sentence: string, language: Language, volume: number): void;
  hush(): void;
  /** Voices may come late. */
  onVoices(listener: () => void): () => void;
}

const tags: Readonly<Record<Language, RegExp>> = { zh: /^(?:zh|cmn)\b/i, en: /^en\b/i };

export function localVoice(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
): SpeechSynthesisVoice | undefined {
  const local = voices.filter((voice) => voice.localService && tags[language].test(voice.lang.replace("_", "-")));
  return local.find((voice) => voice.lang.replace("_", "-") === (language === "zh" ? "zh-CN" : "en-US")) ?? local[0];
}

export function browserSpeaker(speech: SpeechSynthesis | undefined): Speaker {
  return {
    has: (language) => speech !== undefined && localVoice(speech.getVoices(), language) !== undefined,
    say: (sentence, language, volume) => {
      const voice = speech === undefined ? undefined : localVoice(speech.getVoices(), language);
      if (speech === undefined || voice === undefined) return;
      speech.cancel();
      const words = new SpeechSynthesisUtterance(sentence);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9;
      words.volume = volume;
      speech.speak(words);
    },
    hush: () => speech?.cancel(),
    onVoices: (listener) => {
      speech?.addEventListener("voiceschanged", listener);
      return () => speech?.removeEventListener("voiceschanged", listener);
    },
  };
}
