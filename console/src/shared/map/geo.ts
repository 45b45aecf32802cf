// Plain geometry in degrees; no Leaflet, so that it is tested without a browser.

/** WGS-84 degrees. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface LonLat {
  lon: number;
  lat: number;
}

export function contains(box: Box, point: LonLat): boolean {
  return point.lon >= box.west && point.lon <= box.east && point.lat >= box.south && point.lat <= box.north;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

/** The smallest box around the points; undefined for none. */
export function boxOf(points: readonly LonLat[]): Box | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  const box = { west: first.lon, east: first.lon, south: first.lat, north: first.lat };
  for (const { lon, lat } of points) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

/** `121.3300,31.1800,121.4400,31.2500`, the form in the address bar */
export function formatBox(box: Box): string {
  return [box.west, box.south, box.east, box.north].map((n) => n.toFixed(4)).join(",");
}

/** Undefined for anything that is no box on earth. */
export function parseBox(text: string | undefined): Box | undefined {
  const numbers = (text ?? "").split(",").map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((n) => !Number.isFinite(n))) return undefined;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  const sane = west < east && south < north && west >= -180 && east <= 180 && south >= -85 && north <= 85;
  return sane ? { west, south, east, north } : undefined;
}

const steps = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45];

/** Round degrees at which to draw lines, so that four to eight fall into the span. */
export function graticuleStep(spanDegrees: number): number {
  return steps.find((step) => spanDegrees / step <= 8) ?? 45;
}

/** The multiples of the step inside the interval. */
export function graticuleLines(from: number, to: number, step: number): number[] {
  const lines: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n += 1) lines.push(Number((n * step).toFixed(6)));
  return lines;
}
