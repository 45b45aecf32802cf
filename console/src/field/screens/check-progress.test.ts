import { Checklist, type ChecklistItem, DeviceId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { checkKey } from "../engine/engine.ts";
import { type DraftEntry, lacksOf, progressOf } from "./check-progress.ts";

const item = (change: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id: "paper",
  zh: "纸盒",
  en: "Paper tray",
  howZh: "",
  howEn: "",
  measure: null,
  photo: "on-fail",
  evidence: null,
  failOpens: "hardware_repair",
  covers: [],
  ...change,
});
const entry = (change: Partial<DraftEntry>): DraftEntry => ({
  outcome: "pass",
  measured: null,
  text: "",
  photoIds: [],
  ...change,
});
const voltage = { zh: "电压", en: "Voltage", unit: "V", min: 210, max: 235 };

describe("lacksOf", () => {
  it("wants an outcome first: nothing is ticked that was not looked at", () => {
    expect(lacksOf(item(), undefined)).toEqual(["outcome"]);
  });

  it("takes a plain pass and what does not apply as they are", () => {
    expect(lacksOf(item(), entry({}))).toEqual([]);
    expect(lacksOf(item({ measure: voltage, photo: "always" }), entry({ outcome: "na" }))).toEqual([]);
  });

  it("wants words and a picture of a fail", () => {
    expect(lacksOf(item(), entry({ outcome: "fail", text: "  " }))).toEqual(["text", "photo"]);
    expect(lacksOf(item({ photo: "never" }), entry({ outcome: "fail", text: "卡纸" }))).toEqual([]);
  });

  it("wants a picture of a pass too where the list says always", () => {
    expect(lacksOf(item({ photo: "always" }), entry({}))).toEqual(["photo"]);
    expect(lacksOf(item({ photo: "always" }), entry({ photoIds: ["p"] }))).toEqual([]);
  });

  it("does not pass without the measured value, nor outside its limits, the limits themselves included", () => {
    const measured = (value: number | null) => lacksOf(item({ measure: voltage }), entry({ measured: value }));
    expect(measured(null)).toEqual(["measured"]);
    expect(measured(209.9)).toEqual(["out-of-range"]);
    expect(measured(235.1)).toEqual(["out-of-range"]);
    expect(measured(210)).toEqual([]);
    expect(measured(235)).toEqual([]);
  });

  it("knows limits on one side alone", () => {
    const disk = { ...voltage, min: 10, max: null };
    expect(lacksOf(item({ measure: disk }), entry({ measured: 9 }))).toEqual(["out-of-range"]);
    expect(lacksOf(item({ measure: disk }), entry({ measured: 1e9 }))).toEqual([]);
  });
});

describe("progressOf", () => {
  const checklist = Checklist.parse({
    id: "hardware-printer",
    version: 1,
    kind: "hardware",
    deviceClass: "a4Printer",
    eachDevice: false,
    zh: "打印机",
    en: "Printer",
    items: [item(), item({ id: "toner" })],
    contractId: null,
    note: "",
    by: "product",
    at: 0,
  });
  const device = (id: string) => ({ deviceId: DeviceId.parse(id), deviceClass: "a4Printer", zh: "", en: "" });
  const targets = [
    { checklist, device: device("a4-1") },
    { checklist, device: device("a4-2") },
  ];

  it("counts each item of each device by itself", () => {
    const answered = new Map([
      [checkKey(checklist.id, "paper", "a4-1"), { outcome: "pass" }],
      [checkKey(checklist.id, "toner", "a4-2"), { outcome: "fail" }],
      [checkKey(checklist.id, "paper", null), { outcome: "pass" }],
    ]);
    expect(progressOf(targets, answered)).toEqual({ all: 4, done: 2, fails: 1 });
  });
});
