// Values of a report as they stand on its paper. What nobody knows is said so, never 0 and never 100 %.
import type { Cell, CellKind } from "@kiosk/contract";
import { formatDuration } from "../../shared/format/duration.ts";
import type { Lang } from "../../shared/format/lang.ts";
import { formatDateTime } from "../../shared/format/time.ts";

const minuteMs = 60_000;

/** undefined: nobody knows. @param unit written behind a plain number */
export function cellText(kind: CellKind, value: Cell, lang: Lang, unit = ""): string | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return value;
  const spaced = lang === "en" && unit !== "" ? ` ${unit}` : unit;
  switch (kind) {
    case "percent":
      return `${value.toFixed(2)}%`;
    case "points":
      return `${(value / 10).toFixed(1)}${spaced}`;
    case "duration":
      return value < minuteMs / 2 ? `0${lang === "zh" ? "分钟" : "min"}` : formatDuration(whole(value), lang);
    case "instant":
      return formatDateTime(value);
    case "text":
    case "day":
    case "int":
    case "number":
      return `${value}${spaced}`;
  }
}

const whole = (ms: number): number => Math.round(ms / minuteMs) * minuteMs;

const digits = "零一二三四五六七八九";

/** 一 … 九十九 as an office numbers its headings, or 1 … in English. */
export function headingNumber(n: number, lang: Lang): string {
  if (lang === "en") return `${n}.`;
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const tenText = tens === 0 ? "" : `${tens === 1 ? "" : digits.charAt(tens)}十`;
  return `${tenText}${ones === 0 && tens > 0 ? "" : digits.charAt(ones)}、`;
}
