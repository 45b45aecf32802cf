// Where points and the schematic's lines stand in the picture. Equirectangular around the middle latitude: over a city nobody
// sees the difference.
import { type Box, boxOf, type LonLat } from "../../shared/map/geo.ts";

export interface Projection {
  width: number;
  height: number;
  place: (point: LonLat) => { x: number; y: number };
}

/** So much room around the outermost points. */
const margin = 0.08;

/** @param aspect width by height of the picture; undefined where there is no point */
export function projectionOf(points: readonly LonLat[], aspect: number): Projection | undefined {
  const box = boxOf(points);
  if (box === undefined) return undefined;
  const squeeze = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180);
  const { west, north, spanX, spanY } = framed(box, squeeze, aspect);
  const width = 1000;
  const height = width / aspect;
  return {
    width,
    height,
    place: ({ lon, lat }) => ({
      x: (((lon - west) * squeeze) / spanX) * width,
      y: ((north - lat) / spanY) * height,
    }),
  };
}

/** The box with its margin, stretched to the picture's shape. */
function framed(box: Box, squeeze: number, aspect: number) {
  const smallest = 0.002;
  const wide = Math.max((box.east - box.west) * squeeze, smallest) * (1 + 2 * margin);
  const high = Math.max(box.north - box.south, smallest) * (1 + 2 * margin);
  const spanX = Math.max(wide, high * aspect);
  const spanY = spanX / aspect;
  const middleLon = (box.west + box.east) / 2;
  const middleLat = (box.south + box.north) / 2;
  return { west: middleLon - spanX / squeeze / 2, north: middleLat + spanY / 2, spanX, spanY };
}
