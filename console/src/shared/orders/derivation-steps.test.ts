import type { DerivationStep } from "@kiosk/contract";
import { expect, test } from "vitest";
import { foldSteps } from "./derivation-steps.ts";

const day = 86_400_000;
const first = Date.parse("2026-11-01T00:00+08:00");
const dayText = (i: number) => `2026-11-${String(i).padStart(2, "0")}`;

function tick(i: number, n: number, why: "counted" | "paused" | "rest-day" = "counted"): DerivationStep {
  return { kind: "tick", at: first + i * day, day: dayText(i), counted: why === "counted", n, why };
}

test("thirty counted days are one line", () => {
  const lines = foldSteps(Array.from({ length: 30 }, (_, i) => tick(i + 1, i + 1)));
  expect(lines).toEqual([{ kind: "days", firstN: 1, lastN: 30, firstDay: "2026-11-01", lastDay: "2026-11-30" }]);
});

test("days that did not count keep a line each and part the runs", () => {
  const lines = foldSteps([tick(1, 1), tick(2, 2), tick(3, 2, "paused"), tick(4, 2, "paused"), tick(5, 3)]);
  expect(lines).toEqual([
    { kind: "days", firstN: 1, lastN: 2, firstDay: "2026-11-01", lastDay: "2026-11-02" },
    { kind: "skipped-day", day: "2026-11-03", n: 2, why: "paused" },
    { kind: "skipped-day", day: "2026-11-04", n: 2, why: "paused" },
    { kind: "days", firstN: 3, lastN: 3, firstDay: "2026-11-05", lastDay: "2026-11-05" },
  ]);
});

test("what is not a day keeps its place among them", () => {
  const extension: DerivationStep = { kind: "extension", at: first, days: 5, eventId: "e9" };
  expect(foldSteps([tick(1, 1), extension, tick(2, 2)]).map((l) => l.kind)).toEqual(["days", "extension", "days"]);
});

function stretch(i: number, why: "counted" | "paused" | "outside-window"): DerivationStep {
  const from = first + i * 3_600_000;
  return { kind: "stretch", from, to: from + 3_600_000, ms: why === "counted" ? 3_600_000 : 0, why };
}

test("few stretches are told one by one, many windows as one line with what they add up to", () => {
  expect(foldSteps([stretch(0, "counted"), stretch(1, "outside-window")])).toHaveLength(2);
  const many = Array.from({ length: 8 }, (_, i) => stretch(i, i % 2 === 0 ? "counted" : "outside-window"));
  expect(foldSteps(many)).toEqual([
    { kind: "windows", from: first, to: first + 8 * 3_600_000, ms: 4 * 3_600_000, pieces: 4 },
  ]);
});

test("a paused stretch is never folded away", () => {
  const many = Array.from({ length: 7 }, (_, i) => stretch(i, i % 2 === 0 ? "counted" : "outside-window"));
  const lines = foldSteps([...many, stretch(7, "paused"), stretch(8, "counted")]);
  expect(lines.map((l) => l.kind)).toEqual(["windows", "stretch", "stretch"]);
});

const event = (eventType: string): DerivationStep => ({ kind: "event", at: first, eventId: eventType, eventType });
const due: DerivationStep = { kind: "due", at: first + 7 * day, dueStatus: "final" };

test("what ended the clock comes before the result, and its correction after it", () => {
  const lines = foldSteps([tick(1, 1), due, event("acknowledged"), event("corrected")]);
  expect(lines.map((l) => l.kind)).toEqual(["days", "end", "correction", "due"]);
});

test("what happened before the end did not end it", () => {
  const lines = foldSteps([event("part_required"), event("corrected"), event("reopened"), due, event("accepted")]);
  expect(lines.map((l) => l.kind)).toEqual(["event", "correction", "event", "end", "due"]);
});
