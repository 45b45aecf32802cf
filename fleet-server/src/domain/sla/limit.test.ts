import { expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../time.ts";
import { limitMs, limitText } from "./limit.ts";
import type { ClockSpec } from "./policy.ts";

it.each<[ClockSpec, number | null, string]>([
  [{ kind: "elapsed", seconds: 7200 }, 2 * hourMs, "2 小时"],
  [{ kind: "elapsed", seconds: 600 }, 10 * minuteMs, "10 分钟"],
  [{ kind: "elapsed", secondsIf: { office: 600, off: 1800 } }, 30 * minuteMs, "上班时间 10 分钟，下班时间 30 分钟"],
  [{ kind: "service", seconds: 86_400, windows: "7x8" }, dayMs, "24 小时（仅计服务时段 7x8）"],
  [{ kind: "calendarDays", days: 7 }, null, "7 个自然日（当日不计，至末日 24:00）"],
  [{ kind: "calendarDays", days: 7, startDay: "included" }, null, "7 个自然日（当日计入，至末日 24:00）"],
  [
    { kind: "calendarDays", days: 7, rollover: "civil203" },
    null,
    "7 个自然日（当日不计，至末日 24:00，末日为休息日则顺延）",
  ],
  [{ kind: "calendarDays", days: 7, mode: "exact" }, 7 * dayMs, "7 × 24 小时（自该时刻起）"],
  [{ kind: "workingDays", days: 5 }, null, "5 个工作日（当日不计，至末日 24:00，依国务院放假安排）"],
])("%j", (spec, ms, zh) => {
  expect(limitMs(spec)).toBe(ms);
  expect(limitText(spec).zh).toBe(zh);
});
