import { KioskPoints, kioskHealths, pointLetters } from "@kiosk/contract";
import { expect, test } from "vitest";
import { placesOf } from "./places.ts";

test("every column's n-th entry is of the same terminal, and each health comes back as it went", () => {
  const points = KioskPoints.parse({
    at: 1,
    ids: kioskHealths.map((_, n) => `cn-00${n}`),
    seqs: kioskHealths.map((_, n) => n),
    names: kioskHealths.map((health) => health),
    lons: kioskHealths.map((_, n) => 121 + n),
    lats: kioskHealths.map((_, n) => 31 + n),
    healths: kioskHealths.map((health) => pointLetters.health[health]).join(""),
    confidences: "hmlhm",
  });
  const places = placesOf(points);
  expect(places.map((place) => place.health)).toEqual([...kioskHealths]);
  expect(places.map((place) => place.confidence)).toEqual(["high", "medium", "low", "high", "medium"]);
  expect(places[3]).toMatchObject({ id: "cn-003", seq: 3, name: kioskHealths[3], lon: 124, lat: 34 });
});

test("a letter nobody knows is unknown and placed with little confidence, never healthy", () => {
  const one = { at: 1, ids: ["cn-001"], seqs: [1], names: ["n"], lons: [121], lats: [31] };
  const [place] = placesOf(KioskPoints.parse({ ...one, healths: "?", confidences: "?" }));
  expect(place).toMatchObject({ health: "unknown", confidence: "low" });
});
