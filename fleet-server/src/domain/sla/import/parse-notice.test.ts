import { describe, expect, it } from "vitest";
import type { CalendarDraft } from "./calendar-draft.ts";
import type { CalendarNote, CalendarProblem } from "./calendar-problem.ts";
import { datesFromTo } from "./civil-date.ts";
import { parseNotice } from "./parse-notice.ts";

const title = "国务院办公厅关于2026年部分节假日安排的通知";

/** A notice with one holiday; the sentence begins on line 2. */
function about(sentence: string, name = "春节"): string {
  return `${title}\n一、${name}：${sentence}\n国务院办公厅\n2025年11月4日`;
}

function draftOf(text: string, year?: number): CalendarDraft {
  const result = parseNotice(text, year);
  if (!result.ok) throw new Error(result.problems.map(({ en }) => en).join("\n"));
  return result.draft;
}

function notesOf(text: string): readonly CalendarNote[] {
  const result = parseNotice(text);
  return result.ok ? result.notes : [];
}

function problemsOf(text: string, year?: number): readonly CalendarProblem[] {
  const result = parseNotice(text, year);
  return result.ok ? [] : result.problems;
}

const daysOf = (text: string) => {
  const { off, work } = draftOf(text);
  return { off, work };
};

describe("a sentence of a notice", () => {
  it.each([
    [
      "a range and a make-up day",
      "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
      ["01-01", "01-02", "01-03"],
      ["01-04"],
    ],
    ["one day", "4月6日（周一）放假1天，不调休。", ["04-06"], []],
    ["one day next to a weekend", "6月19日放假，与周末连休。", ["06-19"], []],
    ["a count that includes the weekend", "6月19日（周五）放假，与周末连休，共3天。", ["06-19"], []],
    ["a day given for one on a weekend", "4月5日放假，4月6日（星期一）补休。", ["04-05", "04-06"], []],
    ["a count of all that was said", "4月5日放假，4月6日（星期一）补休，共2天。", ["04-05", "04-06"], []],
    ["a range across two months", "2月27日（周五）至3月1日（周日）放假，共3天。", ["02-27", "02-28", "03-01"], []],
    ["a list without months", "5月1日、2日（周六）、3日放假，共三天。", ["05-01", "05-02", "05-03"], []],
    ["two weekdays in one bracket", "5月1日放假。9月26日、27日（周六、周日）上班。", ["05-01"], ["09-26", "09-27"]],
    ["a range of make-up days", "5月1日放假。9月26日至27日（周六至周日）上班。", ["05-01"], ["09-26", "09-27"]],
    ["half-width marks", "5月1日(周五)-2日(周六)放假,共2天.5月9日(周六)上班.", ["05-01", "05-02"], ["05-09"]],
    ["full-width numbers", "５月１日（周五）—２日（周六）放假，共２天。", ["05-01", "05-02"], []],
    [
      "what is repeated with 其中",
      "5月1日至3日放假调休，共3天。其中5月1日（周五）放假。",
      ["05-01", "05-02", "05-03"],
      [],
    ],
  ])("with %s gives its days", (_, sentence, off, work) => {
    const dates = (days: string[]) => days.map((day) => `2026-${day}`);
    expect(daysOf(about(sentence))).toEqual({ off: dates(off), work: dates(work) });
  });

  it("of 元旦 may begin in the December before, with or without the year", () => {
    const days = { off: datesFromTo("2025-12-31", "2026-01-02"), work: ["2025-12-28"] };
    expect(daysOf(about("2025年12月31日至2026年1月2日放假调休，共3天。2025年12月28日（周日）上班。", "元旦"))).toEqual(
      days,
    );
    expect(daysOf(about("12月31日至1月2日放假调休，共3天。12月28日（周日）上班。", "元旦"))).toEqual(days);
  });

  it("that only advises a rest gives no day off, and the reader is told", () => {
    const text = about("2月17日至19日放假，共3天。鼓励各单位安排职工在除夕（2月16日）休息。");
    expect(daysOf(text).off).toEqual(datesFromTo("2026-02-17", "2026-02-19"));
    expect(notesOf(text)).toMatchObject([{ code: "advice-skipped", where: { line: 2 } }]);
  });
});

describe("a notice", () => {
  it("is read although its colon, its numbering and its lines are lost", () => {
    const text = `${title}元旦:1月1日放假\n2、春节2月17日放假三 、清明\n节4月\n6\n日放假`;
    expect(draftOf(text).holidays.map(({ name, off }) => [name, ...off])).toEqual([
      ["元旦", "2026-01-01"],
      ["春节", "2026-02-17"],
      ["清明节", "2026-04-06"],
    ]);
  });

  it("may arrange two holidays together", () => {
    const { holidays } = draftOf(about("9月25日放假。", "中秋节、国庆节"));
    expect(holidays).toEqual([{ name: "中秋节、国庆节", off: ["2026-09-25"], work: [] }]);
  });

  it("for an occasion that is none of the yearly holidays is taken, with a note", () => {
    const text = about("1月1日放假。\n二、抗战胜利纪念日：9月3日至5日放假。9月6日上班。", "元旦");
    expect(daysOf(text)).toEqual({
      off: ["2026-01-01", ...datesFromTo("2026-09-03", "2026-09-05")],
      work: ["2026-09-06"],
    });
    expect(notesOf(text)).toMatchObject([{ code: "other-holiday", where: { line: 3 } }]);
  });

  it("tells its title and the day under its signature", () => {
    const { source, publishedAt } = draftOf(about("2月17日放假。"));
    expect(source).toBe(`${title}（2025年11月4日）`);
    expect(publishedAt).toBe(Date.UTC(2025, 10, 3, 16));
  });

  it("without signature or issuer is taken with notes that say so", () => {
    const result = parseNotice("一、春节：2月17日放假。", 2026);
    expect(result.ok && result.notes.map(({ code }) => code)).toEqual(["no-publication-date", "no-issuer"]);
    expect(result.ok && [result.draft.publishedAt, result.draft.source]).toEqual([null, null]);
  });

  it("is read up to its signature: what a page carries below is not part of it", () => {
    expect(daysOf(`${about("2月17日放假。")}\n责任编辑：某某 2025年11月5日放假通知 12月1日上班`).off).toEqual([
      "2026-02-17",
    ]);
  });
});

