// Puts together what the pages draw: everything that is known now, each instant by the kiosk's clock.
import type {
  AppManifest,
  KioskId,
  SessionEnd,
  ShelfPlace,
  ShellState,
  ShellTile,
  ThemeManifest,
} from "@kiosk/contract";
import { findElsewhere } from "../domain/elsewhere.ts";
import { isOpenAt } from "../domain/opening-hours.ts";
import type { ServiceVerdict } from "../domain/service-state.ts";
import type { Millis } from "../ports.ts";
import type { PlacedApp, ShelfSnapshot } from "./ports.ts";
import type { CitizenSession } from "./session.ts";

/** Addresses on loopback, known to whoever serves them. */
export interface ShellAddresses {
  /** of the first page of an app within its frame; null: it cannot be opened */
  frame(app: PlacedApp): string | null;
  /** of a style's banner */
  banner(theme: NonNullable<ShelfSnapshot["theme"]>): string | null;
}

export interface ShellSeen {
  readonly kioskId: KioskId;
  readonly at: Millis;
  readonly snapshot: ShelfSnapshot;
  readonly verdict: (app: PlacedApp) => ServiceVerdict | undefined;
  readonly addresses: ShellAddresses;
  /** what a service is found by */
  readonly searchOf: (manifest: AppManifest) => readonly string[];
  readonly defaultTheme: ThemeManifest;
  readonly network: "online" | "offline";
  readonly mode: ShellState["mode"];
  readonly session: CitizenSession | undefined;
  readonly unproven: string | null;
  readonly recovered: { readonly end: SessionEnd; readonly at: Millis; readonly clean: boolean } | null;
  readonly screen: ShellState["screen"];
  readonly staffUntil: Millis | null;
  readonly host: ShellState["host"];
}

export function shellState(seen: ShellSeen): ShellState {
  const {
    kioskId,
    at,
    snapshot,
    addresses,
    defaultTheme,
    network,
    mode,
    recovered,
    unproven,
    screen,
    staffUntil,
    host,
  } = seen;
  const tiles = (snapshot.shelf?.said.places ?? []).flatMap((place) => tileOf(place, seen) ?? []);
  const suspended = tiles.filter((t) => t.state === "suspended" || t.state === "off").length;
  const point = snapshot.shelf?.said.point;
  const heard = [snapshot.shelf?.receivedAt, snapshot.nearby?.receivedAt].filter((t) => t !== undefined);
  return {
    v: 1,
    at,
    kioskId,
    point:
      point === undefined
        ? null
        : {
            name: point.name,
            address: point.address,
            phone: point.phone,
            hours: point.hours,
            openNow: isOpenAt(point.hours, at),
          },
    network,
    mode,
    theme: snapshot.theme?.manifest ?? defaultTheme,
    banner: snapshot.theme === null ? null : addresses.banner(snapshot.theme),
    tiles,
    counts: { available: tiles.length - suspended, suspended },
    session: seen.session === undefined ? null : sessionOf(seen.session),
    recovered,
    unproven,
    serverSaidAt: heard.length === 0 ? null : Math.max(...heard),
    screen,
    staffUntil,
    host,
  };
}

function sessionOf(session: CitizenSession): NonNullable<ShellState["session"]> {
  const { sessionId, startedAt, limitAt } = session.start;
  return {
    sessionId,
    appId: session.appId,
    startedAt,
    busy: session.busy,
    withdrawn: session.withdrawn?.said ?? null,
    card: session.card,
    identified: session.identifiedBy,
    limitAt,
  };
}

/** undefined: nothing of it is in place, or it was taken off without a word to citizens. */
function tileOf(place: ShelfPlace, seen: ShellSeen): ShellTile | undefined {
  const app = seen.snapshot.apps.get(place.appId);
  if (app === undefined) return undefined;
  if (place.state === "off" && place.reason === null) return undefined;
  const { manifest } = app;
  const verdict = seen.verdict(app);
  const state = place.state === "off" ? "off" : (verdict?.state ?? "suspended");
  const usable = state === "ok" || state === "limited";
  return {
    manifest,
    state,
    missing: state === "off" ? [] : [...(verdict?.missing ?? [])],
    causes: place.state === "off" ? [place.reason].filter((r) => r !== null) : [...(verdict?.causes ?? [])],
    without: state === "limited" ? [...(verdict?.without ?? [])] : [],
    expectedAt: usable ? null : expectedAt(place, seen.snapshot),
    // One who can do most of it here is sent away only to where all of it can be done.
    elsewhere: state === "ok" ? null : findElsewhere(place.appId, seen.snapshot.nearby, seen.at, state === "limited"),
    frequent: place.frequent,
    search: [...seen.searchOf(manifest)],
    frame: usable && (seen.mode !== "safe" || isHarmless(app)) ? seen.addresses.frame(app) : null,
  };
}

/** In safe mode only what reads nothing of anybody and moves no device: guides and numbers. */
export function isHarmless({ manifest }: PlacedApp): boolean {
  return manifest.requires.length === 0 && manifest.permissions.length === 0;
}

/** `until` is by the server's clock, which said `at` when this kiosk's said `receivedAt`. */
function expectedAt({ until }: ShelfPlace, { shelf }: ShelfSnapshot): Millis | null {
  if (until === null || shelf === null) return null;
  return Math.max(0, until - shelf.said.at + shelf.receivedAt);
}
