// npm run sla:explain as a person starts it: a process, a file or standard input, JSON out, complaints on the side.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";

const main = join(import.meta.dirname, "../src/sla-explain/main.ts");
const vectors = join(import.meta.dirname, "../../fixtures/sla/vectors.json");
const folder = mkdtempSync(join(tmpdir(), "sla-explain-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], options: { input?: string; TZ?: string } = {}) {
  const env = { ...process.env, ...(options.TZ !== undefined && { TZ: options.TZ }) };
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], {
    encoding: "utf8",
    env,
    maxBuffer: 64_000_000,
    ...(options.input !== undefined && { input: options.input }),
  });
  return { stdout, stderr, status };
}

const Answer = z.object({
  id: z.string(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});

function ask(cases: unknown) {
  const { stdout, stderr, status } = run(["-"], { input: JSON.stringify(cases) });
  return { answers: z.array(Answer).parse(JSON.parse(stdout)), stderr, status };
}

const good = {
  id: "G-1",
  policy: "CN-KIOSK",
  calendars: ["CN-2026"],
  events: [{ at: "2026-09-10T09:30:00+08:00", type: "reported", class: "software" }],
  now: "2026-09-10T10:00:00+08:00",
};

describe("sla:explain", () => {
  it("answers the worked cases from a file, with nothing on standard error", () => {
    const { stdout, stderr, status } = run([vectors]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(z.array(Answer).parse(JSON.parse(stdout))).toHaveLength(66);
  });

  it("answers the same in every time zone of the host", () => {
    const here = run([vectors], { TZ: "UTC" }).stdout;
    expect(here.length).toBeGreaterThan(10_000);
    for (const TZ of ["America/New_York", "Asia/Kolkata", "Asia/Shanghai"])
      expect(run([vectors], { TZ }).stdout).toBe(here);
  });

  it("quotes the clause and says each step in Chinese and English", () => {
    const { answers } = ask([good]);
    const Derivation = z.object({
      clause: z.object({ ref: z.string(), text: z.string() }),
      start: z.object({ event: z.string(), type: z.string(), at: z.string() }),
      calendars: z.array(z.string()),
      steps: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string() })),
    });
    const milestones = z.record(z.string(), z.object({ derivation: Derivation })).parse(answers[0]?.result?.milestones);
    const { clause, start, steps } = milestones.fix_software?.derivation ?? {};
    expect(clause).toMatchObject({ ref: "C12" });
    expect(clause?.text).toContain("7个自然日");
    expect(start).toMatchObject({ type: "reported", at: "2026-09-10T09:30:00+08:00" });
    expect(steps?.at(-1)).toMatchObject({ kind: "due", zh: "截止 2026-09-17 24:00。", en: "Due 2026-09-17 24:00." });
  });

  it("reports the events it ignored, and why", () => {
    const paused = { at: "2026-09-10T09:40:00+08:00", type: "pause", reason: "client_cause", id: "p" };
    const { answers } = ask([{ ...good, events: [...good.events, paused] }]);
    expect(answers[0]?.result?.ignored).toEqual([{ eventId: "p", type: "pause", reason: "pause-not-approved" }]);
  });

  it("writes milliseconds only where there are any", () => {
    const late = { at: "2026-09-10T11:30:00.001+08:00", type: "acknowledged", by: "human" };
    const { answers } = ask([{ ...good, events: [...good.events, late], now: "2026-09-10T12:00:00+08:00" }]);
    expect(answers[0]?.result).toMatchObject({
      milestones: {
        first_response: {
          state: "met_late",
          due: "2026-09-10T11:30:00+08:00",
          completedAt: "2026-09-10T11:30:00.001+08:00",
          lateBySeconds: 0,
          lateByMs: 1,
        },
      },
    });
  });

  it("keeps the breach of a clock that was cancelled", () => {
    const left = { at: "2026-09-20T00:00:00+08:00", type: "classified", class: "hardware_repair" };
    const { answers } = ask([{ ...good, events: [...good.events, left], now: "2026-09-21T00:00:00+08:00" }]);
    const row = z
      .object({ milestones: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(answers[0]?.result);
    const { derivation: _derivation, ...fix } = row.milestones.fix_software ?? {};
    expect(fix).toEqual({ state: "cancelled", due: "2026-09-18T00:00:00+08:00", breached: true });
  });

  it("reads the days of a suspension of inspections", () => {
    const events = [
      { at: "2026-08-20T09:00:00+08:00", type: "kiosk_in_service" },
      {
        at: "2026-10-20T09:00:00+08:00",
        type: "inspection_suspended",
        from: "2026-11-05",
        to: "2026-12-31",
        approvedBy: "jiafang-01",
      },
    ];
    const { answers } = ask([{ ...good, policy: "CN-SCHED-HW", events, now: "2027-01-02T09:00:00+08:00" }]);
    expect(answers[0]?.result?.windows).toMatchObject([{ state: "missed" }, { state: "waived" }, {}, {}, {}]);
  });

  it("charges a lateness by the steps of the clause", () => {
    const lateSeconds = { response: 899, arrival: 1800 };
    const events = [{ at: "2026-09-10T12:00:00+08:00", type: "delay_closed", lateSeconds }];
    const { answers } = ask([{ ...good, policy: "SC-STEP", events, now: "2026-09-10T12:00:00+08:00" }]);
    expect(answers[0]?.result).toMatchObject({ deductionTenths: { response: 20, arrival: 10 }, totalTenths: 30 });
  });

  it("takes a line that stands there twice for one event", () => {
    const { answers } = ask([{ ...good, events: [...good.events, ...good.events] }]);
    expect(answers[0]?.result?.ignored).toBeUndefined();
  });

  it("marks an answer that rests on a calendar nobody published", () => {
    const { answers } = ask([{ ...good, calendars: ["CN-2026", "CN-2027-FIXTURE-A"] }]);
    expect(answers[0]?.result?.hypotheticalCalendars).toEqual(["CN-2027-FIXTURE-A"]);
  });

  it("reads calendars that come with the cases", () => {
    const own = {
      kind: "official",
      publishedAt: "2026-01-01T00:00:00+08:00",
      from: "2026-01-01",
      to: "2026-12-31",
      off: ["2026-09-09"],
      work: [],
    };
    const events = [{ at: "2026-09-08T16:00:00+08:00", type: "inspection_completed" }];
    const inspected = { ...good, policy: "CN-INSP-REPORT", calendars: ["OWN"], events };
    const { answers } = ask({ calendars: { OWN: own }, cases: [inspected] });
    expect(answers[0]?.result).toMatchObject({
      milestones: { inspection_report: { due: "2026-09-17T00:00:00+08:00" } },
    });
  });
});

describe("a case that cannot be answered", () => {
  const reportedAs = (more: object) => ({ ...good, events: [{ ...good.events[0], ...more }] });
  const { now: _now, ...withoutNow } = good;
  const { calendars: _calendars, ...withoutCalendars } = good;
  it.each([
    ["unknown-policy", { ...good, policy: "CN-FOO" }, "policy", '"CN-FOO"'],
    ["unknown-calendar", { ...good, calendars: ["CN-2031"] }, "calendars", '"CN-2031"'],
    ["unknown-event-type", reportedAs({ type: "escalated" }), "events[0].type", '"escalated"'],
    ["malformed-instant", reportedAs({ at: "2026-09-10 09:30" }), "events[0].at", '"2026-09-10 09:30"'],
    ["malformed-instant", reportedAs({ at: "2026-09-10T09:30:00" }), "events[0].at", '"2026-09-10T09:30:00"'],
    ["malformed-instant", reportedAs({ at: "2026-02-30T09:30:00Z" }), "events[0].at", '"2026-02-30T09:30:00Z"'],
    ["malformed-instant", { ...good, now: 5 }, "now", "5"],
    ["missing-field", withoutNow, "now", "missing"],
    ["missing-field", withoutCalendars, "calendars", "missing"],
    ["missing-field", reportedAs({ type: undefined }), "events[0].type", "missing"],
    ["wrong-field", { ...good, events: {} }, "events", "{}"],
    ["wrong-field", reportedAs({ class: 3 }), "events[0].class", "3"],
    ["missing-event", { ...good, policy: "CN-REPORT-WEEKLY" }, "events", '"week_opened"'],
  ])("is refused as %s, naming case, field and value: %#", (code, wrong, field, value) => {
    const { answers, stderr, status } = ask([wrong]);
    expect(status).toBe(1);
    expect(answers[0]).toMatchObject({ id: "G-1", error: { code } });
    expect(answers[0]?.result).toBeUndefined();
    expect(stderr.trim()).toBe(answers[0]?.error?.message);
    for (const part of ["算例 G-1", "case G-1", field, value]) expect(stderr).toContain(part);
  });

  it("does not keep the others from their answers", () => {
    const { answers, status } = ask([{ ...good, id: "bad", policy: "?" }, 7, good]);
    expect(status).toBe(1);
    expect(answers.map((answer) => [answer.id, answer.error?.code ?? "answered"])).toEqual([
      ["bad", "unknown-policy"],
      ["#2", "not-a-case"],
      ["G-1", "answered"],
    ]);
  });

  it("says what is wrong with a calendar that came with it", () => {
    const { answers } = ask({ calendars: { "CN-2026": { kind: "official" } }, cases: [good] });
    expect(answers[0]?.error?.code).toBe("wrong-calendar");
  });
});

describe("an input that holds no cases", () => {
  function refusal(args: readonly string[], input?: string) {
    const { stdout, stderr, status } = run(args, input === undefined ? {} : { input });
    expect([stdout, status]).toEqual(["", 1]);
    return stderr.trim().split("\n");
  }
  it("is refused in one sentence when the file is missing", () => {
    const [line, ...more] = refusal([join(folder, "none.json")]);
    expect([more, line?.includes("none.json")]).toEqual([[], true]);
  });
  it("is refused in one sentence when it is not JSON", () => {
    const file = join(folder, "broken.json");
    writeFileSync(file, readFileSync(vectors, "utf8").slice(0, 300));
    const lines = refusal([file]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("不是 JSON");
  });
  it("is refused in one sentence when it is neither array nor cases", () => {
    expect(refusal(["-"], '{"id":"G-1"}')).toHaveLength(1);
  });
  it("is asked for when no file is named", () => {
    expect(refusal([])[0]).toContain("sla:explain");
  });
});
