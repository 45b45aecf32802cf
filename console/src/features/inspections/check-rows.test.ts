import { Checklist, CheckResult, DeviceId, ItemEvidence } from "@kiosk/contract";
import { expect, test } from "vitest";
import { checkGroups } from "./check-rows.ts";

const item = (id: string) => ({
  ...{ id, zh: "项", en: "item", howZh: "", howEn: "", measure: null, photo: "never", evidence: null },
  ...{ failOpens: "hardware_repair", covers: [] },
});
const printer = DeviceId.parse("printer");
const list = Checklist.parse({
  ...{
    id: "hw",
    version: 1,
    kind: "hardware",
    deviceClass: "a4Printer",
    eachDevice: true,
    zh: "打印机",
    en: "Printer",
  },
  ...{ items: [item("paper"), item("noise")], contractId: null, note: "", by: "", at: 1 },
});
const answer = { checklistId: "hw", itemId: "paper", deviceId: printer };

test("each item at each device is a row with its own answer and what the terminal said of it", () => {
  const result = CheckResult.parse({
    ...answer,
    ...{ outcome: "pass", measured: null, text: "", photos: [], at: 5, by: "王工", source: "person" },
    ...{ evidence: null, orderId: null },
  });
  const evidence = ItemEvidence.parse({
    ...{ ...answer, deviceId: null, outcome: "unknown", value: "", detail: "", observedAt: 4 },
  });
  const groups = checkGroups({
    checklists: [list],
    targets: [
      { checklistId: "hw", deviceId: printer },
      { checklistId: "hw", deviceId: null },
      { checklistId: "gone", deviceId: null },
    ],
    results: [result],
    evidence: [evidence],
  });
  expect(groups.map(({ key }) => key)).toEqual(["hw/printer", "hw/"]);
  expect(
    groups.flatMap(({ rows }) => rows.map((row) => [row.key, row.result?.outcome, row.evidence?.outcome])),
  ).toEqual([
    ["hw/paper/printer", "pass", undefined],
    ["hw/noise/printer", undefined, undefined],
    ["hw/paper/", undefined, "unknown"],
    ["hw/noise/", undefined, undefined],
  ]);
});
