import { DeviceId, type DeviceReport } from "@kiosk/contract";
import type { Reading } from "@kiosk/firmware-profiles";
import { describe, expect, test } from "vitest";
import { diffReport, type Lane } from "./diff-report.ts";

const toner: Extract<Reading, { kind: "level" }> = {
  kind: "level",
  consumable: "toner",
  part: "black",
  value: 40,
  unit: "percent",
  quality: "measured",
  raw: "28",
  at: 1,
};
const ribbon = { ...toner, consumable: "ribbon", value: 5_000_000, unit: "characters", capacity: 5_000_000 } as const;
const paper: Reading = { kind: "status", name: "paper", part: "", value: "full", quality: "measured", raw: "", at: 1 };
const pages: Reading = {
  kind: "count",
  name: "lifePages",
  part: "",
  value: 7,
  unit: "impressions",
  quality: "measured",
  raw: "",
  at: 1,
};
const serial: Reading = { kind: "text", name: "serial", part: "", value: "A1", quality: "measured", raw: "", at: 1 };
const jam = { code: "media.jam", part: "", detail: "tray 2", raw: "04" } as const;
const rx = { dir: "rx", hex: "04", at: 1 } as const;

const base: DeviceReport = {
  deviceId: DeviceId.parse("a4"),
  deviceClass: "a4Printer",
  profileId: "a4-printer/x",
  state: "online",
  since: 1,
  answeredAt: 1,
  readings: [toner, ribbon, paper, pages, serial],
  conditions: [],
  exchange: [rx],
  droppedBytes: 0,
};
const jammed: DeviceReport = { ...base, conditions: [jam] };

function withReading(reading: Reading): DeviceReport {
  const rest = base.readings.filter((r) => r.kind !== reading.kind || nameOf(r) !== nameOf(reading));
  return { ...base, readings: [...rest, reading] };
}
function nameOf(reading: Reading): string {
  return reading.kind === "level" ? reading.consumable : reading.name;
}

const table: readonly [what: string, last: DeviceReport, now: DeviceReport, lane: Lane | undefined][] = [
  ["nothing", base, base, undefined],
  [
    "only times",
    base,
    { ...base, answeredAt: 9, since: 1, readings: base.readings.map((r) => ({ ...r, at: 9 })) },
    undefined,
  ],
  ["the state", base, { ...base, state: "offline" }, "fault"],
  ["a new condition", base, jammed, "fault"],
  ["a condition gone", jammed, base, "fault"],
  ["a condition of another part", jammed, { ...base, conditions: [{ ...jam, part: "2" }] }, "fault"],
  ["a condition's detail", jammed, { ...base, conditions: [{ ...jam, detail: "tray 3" }] }, "routine"],
  ["a condition's bytes alone", jammed, { ...base, conditions: [{ ...jam, raw: "05" }] }, undefined],
  ["a status word", base, withReading({ ...paper, value: "low" }), "routine"],
  ["a level by less than one percent point", base, withReading({ ...toner, value: 40.9 }), undefined],
  ["a level by one percent point", base, withReading({ ...toner, value: 39 }), "routine"],
  ["a counted level by less than one percent", base, withReading({ ...ribbon, value: 4_950_001 }), undefined],
  ["a counted level by one percent", base, withReading({ ...ribbon, value: 4_950_000 }), "routine"],
  ["a level that became a word", base, withReading({ ...toner, value: "some" }), "routine"],
  ["a level's quality", base, withReading({ ...toner, quality: "inferred" }), "routine"],
  ["a count", base, withReading({ ...pages, value: 9_999 }), undefined],
  ["a text", base, withReading({ ...serial, value: "B2" }), "routine"],
  ["a reading gone", base, { ...base, readings: [toner, ribbon, pages, serial] }, "routine"],
  ["a reading come", { ...base, readings: [toner] }, { ...base, readings: [toner, paper] }, "routine"],
  ["bytes of a healthy device", base, { ...base, exchange: [{ ...rx, hex: "99" }] }, undefined],
  ["bytes of a faulty device", jammed, { ...jammed, exchange: [{ ...rx, hex: "99" }] }, "routine"],
  ["the same bytes once more", jammed, { ...jammed, exchange: [rx, { ...rx, at: 5 }] }, undefined],
  ["dropped bytes", base, { ...base, droppedBytes: 12 }, undefined],
];

describe("what counts as a change, and on which lane it goes", () => {
  test.each(table)("%s", (_what, last, now, lane) => {
    expect(diffReport([last], [now])).toEqual(lane === undefined ? undefined : { devices: [now], lane });
  });
});

test("only the devices that changed are told, and one fault makes the whole report one", () => {
  const other = { ...base, deviceId: DeviceId.parse("id-reader") };
  const still = { ...base, deviceId: DeviceId.parse("ups") };
  const low = withReading({ ...paper, value: "low" });
  const now = [low, { ...other, conditions: [jam] }, still];
  expect(diffReport([base, other, still], now)).toEqual({ devices: [now[0], now[1]], lane: "fault" });
});

test("slow drift adds up against what was last told, not against what was last seen", () => {
  const steps = [39.6, 39.3, 39].map((value) => withReading({ ...toner, value }));
  expect(steps.map((now) => diffReport([base], [now]) !== undefined)).toEqual([false, false, true]);
});

test("a device never told before is a change", () => {
  expect(diffReport([], [base])).toEqual({ devices: [base], lane: "fault" });
});
