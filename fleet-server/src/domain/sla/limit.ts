// How long a clock is, for people and for those who must be reached in time.
import { dayMs, secondMs } from "../time.ts";
import type { ClockSpec } from "./policy.ts";

/** Length of an hour clock in milliseconds, the longer of two; null for a clock that counts days. */
export function limitMs(spec: ClockSpec): number | null {
  switch (spec.kind) {
    case "elapsed":
      return ("seconds" in spec ? spec.seconds : Math.max(spec.secondsIf.office, spec.secondsIf.off)) * secondMs;
    case "service":
      return spec.seconds * secondMs;
    case "calendarDays":
      return spec.mode === "exact" ? spec.days * dayMs : null;
    case "workingDays":
      return null;
  }
}

function secondsText(seconds: number): { zh: string; en: string } {
  if (seconds % 3600 === 0) return { zh: `${seconds / 3600} 小时`, en: `${seconds / 3600} h` };
  return { zh: `${seconds / 60} 分钟`, en: `${seconds / 60} min` };
}

/** The limit in words, with what is special about how it counts. */
export function limitText(spec: ClockSpec): { zh: string; en: string } {
  switch (spec.kind) {
    case "elapsed": {
      if ("seconds" in spec) return secondsText(spec.seconds);
      const office = secondsText(spec.secondsIf.office);
      const off = secondsText(spec.secondsIf.off);
      return {
        zh: `上班时间 ${office.zh}，下班时间 ${off.zh}`,
        en: `${office.en} in office hours, ${off.en} outside them`,
      };
    }
    case "service": {
      const { zh, en } = secondsText(spec.seconds);
      return { zh: `${zh}（仅计服务时段 ${spec.windows}）`, en: `${en} (service hours ${spec.windows} only)` };
    }
    case "calendarDays":
      return calendarText(spec);
    case "workingDays":
      return {
        zh: `${spec.days} 个工作日（当日不计，至末日 24:00，依国务院放假安排）`,
        en: `${spec.days} working days (the first day is not counted, to 24:00 of the last, by the State Council's calendar)`,
      };
  }
}

function calendarText(spec: Extract<ClockSpec, { kind: "calendarDays" }>): { zh: string; en: string } {
  if (spec.mode === "exact") {
    return { zh: `${spec.days} × 24 小时（自该时刻起）`, en: `${spec.days} x 24 h from that instant` };
  }
  const first = spec.startDay === "included";
  const roll = spec.rollover === "civil203";
  return {
    zh: `${spec.days} 个自然日（${first ? "当日计入" : "当日不计"}，至末日 24:00${roll ? "，末日为休息日则顺延" : ""}）`,
    en: `${spec.days} calendar days (the first day is ${first ? "counted" : "not counted"}, to 24:00 of the last${roll ? ", moved on from a rest day" : ""})`,
  };
}
