// Opening hours as people write them into a cell: `周一至周五 09:00-17:00；周六 09:00-12:00`, `每天 8:30-20:00`, `24小时`.
import type { OpeningHours } from "@kiosk/contract";

const dayNames: readonly string[] = ["日", "一", "二", "三", "四", "五", "六"];
/** Monday first, as an office week is read. */
const week = [1, 2, 3, 4, 5, 6, 0] as const;
const wholeWeek: readonly number[] = week;

function dayOf(name: string): number | undefined {
  const at = name === "天" ? 0 : dayNames.indexOf(name);
  return at < 0 ? undefined : at;
}

/** `周一至周五`, `周六、周日`, `工作日`, `每天`; undefined where it is none. */
function daysOf(text: string): readonly number[] | undefined {
  if (text === "" || /^(每天|每日|全周|周一至周日)$/.test(text)) return wholeWeek;
  if (text === "工作日") return [1, 2, 3, 4, 5];
  if (text === "周末" || text === "双休日") return [6, 0];
  const days: number[] = [];
  for (const part of text.split(/[、,，]/)) {
    const match = /^(?:周|星期|礼拜)([一二三四五六日天])(?:[至到~～-](?:周|星期|礼拜)?([一二三四五六日天]))?$/.exec(
      part,
    );
    if (match === null) return undefined;
    const from = dayOf(match[1] ?? "");
    const to = match[2] === undefined ? from : dayOf(match[2]);
    if (from === undefined || to === undefined) return undefined;
    const start = wholeWeek.indexOf(from);
    const end = wholeWeek.indexOf(to);
    if (end < start) return undefined;
    days.push(...wholeWeek.slice(start, end + 1));
  }
  return days;
}

function minutesOf(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}

/** @returns undefined where the text is no opening hours */
export function parseHours(text: string): OpeningHours | undefined {
  // NFKC makes the full-width colon, comma, semicolon and digits plain; long dashes stay
  const plain = text.normalize("NFKC").replace(/[–—―]/g, "-").replace(/\s+/g, "");
  if (plain === "") return undefined;
  const entries: OpeningHours["week"] = [];
  for (const part of plain.split(/[;；\n]/).filter((p) => p !== "")) {
    const match = /^(.*?)(24小时|全天|(\d{1,2}:\d{2})[-~～至](\d{1,2}:\d{2}))$/.exec(part);
    if (match === null) return undefined;
    const days = daysOf((match[1] ?? "").replace(/:$/, ""));
    const from = match[3] === undefined ? 0 : minutesOf(match[3]);
    const to = match[4] === undefined ? 1440 : minutesOf(match[4]);
    if (days === undefined || from === undefined || to === undefined || to <= from) return undefined;
    for (const day of days) entries.push({ day, fromMin: from, toMin: to });
  }
  if (entries.length === 0 || overlaps(entries)) return undefined;
  const place = (day: number) => wholeWeek.indexOf(day);
  return { week: entries.sort((a, b) => place(a.day) - place(b.day) || a.fromMin - b.fromMin) };
}

function overlaps(entries: OpeningHours["week"]): boolean {
  return entries.some((a, i) =>
    entries.some((b, j) => i < j && a.day === b.day && a.fromMin < b.toMin && b.fromMin < a.toMin),
  );
}

function clock(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
}

/** As {@link parseHours} reads it back; empty for hours that nobody entered. */
export function formatHours(hours: OpeningHours | null): string {
  if (hours === null) return "";
  const byDay = wholeWeek.map((day) => ({
    day,
    times: hours.week
      .filter((e) => e.day === day)
      .sort((a, b) => a.fromMin - b.fromMin)
      .map((e) => (e.fromMin === 0 && e.toMin === 1440 ? "24小时" : `${clock(e.fromMin)}-${clock(e.toMin)}`)),
  }));
  const parts: string[] = [];
  for (let i = 0; i < byDay.length; ) {
    const first = byDay[i];
    if (first === undefined) break;
    let end = i + 1;
    while (byDay[end]?.times.join() === first.times.join()) end += 1;
    const last = byDay[end - 1] ?? first;
    const name = first === last ? `周${dayNames[first.day]}` : `周${dayNames[first.day]}至周${dayNames[last.day]}`;
    parts.push(...first.times.map((time) => `${end - i === 7 ? "" : name} ${time}`.trim()));
    i = end;
  }
  return parts.join("；");
}
