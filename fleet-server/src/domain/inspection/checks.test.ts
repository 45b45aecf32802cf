import { CheckEntry, type Checklist, DeviceId, KioskId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { entryProblem, isSame, placeKey, placesOf, standingChecks, unanswered } from "./checks.ts";
import type { StoredCheck } from "./records.ts";

const device = DeviceId.parse("printer-1");
const photoId = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0a001";
const item = {
  zh: "项",
  en: "Item",
  howZh: "",
  howEn: "",
  evidence: null,
  failOpens: "consumable",
  covers: [],
} as const;
const measure = { zh: "余量", en: "Left", unit: "%", min: 10, max: 100 };
const list: Checklist = {
  ...{ id: "printer", version: 1, kind: "hardware", deviceClass: "a4Printer", eachDevice: false, zh: "打印机" },
  ...{ en: "Printer", contractId: null, note: "", by: "system", at: 0 },
  items: [
    { ...item, covers: [], id: "toner", measure, photo: "on-fail" },
    { ...item, covers: [], id: "path", measure: null, photo: "never" },
    { ...item, covers: [], id: "seal", measure: null, photo: "always" },
  ],
};
const targets = [{ checklistId: "printer", deviceId: device }];

function entry(fields: object) {
  return CheckEntry.parse({ checklistId: "printer", itemId: "path", deviceId: device, outcome: "pass", ...fields });
}

describe("an entry", () => {
  it.each<[string, object, RegExp | null]>([
    ["that passes what is not measured", {}, null],
    ["of an unknown list", { checklistId: "scanner" }, /no such list/],
    ["of an unknown item", { itemId: "lid" }, /no such item/],
    ["of a device that is not asked", { deviceId: "printer-2" }, /not asked of this device/],
    ["that measures where nothing is measured", { measured: 1 }, /nothing is measured/],
    ["that passes within the limits", { itemId: "toner", measured: 10 }, null],
    ["that passes below the least", { itemId: "toner", measured: 9.9 }, /9.9 % cannot pass/],
    ["that passes above the greatest", { itemId: "toner", measured: 101 }, /cannot pass/],
    ["that passes without the measured value", { itemId: "toner" }, /needs the measured value/],
    ["that fails without a text", { outcome: "fail", text: " " }, /needs a text/],
    ["that fails with a text", { outcome: "fail", text: "脏" }, null],
    ["that fails without the picture that is asked for", { itemId: "toner", outcome: "fail", text: "空" }, /photo/],
    ["that fails with it", { itemId: "toner", outcome: "fail", text: "空", photoIds: [photoId] }, null],
    ["that passes without the picture that is always asked for", { itemId: "seal" }, /photo/],
    ["that does not apply needs no picture", { itemId: "seal", outcome: "na" }, null],
  ])("%s", (_, fields, problem) => {
    const found = entryProblem(entry(fields), [list], targets);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
});

function stored(seq: number, at: number, fields: Partial<StoredCheck> = {}): StoredCheck {
  return {
    ...{ inspectionId: "i", seq, kioskId: KioskId.parse("cn-014"), checklistId: "printer", itemId: "path" },
    ...{ deviceId: device, outcome: "pass", measured: null, text: "", photos: [], at, recordedAt: at },
    ...{ by: "甲", byId: "a", source: "person", evidence: null, orderId: null },
    ...fields,
  };
}

describe("of several entries for one place", () => {
  const standing = (...checks: StoredCheck[]) => [...standingChecks(checks).values()].map(({ seq }) => seq);
  it("the later one stands, whichever came first", () => {
    expect(standing(stored(1, 20), stored(2, 10))).toEqual([1]);
  });
  it("of one instant the one that came later stands", () => {
    expect(standing(stored(1, 10), stored(2, 10))).toEqual([2]);
  });
  it("those of other items and devices stand beside it", () => {
    expect(standing(stored(1, 10), stored(2, 5, { itemId: "seal" }), stored(3, 5, { deviceId: null }))).toHaveLength(3);
  });
});

it("the same said by somebody else is another entry", () => {
  expect([isSame(stored(1, 1), entry({}), "a"), isSame(stored(1, 1), entry({}), "b")]).toEqual([true, false]);
});

it("what nobody has answered is named by list, item and device", () => {
  const places = placesOf([list], targets);
  expect(places.map(placeKey)).toEqual(["printer/toner@printer-1", "printer/path@printer-1", "printer/seal@printer-1"]);
  expect(unanswered(places, standingChecks([stored(1, 1)]))).toEqual([
    "printer/toner@printer-1",
    "printer/seal@printer-1",
  ]);
});
