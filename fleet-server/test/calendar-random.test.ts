// Any arrangement that keeps to the decree, in any wording and after any paste, is read back as it was.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DraftHoliday } from "../src/domain/sla/import/calendar-draft.ts";
import { checkDraft } from "../src/domain/sla/import/check-draft.ts";
import { addDays, datesFromTo, isWeekend, weekdayOf } from "../src/domain/sla/import/civil-date.ts";
import { parseHolidayCn } from "../src/domain/sla/import/parse-holiday-cn.ts";
import { parseNotice } from "../src/domain/sla/import/parse-notice.ts";

interface Arrangement {
  readonly year: number;
  readonly holidays: readonly DraftHoliday[];
}

/** Statutory days, the dates the first day off may have, and how many days it lasts at least. */
const shapes = [
  { name: "元旦", statutory: 1, first: ["-12-31", "01-01"], least: 2 },
  { name: "春节", statutory: 4, first: ["01-21", "01-27", "02-03", "02-12", "02-18"], least: 7 },
  { name: "清明节", statutory: 1, first: ["04-04", "04-05"], least: 1 },
  { name: "劳动节", statutory: 2, first: ["04-30", "05-01"], least: 3 },
  { name: "端午节", statutory: 1, first: ["05-28", "06-06", "06-19", "06-24"], least: 1 },
  { name: "中秋节", statutory: 1, first: ["09-08", "09-14", "09-19", "09-22"], least: 1 },
  { name: "国庆节", statutory: 3, first: ["10-01"], least: 3 },
];

/** From the first day on until its weekdays make up for the statutory days, and some more. */
function daysOff(first: string, statutory: number, length: number): string[] {
  const days = datesFromTo(first, addDays(first, length - 1));
  while (days.filter((day) => !isWeekend(day)).length < statutory) days.push(addDays(first, days.length));
  return days;
}

const arrangements: fc.Arbitrary<Arrangement> = fc
  .record({
    year: fc.integer({ min: 2025, max: 2099 }),
    picks: fc.array(fc.record({ first: fc.nat(), more: fc.nat(2), work: fc.infiniteStream(fc.nat()) }), {
      minLength: shapes.length,
      maxLength: shapes.length,
    }),
  })
  .map(({ year, picks }) => {
    const blocks = shapes.map(({ first, statutory, least }, n) => {
      const date = first[(picks[n]?.first ?? 0) % first.length] ?? "";
      const start = date.startsWith("-") ? `${year - 1}${date}` : `${year}-${date}`;
      return daysOff(start, statutory, least + (picks[n]?.more ?? 0));
    });
    const taken = new Set(blocks.flat());
    const holidays = shapes.map(({ name, statutory }, n): DraftHoliday => {
      const off = blocks[n] ?? [];
      const owed = off.filter((day) => !isWeekend(day)).length - statutory;
      const work = Array.from({ length: owed }, () => {
        const free = datesFromTo(addDays(off[0] ?? "", -20), addDays(off.at(-1) ?? "", 20)).filter(
          (day) => isWeekend(day) && !taken.has(day) && day >= `${year - 1}-12-25`,
        );
        const day = free[(picks[n]?.work.next().value ?? 0) % free.length] ?? "";
        taken.add(day);
        return day;
      });
      return { name, off, work: work.sort() };
    });
    return { year, holidays };
  });

/** How a notice happens to be worded and pasted. */
const styles = fc.record({
  weekday: fc.constantFrom("周", "星期", ""),
  through: fc.constantFrom("至", "到", "—", "——", "-", "～"),
  verb: fc.constantFrom("放假", "放假调休", "调休放假"),
  counted: fc.boolean(),
  repeatMonth: fc.boolean(),
  repeatYear: fc.boolean(),
  lunar: fc.boolean(),
  fullWidth: fc.boolean(),
  halfMarks: fc.boolean(),
  numbered: fc.boolean(),
  spaces: fc.array(fc.constantFrom("", "", "", "", " ", "\n", "\r\n", "\u00a0", "　", "\u200b"), {
    minLength: 7,
    maxLength: 60,
  }),
});
type Style = typeof styles extends fc.Arbitrary<infer S> ? S : never;

