// Which screen is shown, and what every screen gets. Shell.tsx alone switches them.
import type { AppId, appCategories, OpenedSession, Receipt, ShellState } from "@kiosk/contract";
import type { Prefs } from "./prefs.ts";

export type AppCategory = (typeof appCategories)[number];

export type Screen =
  | { readonly name: "home" }
  | { readonly name: "category"; readonly category: AppCategory }
  | { readonly name: "search" }
  /** what it is, whether it can be done here now and where else, before anybody identifies themselves */
  | { readonly name: "service"; readonly appId: AppId }
  /** `help`: 求助 stands over the use, which goes on beneath it */
  | { readonly name: "session"; readonly appId: AppId; readonly opened: OpenedSession; readonly help?: boolean }
  /** 好差评, after the wipe */
  | { readonly name: "rating"; readonly sessionId: string; readonly appId: AppId | null }
  | { readonly name: "report"; readonly sessionId: string | null; readonly appId: AppId | null }
  | { readonly name: "receipt"; readonly receipt: Receipt; readonly of: "rating" | "report" }
  | { readonly name: "help" }
  | { readonly name: "staff" };

export interface ScreenProps {
  readonly state: ShellState;
  readonly prefs: Prefs;
  readonly go: (screen: Screen) => void;
}

/** The props of one screen's component. */
export type PropsOf<N extends Screen["name"]> = ScreenProps & { readonly screen: Extract<Screen, { name: N }> };
