// Reads fields of a JSON object whose shape nobody has checked. Every refusal names the field and shows the value.
import { z } from "zod";
import { dayEnd, dayStart, parseLocalDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import { CaseError, shown } from "./case-error.ts";

export type Json = Readonly<Record<string, unknown>>;

const Instant = z.iso.datetime({ offset: true });
const LocalDate = z.iso.date();

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new CaseError("missing-field", field, { zh: "缺少", en: "missing" });
  return value;
}

/** @throws CaseError unless it is an ISO 8601 instant of a real day, with Z or an offset */
export function instant(value: unknown, field: string): Millis | undefined {
  if (value === undefined) return undefined;
  const parsed = Instant.safeParse(value);
  if (parsed.success) return Date.parse(parsed.data);
  throw new CaseError("malformed-instant", field, {
    zh: `${shown(value)} 不是带时区的时刻（例如 2026-09-10T09:30:00+08:00）`,
    en: `${shown(value)} is not an instant with an offset (as 2026-09-10T09:30:00+08:00)`,
  });
}

/** An instant, or the start or end of a local day. */
export function instantOrDay(value: unknown, field: string, edge: "start" | "end"): Millis | undefined {
  const day = LocalDate.safeParse(value);
  if (!day.success) return instant(value, field);
  return edge === "start" ? dayStart(parseLocalDay(day.data)) : dayEnd(parseLocalDay(day.data));
}

export function text(value: unknown, field: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw wrong(field, value, "一段文字", "a text");
}

export function truth(value: unknown, field: string): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw wrong(field, value, "true 或 false", "true or false");
}

/** A finite number; whether it is whole and how large is the engine's affair. */
export function number(value: unknown, field: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Number.isFinite(value))) return value;
  throw wrong(field, value, "数字", "a number");
}

/** A whole number from 0 on, and small enough to be exact. */
export function count(value: unknown, field: string): number {
  const found = required(value, field);
  if (typeof found === "number" && Number.isSafeInteger(found) && found >= 0) return found;
  throw wrong(field, value, "不小于 0 的整数", "a whole number from 0 on");
}

export function list(value: unknown, field: string): readonly unknown[] {
  const found = required(value, field);
  if (Array.isArray(found)) return found;
  throw wrong(field, value, "数组", "an array");
}

export function texts(value: unknown, field: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return list(value, field).map((item, n) => required(text(item, `${field}[${n}]`), `${field}[${n}]`));
}

export function object(value: unknown, field: string): Json {
  const found = required(value, field);
  if (isJson(found)) return found;
  throw wrong(field, value, "对象", "an object");
}

function wrong(field: string, value: unknown, zh: string, en: string): CaseError {
  return new CaseError("wrong-field", field, { zh: `${shown(value)} 不是${zh}`, en: `${shown(value)} is not ${en}` });
}
