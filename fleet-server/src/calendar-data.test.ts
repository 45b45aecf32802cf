import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isWorkday } from "chinese-days";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CalendarDataError, loadCalendars } from "./calendar-data.ts";
import { dayMs } from "./domain/time.ts";

// chinese-days answers for the wrong day where the host's zone is west of Greenwich
vi.hoisted(() => {
  process.env.TZ = "Asia/Shanghai";
});

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const good = {
  id: "CN-2030",
  kind: "official",
  source: "a notice of 2029-11-04",
  publishedAt: "2029-11-04T00:00:00+08:00",
  from: "2030-01-01",
  to: "2030-12-31",
  off: ["2030-01-01", "2030-05-01"],
  work: ["2030-01-05"],
};

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kiosk-calendars-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

function refusal(folder: string): CalendarDataError {
  try {
    loadCalendars(folder);
  } catch (error) {
    if (error instanceof CalendarDataError) return error;
    throw error;
  }
  throw new Error("loaded without an error");
}

function refusalOf(change: Readonly<Record<string, unknown>>): CalendarDataError {
  return refusal(folderWith({ "CN-2030.json": { ...good, ...change } }));
}

describe("the shipped calendars", () => {
  const calendars = new Map(loadCalendars().map((calendar) => [calendar.id, calendar]));

  it("are the notice for 2026 and the decree's days of 2027", () => {
    expect([...calendars.values()].map(({ id, kind, from, to }) => ({ id, kind, from, to }))).toEqual([
      { id: "CN-2026", kind: "official", from: "2026-01-01", to: "2026-12-31" },
      { id: "CN-2027-STATUTORY", kind: "statutory", from: "2027-01-01", to: "2027-12-31" },
    ]);
  });

  it("count as known from their publication, with the document named", () => {
    const calendar = calendars.get("CN-2026");
    expect(calendar?.publishedAt).toBe(Date.UTC(2025, 10, 3, 16));
    expect(calendar?.recordedAt).toBe(calendar?.publishedAt);
    expect(calendar?.source).toContain("2025年11月4日");
  });

  it("have 248 working days in 2026, the same as chinese-days on each of the 365", () => {
    const off = new Set(calendars.get("CN-2026")?.off);
    const work = new Set(calendars.get("CN-2026")?.work);
    const days = Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2026, 0, 1) + n * dayMs));
    const ours = days.map((day) => {
      const date = day.toISOString().slice(0, 10);
      return { date, working: work.has(date) || (!off.has(date) && day.getUTCDay() % 6 !== 0) };
    });
    expect(ours).toEqual(ours.map(({ date }) => ({ date, working: isWorkday(date) })));
    expect(ours.filter(({ working }) => working)).toHaveLength(248);
  });

  it("have the 13 days of the decree in 2027 and no make-up day", () => {
    const calendar = calendars.get("CN-2027-STATUTORY");
    expect(calendar?.off).toHaveLength(13);
    expect(calendar?.work).toEqual([]);
  });
});

describe("a calendar file", () => {
  it("becomes a calendar version with instants in milliseconds", () => {
    const at = Date.UTC(2029, 10, 3, 16);
    expect(loadCalendars(folderWith({ "CN-2030.json": good, "notes.txt": "x" }))).toEqual([
      { ...good, publishedAt: at, recordedAt: at },
    ]);
  });

  it.each([
    ["an unknown kind", { kind: "holiday" }, "kind"],
    ["an unknown field", { colour: "red" }, "colour"],
    ["a missing source", { source: undefined }, "source"],
    ["a publication without time zone", { publishedAt: "2029-11-04T00:00:00" }, "publishedAt"],
    ["a date that does not exist", { off: ["2030-01-01", "2030-02-30"] }, "off[1]"],
    ["an end before its beginning", { from: "2031-01-01", off: [], work: [] }, "to"],
    ["dates out of order", { off: ["2030-05-01", "2030-01-01"] }, "off[1]"],
    ["a date twice", { off: ["2030-05-01", "2030-05-01"] }, "off[1]"],
    ["a date outside its coverage", { off: ["2029-12-31"] }, "off[0]"],
    ["a make-up day that is off too", { off: ["2030-01-05"] }, "work[0]"],
    ["a make-up day on a Monday", { work: ["2030-01-07"] }, "work[0]"],
  ])("with %s is refused by file and field", (_, change, field) => {
    const error = refusalOf(change);
    expect(error.code).toBe("wrong-field");
    expect(error.field).toBe(field);
    expect(error.zh).toContain("CN-2030.json");
    expect(error.zh).toMatch(/：.*\p{Script=Han}/u);
    expect(error.en).toContain(`CN-2030.json, field ${field}: `);
    expect(error.message).toBe(`${error.zh} / ${error.en}`);
  });

  it("that names another calendar than its own is refused", () => {
    const error = refusal(folderWith({ "CN-2031.json": good }));
    expect([error.code, error.field]).toEqual(["wrong-name", "id"]);
  });

  it("that is not JSON is refused", () => {
    const error = refusal(folderWith({ "CN-2030.json": "{" }));
    expect([error.code, error.field]).toEqual(["not-json", null]);
  });

  it("that cannot be read is refused", () => {
    const folder = folderWith({});
    mkdirSync(join(folder, "CN-2030.json"));
    expect(refusal(folder).code).toBe("file-unreadable");
  });
});

it("a calendar folder that is not there is refused by name", () => {
  const folder = join(folderWith({}), "nowhere");
  const error = refusal(folder);
  expect([error.code, error.file]).toEqual(["folder-unreadable", folder]);
});
