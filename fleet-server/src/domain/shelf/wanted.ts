// What a terminal is to offer at an instant, from every change that was ever made: recomputed and never stored as a state of
// its own, so that taking a change back leaves exactly what would be there without it.
import type { AppId, KioskId, Said } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import type { StandingChange } from "./change.ts";

export interface ShelfTerminalPlace {
  readonly kioskId: KioskId;
  /** 街镇: the group it belongs to */
  readonly street: string;
}

/** The digest of a released version; undefined: it is not released, or was withdrawn. */
export type ReleasedDigest = (id: AppId, version: string) => string | undefined;

export interface WantedApp {
  readonly appId: AppId;
  readonly state: "on" | "off";
  readonly version: string;
  readonly digest: string;
  readonly effectiveAt: Millis;
  readonly reason: Said | null;
  readonly until: Millis | null;
  readonly frequent: number | null;
  /** the change that says on or off */
  readonly changeId: string;
  /** the change that names the version */
  readonly versionId: string;
}

export interface WantedTheme {
  readonly id: AppId;
  readonly version: string;
  readonly digest: string;
  readonly changeId: string;
}

/** What of an app a change speaks of; each is decided for itself. */
export type ShelfAspect = "state" | "version" | "frequent" | "theme";

/** What an action is made for: what a preview asks about. */
export const mainAspect: Readonly<Record<StandingChange["action"], ShelfAspect>> = {
  on: "state",
  off: "state",
  adjust: "frequent",
  version: "version",
  theme: "theme",
};

/** Waves are streets; a street that none names follows when all waves are through. */
export function covers(
  { scope, rollout, wave, state }: StandingChange,
  { kioskId, street }: ShelfTerminalPlace,
): boolean {
  switch (scope.kind) {
    case "kiosk":
      return scope.kioskId === kioskId;
    case "group":
      return scope.street === street;
    case "contract": {
      if (rollout === null) return true;
      const own = rollout.waves.findIndex((streets) => streets.includes(street));
      return own < 0 ? state === "done" : own < wave;
    }
  }
}

const width = { kiosk: 0, group: 1, contract: 2 } as const;

/** The narrower before the wider, the later before the earlier. */
function comesBefore(a: StandingChange, b: StandingChange): boolean {
  const wider = width[b.scope.kind] - width[a.scope.kind];
  if (wider !== 0) return wider > 0;
  return a.effectiveAt === b.effectiveAt ? a.seq > b.seq : a.effectiveAt > b.effectiveAt;
}

function speaksOf(change: StandingChange, aspect: ShelfAspect, released: ReleasedDigest): boolean {
  const { action, packageId, version, frequent } = change;
  const isReleased = () => version !== null && released(packageId, version) !== undefined;
  switch (aspect) {
    case "state":
      return action === "on" || action === "off";
    case "version":
      // a version that was withdrawn is as if nobody had named it: what held before holds again
      return (action === "on" || action === "version") && isReleased();
    case "frequent":
      return action === "adjust" || (action === "on" && frequent !== null);
    case "theme":
      return action === "theme" && isReleased();
  }
}

/** The change that decides an aspect at a terminal; undefined: none does. @param changes of one app, or all of styles */
export function decider(
  changes: readonly StandingChange[],
  aspect: ShelfAspect,
  terminal: ShelfTerminalPlace,
  at: Millis,
  released: ReleasedDigest,
): StandingChange | undefined {
  let best: StandingChange | undefined;
  for (const change of changes) {
    if (change.state === "undone" || change.effectiveAt > at) continue;
    if (!speaksOf(change, aspect, released) || !covers(change, terminal)) continue;
    if (best === undefined || comesBefore(change, best)) best = change;
  }
  return best;
}

/** Changes by what they are about: what {@link wantedApps} and {@link wantedTheme} read. */
export interface SortedChanges {
  readonly apps: ReadonlyMap<AppId, readonly StandingChange[]>;
  readonly themes: readonly StandingChange[];
}

export function sortChanges(changes: readonly StandingChange[]): SortedChanges {
  const themes = changes.filter(({ action }) => action === "theme");
  const apps = changes.filter(({ action }) => action !== "theme");
  return { apps: Map.groupBy(apps, ({ packageId }) => packageId), themes };
}

/** By app id. An app with no released version, or that nobody put on or took off, is not there. */
export function wantedApps(
  { apps }: SortedChanges,
  terminal: ShelfTerminalPlace,
  at: Millis,
  released: ReleasedDigest,
): WantedApp[] {
  const wanted = [...apps].flatMap(([appId, changes]): WantedApp[] => {
    const by = (aspect: ShelfAspect) => decider(changes, aspect, terminal, at, released);
    const [state, named, frequent] = [by("state"), by("version"), by("frequent")];
    if (state === undefined || named === undefined || named.version === null) return [];
    const digest = released(appId, named.version);
    if (digest === undefined) return [];
    const isOff = state.action === "off";
    return [
      {
        appId,
        state: isOff ? "off" : "on",
        version: named.version,
        digest,
        effectiveAt: Math.max(state.effectiveAt, named.effectiveAt),
        reason: isOff ? state.reason : null,
        until: isOff ? state.until : null,
        frequent: frequent?.frequent ?? null,
        changeId: state.id,
        versionId: named.id,
      },
    ];
  });
  return wanted.sort((a, b) => (a.appId < b.appId ? -1 : 1));
}

/** null: none was ever chosen for it. */
export function wantedTheme(
  { themes }: SortedChanges,
  terminal: ShelfTerminalPlace,
  at: Millis,
  released: ReleasedDigest,
): WantedTheme | null {
  const change = decider(themes, "theme", terminal, at, released);
  if (change === undefined || change.version === null) return null;
  const digest = released(change.packageId, change.version);
  return digest === undefined ? null : { id: change.packageId, version: change.version, digest, changeId: change.id };
}
