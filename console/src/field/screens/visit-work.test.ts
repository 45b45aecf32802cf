import { Checklist, ReplacementTask } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { checkKey, type LocalInspection, type LocalVisit } from "../engine/engine.ts";
import { sampleKiosk } from "../engine/sample-bundle.ts";
import { missingOf, readyToComplete, workOf } from "./visit-work.ts";

const kiosk = sampleKiosk("cn-044");
const onPhone = { name: "on-phone" as const };
const line = (id: string) => ({
  id,
  zh: id,
  en: id,
  howZh: "",
  howEn: "",
  measure: null,
  photo: "never",
  evidence: null,
  failOpens: "software",
  covers: [],
});
const checklist = Checklist.parse({
  id: "whole",
  version: 1,
  kind: "hardware",
  deviceClass: null,
  eachDevice: false,
  zh: "整机",
  en: "Whole",
  items: [line("look"), line("power")],
  contractId: null,
  note: "",
  by: "product",
  at: 0,
});
const ribbon = ReplacementTask.parse({
  id: "t1",
  contractId: "changning",
  kioskId: "cn-044",
  kioskSeq: 44,
  kioskName: "长宁图书馆",
  deviceId: "booklet",
  consumable: "ribbon",
  part: "",
  item: "ribbon",
  state: "open",
  dueAt: 0,
  reason: "forecast",
  createdAt: 0,
  closedAt: null,
  closedHow: null,
  closedBy: null,
});
const bundle = { checklists: [checklist], orders: [], tasks: [ribbon] };
const nothing: LocalVisit = {
  arrivedAt: null,
  arrivalWhere: null,
  departedAt: null,
  inspections: [],
  items: [],
  photos: [],
};
const inspection = (answered: string[], completedAt: number | null = null): LocalInspection => ({
  inspectionId: `i-${answered.length}`,
  kioskId: "cn-044",
  visitId: null,
  kind: "hardware",
  startedAt: answered.length,
  completedAt,
  where: onPhone,
  checks: new Map(
    answered.map((itemId) => [
      checkKey("whole", itemId, null),
      {
        checklistId: "whole",
        itemId,
        deviceId: null,
        outcome: "pass" as const,
        measured: null,
        text: "",
        photoIds: [],
        where: onPhone,
      },
    ]),
  ),
});
const works = (local: Partial<LocalVisit>) =>
  workOf({ kiosk, bundle, visit: undefined, local: { ...nothing, ...local } });

describe("what is to be done at a stop", () => {
  it("is nothing where nobody planned anything and nothing was begun", () => {
    expect(works({})).toEqual([]);
  });

  it("counts what was begun besides the plan", () => {
    const [work] = works({ inspections: [inspection(["look"])] });
    expect(work).toMatchObject({ type: "inspection", kind: "hardware", progress: { all: 2, done: 1, fails: 0 } });
  });

  it("goes on with the open inspection, not with the completed one", () => {
    const both = [inspection(["look", "power"], 9), inspection(["look"])];
    expect(works({ inspections: both })[0]).toMatchObject({ begun: { inspectionId: "i-1" } });
  });
});

describe("leaving", () => {
  it("completes what is answered to the last line, and only that", () => {
    expect(readyToComplete(works({ inspections: [inspection(["look"])] }))).toEqual([]);
    const whole = inspection(["look", "power"]);
    expect(readyToComplete(works({ inspections: [whole] }))).toEqual([whole]);
    expect(readyToComplete(works({ inspections: [inspection(["look", "power"], 9)] }))).toEqual([]);
  });

  it("says what is missing, and not what is done", () => {
    expect(missingOf(works({ inspections: [inspection(["look"])] }))).toHaveLength(1);
    expect(missingOf(works({ inspections: [inspection(["look", "power"])] }))).toEqual([]);
  });
});
