// What the frame offers every screen beyond its props: the tool bar's switches.
import { createContext, useContext } from "react";
import { defaultPrefs, type Prefs } from "./prefs.ts";

export interface Frame {
  readonly setPrefs: (change: Partial<Prefs>) => void;
  /** Back to the defaults, as after every use. */
  readonly resetPrefs: () => void;
  /** the kiosk's clock, ms UTC; moves once a second */
  readonly now: number;
}

export const FrameContext = createContext<Frame>({
  setPrefs: () => undefined,
  resetPrefs: () => undefined,
  now: 0,
});

export function useFrame(): Frame {
  return useContext(FrameContext);
}

/** What a preference is when nobody has chosen. */
export function isDefault(prefs: Prefs): boolean {
  return (
    prefs.language === defaultPrefs.language &&
    prefs.elder === defaultPrefs.elder &&
    prefs.highContrast === defaultPrefs.highContrast &&
    prefs.voice === defaultPrefs.voice
  );
}
