import { describe, expect, it } from "vitest";
import type { CalendarVersion } from "../calendar.ts";
import { type CalendarDraft, type DraftHoliday, draftOf } from "./calendar-draft.ts";
import { toCalendarVersion } from "./calendar-version.ts";
import { checkDraft } from "./check-draft.ts";
import { datesFromTo } from "./civil-date.ts";

const publishedAt = Date.UTC(2026, 10, 10, -8);

/** An invented arrangement of 2027 that keeps to the decree. */
const holidays = {
  元旦: { off: datesFromTo("2027-01-01", "2027-01-03"), work: [] },
  春节: { off: datesFromTo("2027-02-05", "2027-02-12"), work: ["2027-01-31", "2027-02-14"] },
  清明节: { off: datesFromTo("2027-04-03", "2027-04-05"), work: [] },
  劳动节: { off: datesFromTo("2027-05-01", "2027-05-05"), work: ["2027-05-08"] },
  端午节: { off: ["2027-06-09"], work: [] },
  中秋节: { off: ["2027-09-15"], work: [] },
  国庆节: { off: datesFromTo("2027-10-01", "2027-10-07"), work: ["2027-09-26", "2027-10-09"] },
};

function draft2027(
  change: Readonly<Partial<Record<keyof typeof holidays, Partial<DraftHoliday>>>> = {},
): CalendarDraft {
  const arranged = Object.entries({ ...holidays, ...change }).map(([name, days]) => ({
    name,
    off: [],
    work: [],
    ...days,
  }));
  return draftOf({ year: 2027, holidays: arranged, publishedAt, source: null });
}

const statutory: CalendarVersion = {
  id: "CN-2027-STATUTORY",
  kind: "statutory",
  publishedAt: 0,
  recordedAt: 0,
  from: "2027-01-01",
  to: "2027-12-31",
  off: ["2027-01-01", ...datesFromTo("2027-02-05", "2027-02-08"), "2027-06-09"],
  work: [],
  source: "the decree",
};

function official(
  draft: CalendarDraft = draft2027(),
  known: readonly CalendarVersion[] = [statutory],
): CalendarVersion {
  const checked = checkDraft(draft, known);
  if (!checked.ok) throw new Error(checked.problems.map(({ en }) => en).join("\n"));
  return toCalendarVersion(checked.draft, { publishedAt, recordedAt: publishedAt + 1, source: "a notice" });
}

function problemsOf(draft: CalendarDraft, known: readonly CalendarVersion[] = [statutory]) {
  const checked = checkDraft(draft, known);
  return checked.ok
    ? []
    : checked.problems.map(({ code, where }) => (where.date === null ? code : `${code} ${where.date}`));
}

describe("a sound arrangement", () => {
  it("becomes the year's first official calendar", () => {
    expect(official()).toEqual({
      id: "CN-2027",
      kind: "official",
      publishedAt,
      recordedAt: publishedAt + 1,
      from: "2027-01-01",
      to: "2027-12-31",
      off: draft2027().off,
      work: ["2027-01-31", "2027-02-14", "2027-05-08", "2027-09-26", "2027-10-09"],
      source: "a notice",
    });
  });

  it("amends nothing and needs no note where the statutory days are known", () => {
    const checked = checkDraft(draft2027(), [statutory]);
    expect(checked).toMatchObject({ ok: true, notes: [], draft: { amends: null } });
  });

  it("is taken with a note where the statutory days are not known", () => {
    expect(checkDraft(draft2027(), [])).toMatchObject({ ok: true, notes: [{ code: "statutory-unknown" }] });
  });

  it("that begins in December covers each day from there on", () => {
    const draft = draft2027({ 元旦: { off: datesFromTo("2026-12-31", "2027-01-02"), work: ["2026-12-27"] } });
    const checked = checkDraft(draft, [statutory]);
    expect(checked).toMatchObject({
      ok: true,
      notes: [{ code: "covers-previous-december", where: { date: "2026-12-27" } }],
    });
    expect(official(draft).from).toBe("2026-12-27");
  });

  it("keeps an id and a source a person chose", () => {
    const checked = checkDraft(draft2027(), []);
    const publication = { id: "CN-2027-TRIAL", publishedAt: 1, recordedAt: 2, source: "x" };
    expect(checked.ok && toCalendarVersion(checked.draft, publication)).toMatchObject(publication);
  });
});

