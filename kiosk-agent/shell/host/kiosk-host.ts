// What the Electron host gives to the citizen's pages, and the names under which it travels. The pages find it as
// `window.kioskHost`; in the browser host there is none.
import { WipePart } from "@kiosk/contract";
import { z } from "zod";

export const ipcChannels = { wipe: "kiosk:wipe", renew: "kiosk:renew", staff: "kiosk:staff" } as const;

/** The parts that the host wiped and read back; the pages put them into PageWipe beside their own. */
export const HostWipe = z.array(WipePart);
export type HostWipe = z.infer<typeof HostWipe>;

export interface KioskHost {
  readonly kind: "electron";
  /**
   * Clears everything that the view's partition holds, then looks again. To be called after the agent's `end`, before
   * `wiped`. At most 8 s; rejects only for a frame that is not the pages' own. The view is put away by `renew`, or by the host itself two minutes later.
   */
  wipe(): Promise<HostWipe>;
  /** Destroys the page that calls it, and its partition; the home page comes in a new one. Nothing after it runs. */
  renew(): void;
  /**
   * Staff may leave the pages until then, kiosk clock; null: no longer. The host asks the agent whether it is so, and the
   * window leaves the full screen for as long.
   */
  staff(until: number | null): void;
}
