// What must hold for every order, whatever happened to it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCalendars } from "../src/calendar-data.ts";
import type { CalendarVersion } from "../src/domain/sla/calendar.ts";
import { evaluate } from "../src/domain/sla/evaluate.ts";
import type { Evaluation, MilestoneState } from "../src/domain/sla/evaluation.ts";
import type { SlaEvent, SlaEventData } from "../src/domain/sla/event.ts";
import { formatLocalDay, localDay } from "../src/domain/sla/local-day.ts";
import { isWorkingDay, prepareCalendars } from "../src/domain/sla/working-calendar.ts";
import { at, event, policy, shipped } from "./sla-cases.ts";

const minute = 60_000;
const day = 1440 * minute;
const start = at("2026-08-20");

/** Any minute of half a year, often a midnight, and often one already taken. */
const instant = fc
  .tuple(fc.nat(180), fc.oneof(fc.constant(0), fc.constant(540), fc.nat(1439)))
  .map(([days, minutes]) => start + days * day + minutes * minute);

const types: readonly [type: string, data: SlaEventData][] = [
  ["acknowledged", { by: "human" }],
  ["diagnosis_submitted", {}],
  ["diagnosis_confirmed", {}],
  ["classified", { class: "software" }],
  ["classified", { class: "hardware_repair" }],
  ["classified", { class: "part_replacement" }],
  ["part_required", { parts: ["fuser"] }],
  ["part_arrived", { part: "fuser" }],
  ["part_rejected", { part: "fuser", approvedBy: "j" }],
  ["pause", { reason: "client_cause", approvedBy: "j" }],
  ["resume", {}],
  ["extension_granted", { milestone: "fix_software", days: 2, approvedBy: "j" }],
  ["verified", {}],
  ["tested", {}],
  ["accepted", {}],
  ["reopened", { reason: "not_fixed" }],
  ["cancelled", { reason: "duplicate" }],
  ["corrected", { target: "e1", void: true, approvedBy: "j" }],
];

const laterEvent = fc.tuple(fc.constantFrom(...types), instant, fc.nat(3));
const classes = fc.constantFrom("software", "hardware_repair", "part_replacement");

const log = fc
  .tuple(classes, instant, fc.array(laterEvent, { maxLength: 14 }))
  .map(([name, reportedAt, later]): SlaEvent[] => [
    { id: "e0", type: "reported", at: reportedAt, recordedAt: reportedAt, data: { class: name } },
    ...later.map(([[type, data], when, lateDays], n) => {
      return { id: `e${n + 1}`, type, at: when, recordedAt: when + lateDays * day, data };
    }),
  ]);

const kiosk = fc.constantFrom("CN-KIOSK", "CN-KIOSK@exact", "CN-KIOSK@inclusive", "CN-KIOSK@civil203").map(policy);
const order = fc.record({ law: kiosk, events: log, asOf: instant });
const runs = { numRuns: 2000 };

function byName({ milestones }: Evaluation): Map<string, MilestoneState> {
  return new Map(milestones.map((state) => [state.milestone, state]));
}