function written({ year, holidays }: Arrangement, style: Style): string {
  const day = (date: string, before: string | null): string => {
    const [y, m, d] = date.split("-").map(Number);
    const sameYear = before === null ? y === year : before.startsWith(`${y}-`);
    const sameMonth = sameYear && before?.slice(5, 7) === date.slice(5, 7);
    const yearPart = sameYear && !style.repeatYear ? "" : `${y}年`;
    const monthPart = yearPart === "" && sameMonth && !style.repeatMonth ? "" : `${m}月`;
    const said = [
      ...(style.lunar ? ["农历正月初七"] : []),
      ...(style.weekday === "" ? [] : [`${style.weekday}${"一二三四五六日".charAt(weekdayOf(date))}`]),
    ];
    return `${yearPart}${monthPart}${d}日${said.length === 0 ? "" : `（${said.join("、")}）`}`;
  };
  const sentences = holidays.map(({ name, off, work }, n) => {
    const first = off[0] ?? "";
    const last = off.at(-1) ?? "";
    const range = first === last ? day(first, null) : `${day(first, null)}${style.through}${day(last, first)}`;
    const count = style.counted ? `，共${off.length}天` : "";
    const makeUp = work.map((date) => day(date, null)).join("、");
    const number = style.numbered ? `${"一二三四五六七".charAt(n)}、` : "";
    return `${number}${name}：${range}${style.verb}${count}。${work.length === 0 ? "" : `${makeUp}上班。`}`;
  });
  const title = `国务院办公厅关于${year}年部分节假日安排的通知`;
  const text = `${title}。现将${year}年元旦、春节放假安排通知如下。${sentences.join("")}国务院办公厅${year - 1}年11月4日`;
  return pasted(text, style);
}

function pasted(text: string, { fullWidth, halfMarks, spaces }: Style): string {
  const half: Readonly<Record<string, string>> = { "（": "(", "）": ")", "，": ",", "：": ":", "。": "." };
  return [...text]
    .map((char, n) => {
      const wide = fullWidth && /\d/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char;
      return `${halfMarks ? (half[wide] ?? wide) : wide}${spaces[n % spaces.length] ?? ""}`;
    })
    .join("");
}

const sorted = (days: readonly string[]) => [...days].sort();

describe("a random arrangement that keeps to the decree", () => {
  it("is read back from any wording of it, and passes every check", () => {
    fc.assert(
      fc.property(arrangements, styles, (arrangement, style) => {
        const parsed = parseNotice(written(arrangement, style));
        const result = parsed.ok ? checkDraft(parsed.draft, []) : parsed;
        expect(result.ok ? [] : result.problems).toEqual([]);
        if (!result.ok) return;
        expect(result.draft.holidays.map(({ name, off, work }) => ({ name, off, work }))).toEqual(arrangement.holidays);
        expect(result.draft.off).toEqual(sorted(arrangement.holidays.flatMap(({ off }) => off)));
        expect(result.draft.work).toEqual(sorted(arrangement.holidays.flatMap(({ work }) => work)));
        expect(result.draft.publishedAt).toBe(Date.parse(`${arrangement.year - 1}-11-04T00:00:00+08:00`));
      }),
      { numRuns: 500 },
    );
  });

  it("is read back from a holiday-cn file in any order of its days", () => {
    const files = arrangements.chain((arrangement) => {
      const days = arrangement.holidays.flatMap(({ name, off, work }) => [
        ...off.map((date) => ({ name, date, isOffDay: true })),
        ...work.map((date) => ({ name, date, isOffDay: false })),
      ]);
      const shuffled = fc.shuffledSubarray(days, { minLength: days.length });
      return shuffled.map((days) => ({ arrangement, file: { year: arrangement.year, papers: [], days } }));
    });
    fc.assert(
      fc.property(files, ({ arrangement, file }) => {
        const parsed = parseHolidayCn(file);
        const result = parsed.ok ? checkDraft(parsed.draft, []) : parsed;
        expect(result).toMatchObject({
          ok: true,
          draft: {
            off: sorted(arrangement.holidays.flatMap(({ off }) => off)),
            work: sorted(arrangement.holidays.flatMap(({ work }) => work)),
          },
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("garbage", () => {
  it("pasted as a notice gives problems in two languages and never an exception", () => {
    const pieces = fc.constantFrom(
      ...[
        "一、",
        "元旦",
        "春节：",
        "国庆节",
        "1月",
        "31日",
        "99",
        "2026年",
        "至",
        "、",
        "（周",
        "一）",
        "放假",
        "上班",
        "共",
        "十天",
        "。",
      ],
      ...["<p>", "国务院办公厅", "\n", "鼓励", "其中", "节假日期间，", "\ud83d", "與", "The"],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, fc.option(fc.integer(), { nil: undefined }), (text, year) => {
        const parsed = parseNotice(text, year);
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { zh, en } of parsed.problems)
          expect([zh, en]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
      }),
      { numRuns: 2000 },
    );
  });

  it("given as a holiday-cn file is refused and never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (json, days) => {
        expect(parseHolidayCn(json).ok).toBe(false);
        expect(parseHolidayCn({ year: 2026, papers: [], days }).ok).toBe(false);
        expect(parseHolidayCn({ year: 2026, papers: [], days: [days] }).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
