import { describe, expect, it } from "vitest";
import { formatHours, parseHours } from "./hours-text.ts";

const office = [1, 2, 3, 4, 5].map((day) => ({ day, fromMin: 540, toMin: 1020 }));
const always = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, fromMin: 0, toMin: 1440 }));

describe("opening hours in a cell", () => {
  it.each([
    ["周一至周五 09:00-17:00", office],
    ["工作日9：00～17：00", office],
    ["星期一到星期五 9:00—17:00", office],
    ["24小时", always],
    ["每天 00:00-24:00", always],
    ["周一至周五 09:00-17:00；周六 09:00-12:00", [...office, { day: 6, fromMin: 540, toMin: 720 }]],
    ["周六、周日 10:00-16:00", [6, 0].map((day) => ({ day, fromMin: 600, toMin: 960 }))],
    [
      "周一 09:00-11:30；周一 13:00-17:00",
      [
        { day: 1, fromMin: 540, toMin: 690 },
        { day: 1, fromMin: 780, toMin: 1020 },
      ],
    ],
  ])("%s", (text, week) => {
    expect(parseHours(text)).toEqual({ week });
  });

  it.each([
    "",
    "上班时间",
    "周一 17:00-09:00",
    "周一 09:00-25:00",
    "周五至周一 9:00-10:00",
    "周一 9-17",
    "周一 09:00-12:00；周一 11:00-15:00",
  ])("%s is none", (text) => {
    expect(parseHours(text)).toBeUndefined();
  });

  it.each([{ week: office }, { week: always }, { week: [...office, { day: 6, fromMin: 540, toMin: 720 }] }, null])(
    "what is written can be read back",
    (hours) => {
      expect(parseHours(formatHours(hours)) ?? null).toEqual(hours);
    },
  );
});