describe("a planted error", () => {
  const { 劳动节, 国庆节, 春节 } = holidays;

  it("of a make-up day on a weekday is named", () => {
    expect(problemsOf(draft2027({ 劳动节: { ...劳动节, work: ["2027-05-07"] } }))).toEqual([
      "work-on-weekday 2027-05-07",
    ]);
  });

  it("of a day both off and worked is named", () => {
    expect(problemsOf(draft2027({ 劳动节: { ...劳动节, work: ["2027-05-02"] } }))).toEqual(["off-and-work 2027-05-02"]);
  });

  it("of a make-up day in another year is named", () => {
    expect(problemsOf(draft2027({ 国庆节: { ...国庆节, work: ["2027-09-26", "2028-10-07"] } }))).toEqual([
      "outside-year 2028-10-07",
      "work-far-away 2028-10-07",
    ]);
  });

  it("of a day off long before the year is named", () => {
    const draft = draft2027({ 春节: { ...春节, off: [...春节.off, "2026-02-07"] } });
    expect(problemsOf(draft)).toEqual(["outside-year 2026-02-07"]);
  });

  it("of a holiday left out is named", () => {
    expect(problemsOf(draft2027({ 中秋节: {} }))).toEqual(["holiday-missing", "off-count-implausible"]);
  });

  it("of a holiday in another month is named", () => {
    const draft = draft2027({ 清明节: { off: datesFromTo("2027-07-03", "2027-07-05") } });
    expect(problemsOf(draft)).toEqual(["out-of-season 2027-07-03"]);
  });

  it("of a make-up day far from any holiday is named", () => {
    expect(problemsOf(draft2027({ 劳动节: { ...劳动节, work: ["2027-08-08"] } }))).toEqual([
      "work-far-away 2027-08-08",
    ]);
  });

  it("of a statutory day left out is named, by the statutory calendar", () => {
    const draft = draft2027({ 端午节: { off: ["2027-06-10"] } });
    expect(problemsOf(draft)).toEqual(["statutory-day-missing 2027-06-09"]);
    expect(problemsOf(draft, [])).toEqual([]);
  });

  it("of a statutory day with a fixed date left out is named without any other calendar", () => {
    const draft = draft2027({ 劳动节: { ...劳动节, off: ["2027-05-01", ...datesFromTo("2027-05-03", "2027-05-05")] } });
    expect(problemsOf(draft, [])).toEqual(["statutory-day-missing 2027-05-02"]);
  });

  it("of a day off too many is named", () => {
    const draft = draft2027({ 春节: { ...春节, off: [...春节.off, "2027-02-15"] } });
    expect(problemsOf(draft)).toEqual(["off-count-implausible"]);
  });

  it("of a make-up day forgotten is named", () => {
    expect(problemsOf(draft2027({ 国庆节: { ...国庆节, work: ["2027-10-09"] } }))).toEqual(["off-count-implausible"]);
  });
});

describe("a problem a person may confirm", () => {
  const extraDay = draft2027({ 春节: { ...holidays.春节, off: [...holidays.春节.off, "2027-02-15"] } });

  it("lets an extraordinary day off through, with a note that keeps the problem's words", () => {
    const refused = checkDraft(extraDay, [statutory]);
    const confirmed = checkDraft(extraDay, [statutory], ["off-count-implausible"]);
    expect(refused).toMatchObject({ ok: false, problems: [{ confirmable: true }] });
    expect(confirmed).toMatchObject({ ok: true, notes: [{ code: "confirmed" }] });
    if (!refused.ok && confirmed.ok) expect(confirmed.notes[0]?.zh).toContain(refused.problems[0]?.zh);
  });

  it("does not let through what cannot be", () => {
    const draft = draft2027({ 劳动节: { ...holidays.劳动节, work: ["2027-05-07"] } });
    expect(checkDraft(draft, [statutory], ["work-on-weekday"])).toMatchObject({
      ok: false,
      problems: [{ code: "work-on-weekday", confirmable: false }],
    });
  });
});

describe("a second arrangement of a year", () => {
  const first = official();
  const moved = draft2027({
    劳动节: { off: datesFromTo("2027-05-01", "2027-05-04"), work: [] },
    国庆节: { off: datesFromTo("2027-10-01", "2027-10-08"), work: ["2027-09-26", "2027-10-09", "2027-10-10"] },
  });

  it("is refused when it says the same", () => {
    expect(problemsOf(draft2027(), [statutory, first])).toEqual(["already-known"]);
  });

  it("says the same when it only lists a weekend that is off anyway", () => {
    const { 端午节 } = holidays;
    const draft = draft2027({ 端午节: { ...端午节, off: ["2027-06-09", "2027-06-12"] } });
    expect(problemsOf(draft, [statutory, first])).toEqual(["already-known"]);
  });

  it("is an amendment that says what it adds and removes", () => {
    const checked = checkDraft(moved, [statutory, first]);
    expect(checked).toMatchObject({
      ok: true,
      draft: {
        id: "CN-2027.2",
        amends: {
          id: "CN-2027",
          changes: [
            { date: "2027-05-05", before: "off", after: "ordinary" },
            { date: "2027-05-08", before: "work", after: "off" },
            { date: "2027-10-08", before: "ordinary", after: "off" },
            { date: "2027-10-10", before: "off", after: "work" },
          ],
        },
      },
      notes: [{ code: "amendment" }],
    });
    expect(checked.ok && checked.notes[0]?.zh).toBe(
      "将修订 CN-2027：新增放假 2027-05-08、2027-10-08；取消放假 2027-05-05、2027-10-10；调休上班变动 2027-05-08、2027-10-10",
    );
  });

  it("is compared with the newest, and numbered after the last", () => {
    const second = { ...official(moved, [first]), publishedAt: publishedAt + 10 };
    const checked = checkDraft({ ...draft2027(), publishedAt: publishedAt + 20 }, [second, statutory, first]);
    expect(checked).toMatchObject({ ok: true, draft: { id: "CN-2027.3", amends: { id: "CN-2027.2" } } });
  });

  it("is refused when it is older than what it would replace", () => {
    const older = { ...moved, publishedAt: publishedAt - 1 };
    expect(problemsOf(older, [statutory, first])).toEqual(["older-than-known"]);
  });
});