describe("a planted error", () => {
  it.each([
    ["count-differs", "2月15日至23日放假调休，共8天。", { line: 2, date: "2026-02-15" }, /8 天.*9 天/],
    ["count-differs", "2月17日放假2天。", { line: 2, date: "2026-02-17" }, /2 天.*1 天/],
    ["weekday-differs", "2月15日（周一）至23日（周一）放假。", { line: 2, date: "2026-02-15" }, /是周日.*周一/],
    ["weekday-differs", "2月15日（周日）至23日（农历正月初七、周日）放假。", { line: 2, date: "2026-02-23" }, /是周一/],
    [
      "weekday-differs",
      "2月17日放假。\n2月14日（周六）、2月28日（星期天）上班。",
      { line: 3, date: "2026-02-28" },
      /是周六/,
    ],
    ["no-such-date", "2月15日至30日放假。", { line: 2, date: null }, /30日/],
    ["no-such-date", "17日放假。", { line: 2, date: null }, /17日/],
    ["range-backwards", "2月23日至15日放假。", { line: 2, date: "2026-02-23" }, /颠倒/],
    ["range-too-long", "2月1日至28日放假。", { line: 2, date: "2026-02-01" }, /15 天/],
    ["range-too-long", "2月17日至9999年2月1日放假。", { line: 2, date: "2026-02-17" }, /15 天/],
    ["not-understood", "延长2026年春节假期至2月25日。", { line: 2, date: null }, /延长2026年春节假期至2月25日/],
    ["not-understood", "2月17日至19日放假。\n2月20日视情况安排。", { line: 3, date: null }, /2月20日视情况安排/],
    ["not-understood", "1月1日为法定假日，将1月3日（周六）公休日调至1月2日。", { line: 2, date: null }, /法定假日/],
    ["holiday-without-days", "另行通知。", { line: 2, date: null }, /春节/],
  ])("%s in “%s” is named with its place", (code, sentence, where, says) => {
    const problems = problemsOf(about(sentence));
    expect(problems[0]).toMatchObject({ code, where });
    expect(problems[0]?.zh).toMatch(says);
    expect(problems[0]?.en).not.toBe("");
  });

  it("beside others is one of several problems", () => {
    const text = `${title}\n一、元旦：1月1日（周五）放假。\n二、春节：2月17日放假2天。\n三、清明节：4月31日放假。`;
    expect(problemsOf(text).map(({ code, where }) => [code, where.line])).toEqual([
      ["weekday-differs", 2],
      ["count-differs", 3],
      ["no-such-date", 4],
    ]);
  });

  it("of two notices in one paste is refused", () => {
    const text = about("2月17日放假。");
    expect(problemsOf(text + text)).toMatchObject([{ code: "holiday-twice", where: { line: 5 } }]);
  });
});

describe("the year of a notice", () => {
  const untitled = "一、春节：2月17日（周二）放假。";

  it("is the one entered where the text has none", () => {
    expect(draftOf(untitled, 2026).off).toEqual(["2026-02-17"]);
    expect(problemsOf(untitled)).toMatchObject([{ code: "no-year" }]);
  });

  it("may not be entered as another than the text says", () => {
    expect(draftOf(about("2月17日放假。"), 2026).year).toBe(2026);
    expect(problemsOf(about("2月17日放假。"), 2027)).toMatchObject([{ code: "year-differs" }]);
  });

  it.each([1999, 2101, 2026.5, Number.NaN])("may not be %s", (year) => {
    expect(problemsOf(untitled, year)).toMatchObject([{ code: "year-out-of-range" }]);
  });
});

describe("what is no notice", () => {
  it.each([
    ["nothing", "", "empty"],
    ["white space", " \n\t　\u00a0", "empty"],
    ["a megabyte", "一、春节：2月17日放假。".repeat(80_000), "too-long"],
    [
      "a web page's source",
      `\n<!DOCTYPE html><html><body><p>${about("2月17日放假。")}</p></body></html>`,
      "web-page-source",
    ],
    ["English", "The Spring Festival holiday is from February 15 to 23, 2026.", "not-a-notice"],
    ["traditional characters", "一、春節：2月15日至23日放假調休，共9天。", "not-a-notice"],
    ["JSON", '{"year":2026,"papers":[],"days":[]}', "not-a-notice"],
    ["bytes of a picture", "\u0089PNG\r\n\u001a\n\u0000\ud800\udfff\ud83d", "not-a-notice"],
    [
      "another notice of the State Council",
      "国务院办公厅关于印发2026年工作要点的通知\n一、总体要求。\n二、主要任务。",
      "not-a-notice",
    ],
  ])("%s is refused in one sentence", (_, text, code) => {
    const problems = problemsOf(text);
    expect(problems.map((p) => p.code)).toEqual([code]);
    expect(problems[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(problems[0]?.en).toMatch(/[a-z]/);
  });

  it("never gives more problems than a person can read", () => {
    const text = about("2月30日放假。".repeat(2000));
    expect(problemsOf(text)).toHaveLength(50);
  });
});
