// Values as Chinese offices print them. What nobody knows is 无数据, never 0 and never 100 %.
import type { Cell, CellKind } from "@kiosk/contract";
import { dayMs, hourMs, type Millis, minuteMs } from "../time.ts";

export const unknownText = "无数据";

/** `2026-09-10 09:30`, Asia/Shanghai. */
export function minuteText(at: Millis): string {
  return new Date(at + 8 * hourMs).toISOString().slice(0, 16).replace("T", " ");
}

/** A deadline at midnight is the end of the day before: `2026-09-10 24:00`. */
export function dueText(at: Millis): string {
  const text = minuteText(at);
  return text.endsWith("00:00") ? `${minuteText(at - 1).slice(0, 10)} 24:00` : text;
}

/** 2天3小时, 5小时20分, 7分钟. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 60) return `${minutes}分钟`;
  if (ms < dayMs) {
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)}小时${rest === 0 ? "" : `${rest}分`}`;
  }
  const hours = Math.round(ms / hourMs);
  return `${Math.floor(hours / 24)}天${hours % 24 === 0 ? "" : `${hours % 24}小时`}`;
}

export function cellText(kind: CellKind, value: Cell, unit = ""): string {
  if (value === null) return unknownText;
  if (typeof value === "string") return value;
  switch (kind) {
    case "percent":
      return `${value.toFixed(2)}%`;
    case "points":
      return `${(value / 10).toFixed(1)}${unit}`;
    case "duration":
      return durationText(value);
    case "instant":
      return minuteText(value);
    case "text":
    case "day":
    case "int":
    case "number":
      return `${value}${unit}`;
  }
}

const digits = "零一二三四五六七八九";

/** 一 … 九十九, as headings are numbered. */
export function chineseNumber(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const tenText = tens === 0 ? "" : `${tens === 1 ? "" : digits.charAt(tens)}十`;
  return `${tenText}${ones === 0 && tens > 0 ? "" : digits.charAt(ones)}`;
}
