// How far places are apart: by a road matrix where it has the way, else the straight line times the detour of the contract.
import type { RouteSettingValues } from "./settings.ts";
import type { RoadWay } from "./stored.ts";

/** Somewhere a day begins or a visit is made. WGS-84. */
export interface Place {
  /** terminal id, or the name of a starting point: what a road matrix calls it */
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

export interface TravelTable {
  /** `places * places`, row by row */
  readonly metres: Float64Array;
  /** whole minutes, up: no estimate of a way through a city is finer, and minutes can be compared exactly */
  readonly minutes: Float64Array;
  /** ways taken by detour although there is a road matrix */
  readonly missingPairs: number;
}

const earthMetres = 6_371_008.8;
const radian = Math.PI / 180;

/** Great circle on the mean sphere (IUGG): within 0.6 % of the ellipsoid. */
export function straightMetres(a: Pick<Place, "lon" | "lat">, b: Pick<Place, "lon" | "lat">): number {
  const dLat = (b.lat - a.lat) * radian;
  const dLon = (b.lon - a.lon) * radian;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radian) * Math.cos(b.lat * radian) * Math.sin(dLon / 2) ** 2;
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Ways by both their ends. */
export type Roads = ReadonlyMap<string, { readonly metres: number; readonly seconds: number }>;

export function roadKey(from: string, to: string): string {
  return `${from}\u0000${to}`;
}

export function roadsOf(ways: readonly RoadWay[]): Roads {
  return new Map(ways.map(([from, to, metres, seconds]) => [roadKey(from, to), { metres, seconds }]));
}

/** @param roads null: none was imported */
export function travelTable(
  places: readonly Place[],
  { detour, speedKmh }: Pick<RouteSettingValues, "detour" | "speedKmh">,
  roads: Roads | null,
): TravelTable {
  const n = places.length;
  const metres = new Float64Array(n * n);
  const minutes = new Float64Array(n * n);
  let missingPairs = 0;
  const metresPerMinute = (speedKmh * 1000) / 60;
  places.forEach((from, i) => {
    places.forEach((to, j) => {
      if (i === j) return;
      const road = roads?.get(roadKey(from.name, to.name));
      if (road === undefined && roads !== null) missingPairs += 1;
      const length = road?.metres ?? straightMetres(from, to) * detour;
      metres[i * n + j] = Math.round(length);
      minutes[i * n + j] = Math.ceil(road === undefined ? length / metresPerMinute : road.seconds / 60);
    });
  });
  return { metres, minutes, missingPairs };
}

/** Of all ways between these places, how many a road matrix does not have. */
export function missingWays(names: readonly string[], roads: Roads): number {
  let missing = 0;
  for (const from of names) for (const to of names) if (from !== to && !roads.has(roadKey(from, to))) missing += 1;
  return missing;
}
