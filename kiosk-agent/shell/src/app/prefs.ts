// How this citizen wants to see and hear it. Kept in memory, and back to the defaults with every wipe.
import { createContext, useContext } from "react";

export interface Prefs {
  readonly language: "zh" | "en";
  /** 长者版 */
  readonly elder: boolean;
  readonly highContrast: boolean;
  /** spoken prompts; captions stand whether or not anything is spoken */
  readonly voice: boolean;
}

export const defaultPrefs: Prefs = { language: "zh", elder: false, highContrast: false, voice: false };

export const PrefsContext = createContext<Prefs>(defaultPrefs);

export function usePrefs(): Prefs {
  return useContext(PrefsContext);
}
