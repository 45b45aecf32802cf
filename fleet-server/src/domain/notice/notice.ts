// One message to one channel, before and after it is put into words.
import type { Millis } from "../time.ts";
import type { Alarm } from "./alarm.ts";

/** A person of a group and the addresses a channel may use. Only `name` is always there. */
export interface Person {
  readonly name: string;
  /** mobile number of mainland China, 11 digits */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly wecomUserId?: string | undefined;
  readonly dingMobile?: string | undefined;
  readonly dingUserId?: string | undefined;
  /** ou_…, only of the same tenant as the robot */
  readonly feishuOpenId?: string | undefined;
}

export interface Notice {
  /** unique; a retry keeps it, so that receivers can tell a repetition */
  readonly id: string;
  readonly channelId: string;
  readonly groupId: string;
  readonly groupZh: string;
  readonly groupEn: string;
  readonly people: readonly Person[];
  /** at least one */
  readonly alarms: readonly Alarm[];
  readonly createdAt: Millis;
}

export type NoticeLang = "zh" | "en";

/** A message in words: one line an alarm, most urgent first. Nothing is cut yet; `fitLines` does that per channel. */
export interface NoticeText {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a channel is given: the words in both languages, and the facts for channels that carry fields. */
export interface RenderedNotice {
  readonly notice: Notice;
  readonly zh: NoticeText;
  readonly en: NoticeText;
  /** where people see more; null where no console address is configured */
  readonly url: string | null;
  /** someone must look at once: channels that can name people do so */
  readonly attention: boolean;
}
