import { TechnicianProfile } from "@kiosk/contract";
import { expect, test } from "vitest";
import { changeOf, draftOf } from "./technician-draft.ts";

const profile = TechnicianProfile.parse({
  ...{
    userId: "5b0a3b1e-8c7d-4f6e-9a52-1f2e3d4c5b6a",
    name: "陈工",
    contractId: "changning",
    skills: ["a4Printer", "laser"],
  },
  ...{ startLon: 121.4, startLat: 31.2, startName: "驻点", fromMin: 510, toMin: 1050, lunchFromMin: 690 },
  ...{ lunchMinutes: 60, maxOvertimeMin: 60, vanPieces: null, vanPlace: null, version: 3, active: true },
});

test("what is not touched is sent as it was", () => {
  const { name: _, userId: __, contractId: ___, version: seenVersion, ...rest } = profile;
  expect(changeOf(draftOf(profile), 3)).toEqual({ ok: true, change: { ...rest, seenVersion } });
});

test("skills may be divided as Chinese or English divides them", () => {
  const result = changeOf({ ...draftOf(profile), skills: " a，b、c, ,d " }, 3);
  expect(result.ok && result.change.skills).toEqual(["a", "b", "c", "d"]);
});

test("what is no time, no number or an empty field is named", () => {
  const wrong = (part: object) => {
    const result = changeOf({ ...draftOf(profile), ...part }, 3);
    return result.ok ? [] : [...result.wrong];
  };
  expect(wrong({ from: "8点" })).toEqual(["fromMin"]);
  expect(wrong({ startLon: "" })).toEqual(["startLon"]);
  expect(wrong({ vanPieces: "many" })).toEqual(["vanPieces"]);
  expect(wrong({ to: "08:00" })).toEqual(["toMin"]);
});
