import {
  type CoordinateConfidence,
  type KioskHealth,
  type KioskPoints,
  type KioskRow,
  pointLetters,
} from "@kiosk/contract";

/** Where a terminal stands and how it is: what the map needs of it, and a name for whoever mentions it. */
export type KioskPlace = Pick<KioskRow, "id" | "seq" | "name" | "lon" | "lat" | "health" | "confidence">;

const healthOf: Readonly<Record<string, KioskHealth>> = {
  [pointLetters.health.ok]: "ok",
  [pointLetters.health.warning]: "warning",
  [pointLetters.health.fault]: "fault",
  [pointLetters.health.offline]: "offline",
};
const confidenceOf: Readonly<Record<string, CoordinateConfidence>> = {
  [pointLetters.confidence.high]: "high",
  [pointLetters.confidence.medium]: "medium",
};

/** The columns as places; a letter that is none of ours is nothing known. */
export function placesOf({ ids, seqs, names, lons, lats, healths, confidences }: KioskPoints): KioskPlace[] {
  return ids.map((id, n) => ({
    id,
    seq: seqs[n] ?? 0,
    name: names[n] ?? "",
    lon: lons[n] ?? 0,
    lat: lats[n] ?? 0,
    health: healthOf[healths.charAt(n)] ?? "unknown",
    confidence: confidenceOf[confidences.charAt(n)] ?? "low",
  }));
}
