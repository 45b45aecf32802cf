import { type Checklist, DeviceId, type EvidenceItem } from "@kiosk/contract";
import { expect, it } from "vitest";
import { dayMs } from "../time.ts";
import { evidenceOf, sourceOf } from "./evidence.ts";

const started = 10 * dayMs;
const reader = DeviceId.parse("reader");
const item = {
  zh: "项",
  en: "Item",
  howZh: "",
  howEn: "",
  measure: null,
  photo: "never",
  failOpens: "software",
} as const;
const base = { version: 1, kind: "system", deviceClass: null, zh: "系统", en: "System", contractId: null } as const;
const rest = { note: "", by: "system", at: 0 };
const lists: Checklist[] = [
  {
    ...base,
    ...rest,
    id: "system",
    eachDevice: false,
    items: [
      { ...item, covers: [], id: "disk", evidence: "disk-free" },
      { ...item, covers: [], id: "services", evidence: "service-reachable" },
      { ...item, covers: [], id: "virus", evidence: null },
    ],
  },
  {
    ...base,
    ...rest,
    id: "device",
    eachDevice: true,
    items: [{ ...item, covers: [], id: "test", evidence: "device-self-test" }],
  },
];
const targets = [
  { checklistId: "system", deviceId: null },
  { checklistId: "device", deviceId: reader },
];

function said(
  key: EvidenceItem["key"],
  outcome: EvidenceItem["outcome"],
  more: Partial<EvidenceItem> = {},
): EvidenceItem {
  return { key, subject: "", deviceId: null, outcome, value: "v", detail: "", measuredAt: started - 1000, ...more };
}
const outcomes = (...measured: EvidenceItem[]) =>
  evidenceOf(lists, targets, measured, started).map(({ itemId, outcome, value }) => `${itemId} ${outcome} ${value}`);

it("what a terminal measured stands beside what is asked; nothing stands where it measured nothing", () => {
  expect(outcomes(said("disk-free", "pass"))).toEqual(["disk pass v"]);
});

it("of several services one that cannot be reached fails the item, and one not measured leaves it unknown", () => {
  const service = (subject: string, outcome: EvidenceItem["outcome"]) =>
    said("service-reachable", outcome, { subject });
  expect(outcomes(service("社保", "pass"), service("公安", "pass"))).toEqual(["services pass 2/2"]);
  expect(outcomes(service("社保", "pass"), service("公安", "unknown"))).toEqual(["services unknown 1/2"]);
  expect(outcomes(service("社保", "fail"), service("公安", "unknown"))).toEqual(["services fail 0/2"]);
});

it("a device's self-test is of that device alone", () => {
  const other = DeviceId.parse("printer");
  expect(outcomes(said("device-self-test", "fail", { deviceId: other }))).toEqual([]);
  expect(outcomes(said("device-self-test", "pass", { deviceId: reader }))).toEqual(["test pass v"]);
});

it("what was measured more than a day before says nothing of today", () => {
  expect(outcomes(said("disk-free", "pass", { measuredAt: started - dayMs - 1 }))).toEqual(["disk unknown v"]);
});

it("a person confirms what was measured, corrects it, or speaks alone where nothing was", () => {
  const [pass] = evidenceOf(lists, targets, [said("disk-free", "pass")], started);
  const [unknown] = evidenceOf(lists, targets, [said("disk-free", "unknown")], started);
  expect([
    sourceOf("pass", pass),
    sourceOf("fail", pass),
    sourceOf("pass", unknown),
    sourceOf("pass", undefined),
  ]).toEqual(["confirmed", "corrected", "person", "person"]);
});
