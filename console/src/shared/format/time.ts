// Every time on screen is Shanghai wall time, whatever the browser's zone. China has kept UTC+8 without summer time since
// 1992, so the offset is a constant and needs no zone database.
const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

const two = (n: number): string => String(n).padStart(2, "0");

function wall(at: number): Date {
  return new Date(at + shanghaiOffsetMs);
}

/** `10:32` */
export function formatTime(at: number): string {
  const w = wall(at);
  return `${two(w.getUTCHours())}:${two(w.getUTCMinutes())}`;
}

/** `10:32:05` */
export function formatTimeSeconds(at: number): string {
  return `${formatTime(at)}:${two(wall(at).getUTCSeconds())}`;
}

/** `10:32:05.123`, for bytes on a wire */
export function formatTimeMillis(at: number): string {
  return `${formatTimeSeconds(at)}.${String(wall(at).getUTCMilliseconds()).padStart(3, "0")}`;
}

/** `2026-11-22` */
export function formatDate(at: number): string {
  const w = wall(at);
  return `${w.getUTCFullYear()}-${two(w.getUTCMonth() + 1)}-${two(w.getUTCDate())}`;
}

/** `2026-11-22 10:32` */
export function formatDateTime(at: number): string {
  return `${formatDate(at)} ${formatTime(at)}`;
}

/** The shortest form that is not ambiguous beside `now`: `10:32`, `11-22 10:32` or `2025-11-22 10:32`. */
export function formatShort(at: number, now: number): string {
  if (formatDate(at) === formatDate(now)) return formatTime(at);
  const full = formatDateTime(at);
  return full.slice(0, 4) === formatDate(now).slice(0, 4) ? full.slice(5) : full;
}

/** Day of the week in Shanghai, 0 = Sunday. */
export function weekday(at: number): number {
  return wall(at).getUTCDay();
}

/**
 * Instant of a typed Shanghai wall time, `2026-11-22 10:32`; undefined where the text is none. Typed rather than picked:
 * the browser's own picker shows 12 hours and another order of day and month wherever its language wants so.
 */
export function parseDateTime(text: string): number | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})$/.exec(text.normalize("NFKC").trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute) - shanghaiOffsetMs;
  // Date.UTC carries 31 February over into March; what does not come back as typed was no date.
  const written = `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
  return formatDateTime(at) === written ? at : undefined;
}

/** Instant at which a typed Shanghai date, `2026-11-22`, begins; undefined where the text is none. */
export function parseDate(text: string): number | undefined {
  return parseDateTime(`${text.trim()} 00:00`);
}

/** Whole Shanghai days from the day of `from` to the day of `to`. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to + shanghaiOffsetMs) / dayMs) - Math.floor((from + shanghaiOffsetMs) / dayMs);
}
