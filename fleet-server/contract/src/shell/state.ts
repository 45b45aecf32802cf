// What the agent tells the citizen's pages, on loopback. The pages draw this and decide nothing of it.
//   GET /shell/v1/state            -> ShellState
//   GET /shell/v1/events           text/event-stream; each message is a whole ShellState
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { OpeningHours } from "../api/kiosks.ts";
import { KioskId } from "../ids.ts";
import { MissingCapability, serviceStates } from "../shelf/capabilities.ts";
import { hostKinds, SessionEnd } from "../shelf/events.ts";
import { AppId, AppManifest, Said, ThemeManifest } from "../shelf/manifest.ts";
import { NearbyTerminal } from "../shelf/terminal.ts";

/** Where else it can be done: reachable when last heard, open now, and itself saying that it can. */
export const Elsewhere = NearbyTerminal.pick({
  kioskId: true,
  name: true,
  address: true,
  metres: true,
  hours: true,
}).extend({
  state: z.enum(serviceStates),
  /** the age of this knowledge: when the other terminal said so, kiosk clock */
  saidAt: Millis,
});
export type Elsewhere = z.infer<typeof Elsewhere>;

export const ShellTile = z.strictObject({
  manifest: AppManifest,
  /** `off`: taken off the shelf; `suspended`: this terminal cannot now */
  state: z.enum([...serviceStates, "off"]),
  missing: z.array(MissingCapability),
  /** in the citizen's words, one for each missing capability or the reason for being off the shelf */
  causes: z.array(Said),
  /** what one gets nevertheless, where it is `limited` */
  without: z.array(Said),
  /** when it is expected back, kiosk clock; null: nobody knows */
  expectedAt: Millis.nullable(),
  /** null: no other terminal is known to be open and able */
  elsewhere: Elsewhere.nullable(),
  frequent: z.int().min(1).max(8).nullable(),
  /** what it is found by: name and keywords spelled by the agent, syllables apart and in lower case ("jiu yi ji lu ce") */
  search: z.array(z.string().max(200)).max(60),
  /** address of the first page within a frame; null where it cannot be opened */
  frame: z.string().nullable(),
});
export type ShellTile = z.infer<typeof ShellTile>;

/** `starting`: devices have not all answered once; `safe`: the pages crashed too often, guides and numbers alone. */
export const shellModes = ["starting", "open", "safe", "closed"] as const;

export const ShellState = z.strictObject({
  v: z.literal(1),
  /** kiosk clock */
  at: Millis,
  kioskId: KioskId,
  /** null until a shelf was ever received */
  point: z
    .strictObject({
      name: z.string(),
      address: z.string(),
      phone: z.string().nullable(),
      hours: OpeningHours.nullable(),
      openNow: z.boolean().nullable(),
    })
    .nullable(),
  network: z.enum(["online", "offline"]),
  mode: z.enum(shellModes),
  theme: ThemeManifest,
  /** address of the style's banner; null: none */
  banner: z.string().nullable(),
  tiles: z.array(ShellTile),
  /** 可办 N 项（`limited` counts as can be done） / 暂停 M 项 */
  counts: z.strictObject({ available: z.int(), suspended: z.int() }),
  /** the use under way; the page that holds its token may act in it */
  session: z
    .strictObject({
      sessionId: z.uuid(),
      appId: AppId.nullable(),
      startedAt: Millis,
      /** printing or writing a card: idle clocks stand still */
      busy: z.boolean(),
      /** its app was taken off the shelf: it ends now, with this sentence */
      withdrawn: Said.nullable(),
      /** a card lies on the reader or in a slot */
      card: z.enum(["present", "notPresent", "unknown"]),
      identified: z.enum(["card", "phone"]).nullable(),
      /** ends at this instant whatever happens, kiosk clock */
      limitAt: Millis,
    })
    .nullable(),
  /** the last use ended without its pages: what was wiped before this first paint */
  recovered: z.strictObject({ end: SessionEnd, at: Millis, clean: z.boolean() }).nullable(),
  /**
   * a use that ended without its pages and whose proof waits for what the pages read back of theirs at their start: they send
   * it to /sessions/<this>/wiped, once
   */
  unproven: z.uuid().nullable().default(null),
  /** where the shelf and the neighbours come from: null never, else when the server last answered, kiosk clock */
  serverSaidAt: Millis.nullable(),
  screen: z.strictObject({
    /** the glass itself; sizes of targets are computed of it */
    widthMm: z.number().min(50).max(3000),
    heightMm: z.number().min(50).max(3000),
  }),
  /** staff exit is open until, kiosk clock; null: closed */
  staffUntil: Millis.nullable(),
  host: z.enum(hostKinds).nullable(),
});
export type ShellState = z.infer<typeof ShellState>;

/** Kept beside the agent, for whoever watches the renderer (systemd, the launcher): GET /shell/v1/health. */
export const ShellHealth = z.strictObject({
  at: Millis,
  /** since the pages last said that they painted; null: never in this run */
  silentMs: z.int().nullable(),
  session: z.boolean(),
  mode: z.enum(shellModes),
  /** crashes in the last ten minutes */
  crashes: z.int(),
});
export type ShellHealth = z.infer<typeof ShellHealth>;
