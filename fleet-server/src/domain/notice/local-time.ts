// Instants and durations as an office writes them: 24 h, Asia/Shanghai.
import { dayMs, hourMs, type Millis, minuteMs } from "../time.ts";
import type { NoticeLang } from "./notice.ts";

/** China has had one zone without summer time since 1992. */
const shanghaiMs = 8 * hourMs;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Whole local days since 1970-01-01. */
export function localDay(at: Millis): number {
  return Math.floor((at + shanghaiMs) / dayMs);
}

/** Milliseconds since local midnight. */
export function msOfDay(at: Millis): number {
  return at + shanghaiMs - localDay(at) * dayMs;
}

/** A due instant of a day clock is the 24:00 of the day it ends; that day is what people know it by. */
export function dueDay(dueAt: Millis, hourClock: boolean): number {
  return localDay(hourClock ? dueAt : dueAt - 1);
}

/** `9月17日 09:30`; with the year where it is not that of `asOf`. A day clock's midnight is `9月17日 24:00`. */
export function formatInstant(at: Millis, asOf: Millis, hourClock: boolean, lang: NoticeLang): string {
  const endsDay = !hourClock && msOfDay(at) === 0;
  const local = new Date((endsDay ? at - 1 : at) + shanghaiMs);
  const year = local.getUTCFullYear();
  const sameYear = year === new Date(asOf + shanghaiMs).getUTCFullYear();
  const clock = endsDay ? "24:00" : local.toISOString().slice(11, 16);
  if (lang === "zh") {
    return `${sameYear ? "" : `${year}年`}${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`;
  }
  return `${local.getUTCDate()} ${months[local.getUTCMonth()]}${sameYear ? "" : ` ${year}`} ${clock}`;
}

/** `3 小时 5 分`, `2 天 3 小时 5 分`, `不到 1 分钟`: whole minutes, never rounded up. */
export function formatDuration(ms: number, lang: NoticeLang): string {
  const zh = lang === "zh";
  if (ms < minuteMs) return zh ? "不到 1 分钟" : "less than a minute";
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  const alone = days === 0 && hours === 0;
  const parts = [
    days > 0 ? (zh ? `${days} 天` : `${days} d`) : "",
    hours > 0 ? (zh ? `${hours} 小时` : `${hours} h`) : "",
    minutes > 0 ? (zh ? `${minutes} 分${alone ? "钟" : ""}` : `${minutes} min`) : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
