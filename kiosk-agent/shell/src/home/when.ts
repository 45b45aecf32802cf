// Times, ages and distances in the words of whoever stands there. The terminals stand in China: one zone.
import type { OpeningHours } from "@kiosk/contract";
import { fill, type Language } from "../i18n/index.ts";
import type { Words } from "../i18n/zh/index.ts";

type HomeWords = Words["home"];
const zone = "Asia/Shanghai";
const locales: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-GB" };
const dayMs = 86_400_000;

/** 20 秒, 3 分钟, 2 小时, 4 天; never less than nothing. */
export function durationOf(ms: number, words: HomeWords): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return fill(words.seconds, { n: seconds });
  if (seconds < 90 * 60) return fill(words.minutes, { n: Math.round(seconds / 60) });
  if (seconds < 36 * 3600) return fill(words.hours, { n: Math.round(seconds / 3600) });
  return fill(words.days, { n: Math.round(seconds / 86_400) });
}

/** 10:32 */
export function clockOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
}

/** 11月22日 星期日 */
export function dateOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    month: language === "zh" ? "long" : "short",
    day: "numeric",
    weekday: language === "zh" ? "long" : "short",
  }).format(at);
}

/** The clock alone today, with the date on another day. */
export function expectedOf(at: number, now: number, language: Language): string {
  const clock = clockOf(at, language);
  return dateOf(at, language) === dateOf(now, language) && Math.abs(at - now) < dayMs
    ? clock
    : `${dateOf(at, language)} ${clock}`;
}

export function distanceOf(metres: number | null, words: HomeWords): string {
  if (metres === null) return words.distanceUnknown;
  const n =
    metres < 1000
      ? fill(words.metres, { n: Math.max(10, Math.round(metres / 10) * 10) })
      : fill(words.kilometres, { n: (metres / 1000).toFixed(1) });
  return fill(words.distance, { n });
}

function minuteClock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

// China has kept one offset without summer time since 1992.
const offsetMs = 8 * 3_600_000;

/** The opening hours of the day on which `now` falls, in the local zone. */
export function hoursToday(hours: OpeningHours | null, now: number, words: HomeWords): string {
  if (hours === null) return words.hoursUnknown;
  const day = new Date(now + offsetMs).getUTCDay();
  const spans = hours.week.filter((span) => span.day === day).sort((a, b) => a.fromMin - b.fromMin);
  if (spans.length === 0) return words.closedToday;
  if (spans.some(({ fromMin, toMin }) => fromMin === 0 && toMin === 1440)) return words.openAllDay;
  return spans
    .map(({ fromMin, toMin }) => fill(words.openToday, { from: minuteClock(fromMin), to: minuteClock(toMin) }))
    .join(" ");
}
