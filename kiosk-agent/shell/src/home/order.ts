// Which services stand where. The agent says what can be done; the pages only put it in order.
import { appCategories, type ShellState, type ShellTile } from "@kiosk/contract";
import type { AppCategory } from "../app/screen.ts";

const places = 8;

/** The eight of the home page: those with a place first, then the rest, what can be done before what cannot. */
export function frequentTiles(tiles: readonly ShellTile[]): readonly ShellTile[] {
  const placed = tiles.filter((tile) => tile.frequent !== null).sort((a, b) => (a.frequent ?? 0) - (b.frequent ?? 0));
  const rest = tiles.filter((tile) => tile.frequent === null).sort((a, b) => rankOf(a) - rankOf(b));
  return [...placed, ...rest].slice(0, places);
}

function rankOf({ state }: ShellTile): number {
  return { ok: 0, limited: 1, suspended: 2, off: 3 }[state];
}

export interface CategoryCount {
  readonly category: AppCategory;
  readonly count: number;
}

/** Categories that have something, in the contract's order. */
export function categoryCounts(tiles: readonly ShellTile[]): readonly CategoryCount[] {
  return appCategories
    .map((category) => ({ category, count: tiles.filter((tile) => tile.manifest.category === category).length }))
    .filter(({ count }) => count > 0);
}

export function tilesOf(tiles: readonly ShellTile[], category: AppCategory): readonly ShellTile[] {
  return tiles.filter((tile) => tile.manifest.category === category).sort((a, b) => rankOf(a) - rankOf(b));
}

/** What is offered at all: in safe mode the guides alone. */
export function offered(tiles: readonly ShellTile[], mode: ShellState["mode"]): readonly ShellTile[] {
  return mode === "safe" ? tiles.filter((tile) => tile.manifest.category === "guide") : tiles;
}

/** Whether 开始办理 leads anywhere now; in safe mode guides alone do. */
export function canStart(tile: ShellTile, mode: ShellState["mode"]): boolean {
  if (tile.frame === null || tile.state === "suspended" || tile.state === "off") return false;
  return mode !== "safe" || tile.manifest.category === "guide";
}

/** The nearest open terminal that any tile knows of, for when this one cannot be used at all. */
export function nearestKnown(tiles: readonly ShellTile[]): ShellTile["elsewhere"] {
  const known = tiles.flatMap(({ elsewhere }) => (elsewhere === null ? [] : [elsewhere]));
  const metres = (one: (typeof known)[number]) => one.metres ?? Number.POSITIVE_INFINITY;
  return known.sort((a, b) => metres(a) - metres(b))[0] ?? null;
}
