// What the frame offers every screen beyond its props: the tool bar's switches.
import { createContext, useContext } from "react";
import type { Prefs } from "./prefs.ts";

export interface Frame {
  readonly setPrefs: (change: Partial<Prefs>) => void;
  /** Back to the defaults, as after every use. */
  readonly resetPrefs: () => void;
  /** the kiosk's clock, ms UTC; moves once a second */
  readonly now: number;
  /** instant of the last recovery that a citizen was told of; it is said once */
  readonly saidRecovery: number | null;
  readonly sayRecovery: (at: number) => void;
}

export const FrameContext = createContext<Frame>({
  setPrefs: () => undefined,
  resetPrefs: () => undefined,
  now: 0,
  saidRecovery: null,
  sayRecovery: () => undefined,
});

export function useFrame(): Frame {
  return useContext(FrameContext);
}
