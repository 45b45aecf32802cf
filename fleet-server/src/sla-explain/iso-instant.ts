import { hourMs, type Millis } from "../domain/time.ts";

/** `2026-09-10T09:30:00+08:00`; with milliseconds where there are any. */
export function isoInstant(at: Millis): string {
  const text = new Date(at + 8 * hourMs).toISOString();
  return `${text.endsWith(".000Z") ? text.slice(0, -5) : text.slice(0, -1)}+08:00`;
}

export function isoOrNull(at: Millis | null): string | null {
  return at === null ? null : isoInstant(at);
}
