// The steps of a derivation as sentences, for the person who asks why a deadline is where it is.
import { dayMs, hourMs, type Millis, minuteMs, secondMs } from "../time.ts";
import type { DerivationStep, StretchStep, TickStep } from "./evaluation.ts";
import { isSlaEventType } from "./event.ts";
import { eventWords } from "./event-words.ts";
import { formatLocalDay, localDay } from "./local-day.ts";

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** One step in plain Chinese and English. Times are local, Asia/Shanghai. */
export function stepText(step: DerivationStep): Sentence {
  switch (step.kind) {
    case "start": {
      const { zh, en } = words(step.eventType);
      return { zh: `自${zh}（${instant(step.at)}）起算。`, en: `Counted from ${en} at ${instant(step.at)}.` };
    }
    case "event": {
      const { zh, en } = words(step.eventType);
      return { zh: `${instant(step.at)} ${zh}。`, en: `${instant(step.at)}: ${en}.` };
    }
    case "limit": {
      const office = step.chosen === "office";
      return {
        zh: `提出时为${office ? "上班" : "下班"}时间，限 ${duration(step.seconds * secondMs).zh}。`,
        en: `Asked ${office ? "in" : "outside"} office hours: the limit is ${duration(step.seconds * secondMs).en}.`,
      };
    }
    case "tick":
      return tickText(step);
    case "stretch":
      return stretchText(step);
    case "pause": {
      const to = step.to === null ? null : instant(step.to);
      return {
        zh: `经批准暂停：${instant(step.from)} 至 ${to ?? "尚未恢复"}。`,
        en: `Approved pause from ${instant(step.from)} ${to === null ? "on, not resumed yet" : `to ${to}`}.`,
      };
    }
    case "extension":
      return {
        zh: `${instant(step.at)} 书面批准延期 ${step.days} 日。`,
        en: `Extended by ${step.days} ${step.days === 1 ? "day" : "days"}, approved in writing at ${instant(step.at)}.`,
      };
    case "due":
      return dueText(step);
  }
}

function tickText({ day, n, why }: TickStep): Sentence {
  switch (why) {
    case "counted":
      return { zh: `${day} 24:00 计为第 ${n} 日。`, en: `${day} 24:00 ends day ${n}.` };
    case "paused":
      return { zh: `${day} 24:00 处于暂停，不计，顺延 1 日。`, en: `${day} 24:00 lies in a pause and is not counted.` };
    case "rest-day":
      return { zh: `${day} 是休息日，不计。`, en: `${day} is a rest day and is not counted.` };
    case "rolled-over":
      return {
        zh: `${day} 是休息日，不能作为期间的最后一日，顺延（民法典第 203 条）。`,
        en: `${day} is a rest day and cannot be the last one: moved on (Civil Code 203).`,
      };
  }
}

function stretchText({ from, to, ms, why }: StretchStep): Sentence {
  const span = { zh: `${instant(from)} 至 ${instant(to)}`, en: `${instant(from)} to ${instant(to)}` };
  switch (why) {
    case "counted":
      return { zh: `${span.zh} 计时 ${duration(ms).zh}。`, en: `${span.en} counts as ${duration(ms).en}.` };
    case "paused":
      return { zh: `${span.zh} 处于暂停，不计。`, en: `${span.en} lies in a pause and does not count.` };
    case "outside-window":
      return {
        zh: `${span.zh} 在服务时段之外，不计。`,
        en: `${span.en} lies outside the service hours and does not count.`,
      };
  }
}

function dueText({ at, dueStatus }: Extract<DerivationStep, { kind: "due" }>): Sentence {
  if (at === null)
    return { zh: "目前没有截止时刻：尚未起算或处于暂停。", en: "No due time at present: not started or paused." };
  const provisional = dueStatus === "provisional";
  return {
    zh: `截止 ${endOfDay(at)}${provisional ? "，暂定：涉及尚无国务院放假安排的日期" : ""}。`,
    en: `Due ${endOfDay(at)}${provisional ? ", provisionally: it reaches days without a State Council calendar" : ""}.`,
  };
}

function words(eventType: string): Sentence {
  return isSlaEventType(eventType) ? eventWords[eventType] : { zh: eventType, en: eventType };
}

/** `2026-09-10 09:30`, with seconds and milliseconds where there are any. */
function instant(at: Millis): string {
  const [clock = "", fraction = ""] = new Date(at + 8 * hourMs).toISOString().slice(11, -1).split(".");
  const ofDay = clock.endsWith(":00") && fraction === "000" ? clock.slice(0, 5) : clock;
  return `${formatLocalDay(localDay(at))} ${ofDay}${fraction === "000" ? "" : `.${fraction}`}`;
}

/** As {@link instant}, but midnight is 24:00 of the day it ends: that is how a contract says it. */
function endOfDay(at: Millis): string {
  const day = localDay(at - 1);
  return localDay(at) === day ? instant(at) : `${formatLocalDay(day)} 24:00`;
}

function duration(ms: Millis): Sentence {
  const units = [
    { size: dayMs, zh: "天", en: "d" },
    { size: hourMs, zh: "小时", en: "h" },
    { size: minuteMs, zh: "分钟", en: "min" },
    { size: secondMs, zh: "秒", en: "s" },
    { size: 1, zh: "毫秒", en: "ms" },
  ];
  const zh: string[] = [];
  const en: string[] = [];
  let left = ms;
  for (const unit of units) {
    const count = Math.floor(left / unit.size);
    left -= count * unit.size;
    if (count === 0) continue;
    zh.push(`${count} ${unit.zh}`);
    en.push(`${count} ${unit.en}`);
  }
  return zh.length === 0 ? { zh: "0 分钟", en: "0 min" } : { zh: zh.join(" "), en: en.join(" ") };
}
