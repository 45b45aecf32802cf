// What an SMS says: operators approve a template beforehand, we fill its variables from the most urgent alarm.

import { formatInstant } from "../domain/notice/local-time.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { clip, plainText } from "../domain/notice/plain-text.ts";
import { alarmHeading, leftWords } from "../domain/notice/render.ts";
import type { Millis } from "../domain/time.ts";

/** What a variable of a template can stand for. */
export const smsFields = ["level", "order", "kiosk", "contract", "title", "milestone", "due", "left", "count"] as const;
export type SmsField = (typeof smsFields)[number];

/** The value of a variable, never empty (the services refuse that) and at most `maxChars` characters. */
export function smsValue(message: RenderedNotice, field: SmsField, asOf: Millis, maxChars: number): string {
  const value = fieldValue(message, field, asOf);
  return clip(value === "" ? "-" : value, maxChars);
}

function fieldValue(message: RenderedNotice, field: SmsField, asOf: Millis): string {
  const alarm = message.notice.alarms[0];
  if (alarm === undefined) return "";
  switch (field) {
    case "level":
      return alarmHeading(alarm, "zh");
    case "order":
      return alarm.orderNumber;
    case "kiosk":
      return plainText(`${alarm.kioskSeq}号${alarm.kioskName}`, 40);
    case "contract":
      return plainText(alarm.contractZh, 40);
    case "title":
      return plainText(alarm.titleZh, 60);
    case "milestone":
      return alarm.milestoneZh;
    case "due":
      return alarm.dueAt === null ? "未定" : formatInstant(alarm.dueAt, asOf, alarm.hourClock, "zh");
    case "left":
      return leftWords(alarm, asOf, "zh");
    case "count":
      return String(message.notice.alarms.length);
  }
}

/** The group's mobile numbers, each once. */
export function smsRecipients(message: RenderedNotice): readonly string[] {
  return [...new Set(message.notice.people.flatMap((p) => (p.phone === undefined ? [] : [p.phone])))];
}
