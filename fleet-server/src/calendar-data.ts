// Reads the shipped calendars from disk into the engine's shape; app.ts and the explain command call it at start.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { CalendarVersion } from "./domain/sla/calendar.ts";

const shipped = fileURLToPath(new URL("../calendars", import.meta.url));

const Days = z.array(z.iso.date());

/** One file of a calendar folder; its name is `<id>.json`. Dates are local, `YYYY-MM-DD`, in ascending order. */
export const CalendarFile = z
  .strictObject({
    id: z.string().regex(/^[A-Z0-9][A-Z0-9.-]*$/),
    kind: z.enum(["official", "statutory"]),
    /** name and date of the document */
    source: z.string().min(1),
    publishedAt: z.iso.datetime({ offset: true }),
    from: z.iso.date(),
    to: z.iso.date(),
    off: Days,
    work: Days,
  })
  .check(({ value, issues }) => {
    const wrong = (path: (string | number)[], zh: string, en: string) =>
      issues.push({ code: "custom", input: value, path, message: en, params: { zh } });
    if (value.from > value.to) wrong(["to"], `早于起始日 ${value.from}`, `is before from (${value.from})`);
    for (const list of ["off", "work"] as const) {
      value[list].forEach((date, n, days) => {
        const before = days[n - 1];
        if (before !== undefined && before >= date)
          wrong([list, n], `${date} 未按日期先后排列或重复`, `${date} is not after ${before}`);
        if (date < value.from || date > value.to)
          wrong([list, n], `${date} 不在 ${value.from} 至 ${value.to} 之内`, `${date} is outside from and to`);
      });
    }
    value.work.forEach((date, n) => {
      if (value.off.includes(date)) wrong(["work", n], `${date} 同时列为放假日`, `${date} is in off too`);
      const weekday = new Date(date).getUTCDay();
      if (weekday !== 0 && weekday !== 6)
        wrong(["work", n], `${date} 不是周六或周日，不会是调休上班日`, `${date} is neither a Saturday nor a Sunday`);
    });
  });
export type CalendarFile = z.infer<typeof CalendarFile>;

export type CalendarDataCode = "folder-unreadable" | "file-unreadable" | "not-json" | "wrong-field" | "wrong-name";

/** One sentence in each language that names the file and the field; `message` is both. */
export class CalendarDataError extends Error {
  readonly code: CalendarDataCode;
  readonly file: string;
  /** as in `off[3]`; null where the whole file is meant */
  readonly field: string | null;
  readonly zh: string;
  readonly en: string;
  constructor(
    code: CalendarDataCode,
    where: { file: string; field?: string },
    detail: { zh: string; en: string },
    options?: ErrorOptions,
  ) {
    const { file, field } = where;
    const zh = `日历数据 ${file}${field === undefined ? "" : ` 的字段 ${field}`}：${detail.zh}`;
    const en = `calendar data ${file}${field === undefined ? "" : `, field ${field}`}: ${detail.en}`;
    super(`${zh} / ${en}`, options);
    this.name = "CalendarDataError";
    this.code = code;
    this.file = file;
    this.field = field ?? null;
    this.zh = zh;
    this.en = en;
  }
}

/**
 * All calendars of a folder, in the order of their file names. A shipped calendar was known from the day it was
 * published: its `recordedAt` is its `publishedAt`.
 * @throws CalendarDataError for the first file that cannot be used
 */
export function loadCalendars(folder: string = shipped): CalendarVersion[] {
  return jsonFiles(folder).map((name) => {
    const { publishedAt, ...file } = readCalendar(join(folder, name));
    const at = Date.parse(publishedAt);
    return { ...file, publishedAt: at, recordedAt: at };
  });
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    const detail = { zh: `无法读取文件夹（${reason(error)}）`, en: `the folder cannot be read (${reason(error)})` };
    throw new CalendarDataError("folder-unreadable", { file: folder }, detail, { cause: error });
  }
}

function readCalendar(file: string): CalendarFile {
  const raw = parseJson(file, readText(file));
  const parsed = CalendarFile.safeParse(raw);
  if (!parsed.success) throw wrongField(file, raw, parsed.error);
  const expected = basename(file, ".json");
  if (parsed.data.id !== expected) {
    const detail = { zh: `“${parsed.data.id}”与文件名不符`, en: `"${parsed.data.id}" is not the name of the file` };
    throw new CalendarDataError("wrong-name", { file, field: "id" }, detail);
  }
  return parsed.data;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const detail = { zh: `无法读取（${reason(error)}）`, en: `cannot be read (${reason(error)})` };
    throw new CalendarDataError("file-unreadable", { file }, detail, { cause: error });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = { zh: `不是 JSON（${reason(error)}）`, en: `not JSON (${reason(error)})` };
    throw new CalendarDataError("not-json", { file }, detail, { cause: error });
  }
}

function wrongField(file: string, raw: unknown, error: z.ZodError): CalendarDataError {
  const issue = error.issues[0];
  const inChinese = CalendarFile.safeParse(raw, { error: z.locales.zhCN().localeError }).error?.issues[0];
  const path = issue?.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? []);
  const field = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  const zh: unknown = issue?.code === "custom" ? issue.params?.zh : inChinese?.message;
  const en = issue?.message ?? "";
  return new CalendarDataError(
    "wrong-field",
    field === "" ? { file } : { file, field: field.replace(/^\./, "") },
    { zh: typeof zh === "string" ? zh : en, en },
    { cause: error },
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