describe("every order", () => {
  it("has the same clocks in whatever order its events arrived", () => {
    const shuffled = order.chain((given) =>
      fc.record({
        given: fc.constant(given),
        mixed: fc.shuffledSubarray(given.events, { minLength: given.events.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given: { law, events, asOf }, mixed }) => {
        expect(evaluate(law, shipped, mixed, asOf)).toEqual(evaluate(law, shipped, events, asOf));
      }),
      runs,
    );
  });

  it("has the same clocks when events arrive twice", () => {
    fc.assert(
      fc.property(order, ({ law, events, asOf }) => {
        const twice = [...events, ...events.toReversed()];
        expect(evaluate(law, shipped, twice, asOf)).toEqual(evaluate(law, shipped, events, asOf));
      }),
      runs,
    );
  });

  it("had, at an instant, the clocks that its log up to then gives", () => {
    fc.assert(
      fc.property(order, ({ law, events, asOf }) => {
        const truncated = events.filter((e) => e.recordedAt <= asOf);
        expect(evaluate(law, shipped, truncated, asOf)).toEqual(evaluate(law, shipped, events, asOf));
      }),
      runs,
    );
  });

  it("keeps its completions as time goes by, if nothing more is recorded", () => {
    fc.assert(
      fc.property(order, fc.nat(400), ({ law, events, asOf }, days) => {
        // All that will ever be known is known: what is effective later than asOf is left out.
        const past = events
          .filter((e) => e.at <= asOf)
          .map((e) => ({ ...e, recordedAt: Math.min(e.recordedAt, asOf) }));
        const now = byName(evaluate(law, shipped, past, asOf));
        const later = byName(evaluate(law, shipped, past, asOf + days * day));
        for (const [name, state] of now) {
          if (state.state === "met" || state.state === "met_late") expect(later.get(name)).toEqual(state);
        }
      }),
      runs,
    );
  });

  it("is judged by states that fit together", () => {
    fc.assert(
      fc.property(order, ({ law, events, asOf }) => {
        for (const state of evaluate(law, shipped, events, asOf).milestones) {
          const { dueAt, completedAt } = state;
          expect(state.startAt === null).toBe(state.state === "not_started");
          expect(completedAt !== null).toBe(state.state === "met" || state.state === "met_late");
          expect(state.remaining !== null).toBe(state.state === "paused");
          expect(state.cancelledAt !== null).toBe(state.state === "cancelled");
          if (state.state === "breached") expect(dueAt ?? asOf).toBeLessThan(asOf);
          if (state.state === "running") expect(dueAt ?? 0).toBeGreaterThanOrEqual(asOf);
          if (state.state === "met_late") expect(state.lateByMs).toBe((completedAt ?? 0) - (dueAt ?? 0));
        }
      }),
      runs,
    );
  });
});

describe("a pause", () => {
  it("that is added and approved never makes a due earlier", () => {
    const softwareOnly = fc.record({
      law: kiosk,
      reportedAt: instant,
      pauses: fc.array(fc.tuple(instant, fc.nat(20 * 24)), { maxLength: 4 }),
      added: fc.tuple(instant, fc.nat(20 * 24)),
    });
    const asOf = start + 900 * day;
    fc.assert(
      fc.property(softwareOnly, ({ law, reportedAt, pauses, added }) => {
        const reported = {
          id: "r",
          type: "reported",
          at: reportedAt,
          recordedAt: reportedAt,
          data: { class: "software" },
        };
        // Disjoint, and none from before the report, so that a pause that is added is nothing but added time.
        const spans = (given: readonly (readonly [number, number])[]) =>
          union(given.map(([from, hours]) => [Math.max(from, reportedAt), from + (hours + 1) * 60 * minute]))
            .filter(([from, to]) => from < to)
            .flatMap(([from, to], n): SlaEvent[] => [
              {
                id: `p${n}`,
                type: "pause",
                at: from,
                recordedAt: from,
                data: { reason: "client_cause", approvedBy: "j" },
              },
              { id: `q${n}`, type: "resume", at: to, recordedAt: to, data: {} },
            ]);
        const before = byName(evaluate(law, shipped, [reported, ...spans(pauses)], asOf));
        const after = byName(evaluate(law, shipped, [reported, ...spans([...pauses, added])], asOf));
        for (const [name, state] of before) {
          expect(after.get(name)?.dueAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(state.dueAt ?? 0);
        }
      }),
      runs,
    );
  });
});

function union(spans: readonly (readonly [number, number])[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

describe("working days", () => {
  const report = policy("CN-INSP-REPORT");
  const inspected = instant.map((when) => [{ ...event("inspection_completed", "09-01"), at: when, recordedAt: when }]);
  const due = (events: readonly SlaEvent[], calendars = shipped) =>
    evaluate(report, calendars, events, start + 200 * day).milestones[0]?.dueAt ?? 0;
  const known = shipped.publications.at(-1)?.calendar;

  it("end with a working day, and exactly five lie between", () => {
    fc.assert(
      fc.property(inspected, (events) => {
        const first = localDay(events[0]?.at ?? 0);
        const last = localDay(due(events) - 1);
        let count = 0;
        for (let d = first + 1; d <= last; d++) if (known !== undefined && isWorkingDay(known, d)) count++;
        expect([count, known !== undefined && isWorkingDay(known, last)]).toEqual([5, true]);
        expect(due(events)).toBe(at(formatLocalDay(last)) + day);
      }),
      runs,
    );
  });

  it("never end later for a holiday less", () => {
    const [official, ...others]: CalendarVersion[] = loadCalendars();
    if (official === undefined) throw new Error("no calendar");
    const removed = fc.constantFrom(...official.off);
    fc.assert(
      fc.property(inspected, removed, (events, holiday) => {
        const fewer = { ...official, off: official.off.filter((date) => date !== holiday) };
        expect(due(events, prepareCalendars([fewer, ...others]))).toBeLessThanOrEqual(due(events));
        const rolls = policy("CN-KIOSK@civil203");
        const reported = events.map((e) => ({ ...e, type: "reported", data: { class: "software" } }));
        const dueOf = (calendars: typeof shipped) =>
          byName(evaluate(rolls, calendars, reported, start + 200 * day)).get("fix_software")?.dueAt ?? 0;
        expect(dueOf(prepareCalendars([fewer, ...others]))).toBeLessThanOrEqual(dueOf(shipped));
      }),
      runs,
    );
  });
});

describe("n calendar days", () => {
  it("without pauses end more than n and at most n + 1 days after their start", () => {
    fc.assert(
      fc.property(instant, (when) => {
        const reported = { id: "r", type: "reported", at: when, recordedAt: when, data: { class: "software" } };
        const { dueAt } = byName(evaluate(policy("CN-KIOSK"), shipped, [reported], when)).get("fix_software") ?? {};
        const days = ((dueAt ?? 0) - when) / day;
        expect([days > 7, days <= 8]).toEqual([true, true]);
      }),
      runs,
    );
  });
});
