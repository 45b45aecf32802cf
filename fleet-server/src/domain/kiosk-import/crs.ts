// Chinese maps show positions in GCJ-02, some hundred metres off; terminals are kept in WGS-84. The one place that converts.
// The shift is the published approximation on the Krasovsky ellipsoid; its inverse is found by iteration.

export interface Position {
  readonly lon: number;
  readonly lat: number;
}

const semiMajorM = 6_378_245;
const eccentricity2 = 0.006_693_421_622_965_943;
const rad = Math.PI / 180;
/** Below a millimetre; the iteration needs four or five steps. */
const closeDeg = 1e-9;
const maxSteps = 20;

/** GCJ-02 is defined for the mainland; elsewhere the maps show WGS-84. */
function isShifted({ lon, lat }: Position): boolean {
  return lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271;
}

function waves(x: number, y: number) {
  const fast = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    fast +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    fast +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  return { north, east };
}

export function toGcj02(at: Position): Position {
  if (!isShifted(at)) return at;
  const { north, east } = waves(at.lon - 105, at.lat - 35);
  const sin = Math.sin(at.lat * rad);
  const magic = 1 - eccentricity2 * sin * sin;
  const root = Math.sqrt(magic);
  const lat = at.lat + north / (((semiMajorM * (1 - eccentricity2)) / (magic * root)) * rad);
  const lon = at.lon + east / ((semiMajorM / root) * Math.cos(at.lat * rad) * rad);
  return { lon, lat };
}

export function fromGcj02(shown: Position): Position {
  if (!isShifted(shown)) return shown;
  let guess = shown;
  for (let step = 0; step < maxSteps; step++) {
    const there = toGcj02(guess);
    const off = { lon: there.lon - shown.lon, lat: there.lat - shown.lat };
    guess = { lon: guess.lon - off.lon, lat: guess.lat - off.lat };
    if (Math.abs(off.lon) < closeDeg && Math.abs(off.lat) < closeDeg) break;
  }
  return guess;
}

/** Metres between two positions that are not far apart. */
export function distanceM(a: Position, b: Position): number {
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.hypot(x, y) * 6_371_000;
}
