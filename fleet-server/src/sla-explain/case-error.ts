// What is wrong with a case, in one sentence each of Chinese and English, naming field and value.

export type CaseErrorCode =
  | "not-a-case"
  | "missing-field"
  | "wrong-field"
  | "malformed-instant"
  | "unknown-policy"
  | "unknown-event-type"
  | "unknown-calendar"
  | "wrong-calendar"
  | "missing-event";

export class CaseError extends Error {
  readonly code: CaseErrorCode;
  readonly zh: string;
  readonly en: string;
  /** @param field as in `events[2].at` */
  constructor(code: CaseErrorCode, field: string, detail: { zh: string; en: string }) {
    const zh = `字段 ${field}：${detail.zh}`;
    const en = `${field}: ${detail.en}`;
    super(`${zh} / ${en}`);
    this.name = "CaseError";
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}

/** A value as it is shown in a message: what stands in the file, not longer than a line. */
export function shown(value: unknown): string {
  const text = value === undefined ? "(missing)" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
