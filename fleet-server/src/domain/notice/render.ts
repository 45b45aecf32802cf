// Putting a notice into words. Chinese as an office writes it; English second, for e-mail.
import type { AlarmLevel } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { type Alarm, byUrgency, callsForAttention, isOverdue } from "./alarm.ts";
import { dueDay, formatDuration, formatInstant, localDay } from "./local-time.ts";
import type { Notice, NoticeLang, NoticeText, RenderedNotice } from "./notice.ts";
import { plainText } from "./plain-text.ts";

const headings: Readonly<Record<AlarmLevel, { zh: string; en: string }>> = {
  warn50: { zh: "时限过半", en: "Half the time is gone" },
  warn80: { zh: "即将到期", en: "Due soon" },
  "D-3": { zh: "还有 3 天", en: "3 days left" },
  "D-1": { zh: "明日到期", en: "Due tomorrow" },
  "D-0": { zh: "今日到期", en: "Due today" },
  due: { zh: "到期", en: "Due now" },
  breach: { zh: "已超期", en: "Overdue" },
  "escalate-1": { zh: "超期升级一级", en: "Overdue, escalation 1" },
  "escalate-2": { zh: "超期升级二级", en: "Overdue, escalation 2" },
  "escalate-3": { zh: "超期升级三级", en: "Overdue, escalation 3" },
  due_changed: { zh: "期限变更", en: "Due date changed" },
  ageing: { zh: "久未诊断", en: "No diagnosis yet" },
};
const testHeading = { zh: "测试", en: "Test" };

/** What kind of alarm it is, in two to six characters. */
export function alarmHeading(alarm: Alarm, lang: NoticeLang): string {
  return (alarm.test === true ? testHeading : headings[alarm.level])[lang];
}

/** `应于 9月17日 24:00 前完成`; for a deadline that is not known, that it is not. */
function dueWords(alarm: Alarm, asOf: Millis, lang: NoticeLang): string {
  const zh = lang === "zh";
  if (alarm.dueAt === null) return zh ? "期限未定" : "no deadline yet";
  const due = formatInstant(alarm.dueAt, asOf, alarm.hourClock, lang);
  const provisional = alarm.provisional ? (zh ? "（暂定）" : " (provisional)") : "";
  return zh ? `应于 ${due} 前完成${provisional}` : `due ${due}${provisional}`;
}

/** What is left or how long it is overdue at `asOf`; empty where there is no deadline. */
export function leftWords(alarm: Alarm, asOf: Millis, lang: NoticeLang): string {
  const { dueAt } = alarm;
  const zh = lang === "zh";
  if (dueAt === null) return "";
  if (asOf > dueAt) {
    const over = formatDuration(asOf - dueAt, lang);
    return zh ? `已超期 ${over}` : `overdue by ${over}`;
  }
  const days = dueDay(dueAt, alarm.hourClock) - localDay(asOf);
  if (!alarm.hourClock && days > 0) return zh ? `剩余 ${days} 天` : `${days} ${days === 1 ? "day" : "days"} left`;
  const left = formatDuration(dueAt - asOf, lang);
  return zh ? `剩余 ${left}` : `${left} left`;
}

function line(alarm: Alarm, asOf: Millis, lang: NoticeLang): string {
  const zh = lang === "zh";
  const heading = alarmHeading(alarm, lang);
  const title = plainText(zh ? alarm.titleZh : alarm.titleEn, 60);
  if (alarm.test === true) return zh ? `【${heading}】${title}` : `[${heading}] ${title}`;
  const kiosk = plainText(alarm.kioskName, 40);
  const where = zh ? `${alarm.kioskSeq}号 ${kiosk}` : `No. ${alarm.kioskSeq} ${kiosk}`;
  const clause = alarm.clauseRef === "" ? "" : zh ? `（${alarm.clauseRef}）` : ` (${alarm.clauseRef})`;
  const clock = `${zh ? alarm.milestoneZh : alarm.milestoneEn}${clause}`;
  const state = [dueWords(alarm, asOf, lang), leftWords(alarm, asOf, lang)].filter((words) => words !== "");
  if (alarm.late) {
    const planned = formatInstant(alarm.plannedAt, asOf, true, lang);
    state.push(zh ? `本应于 ${planned} 提醒，系统停机后补发` : `should have been told ${planned}; the server was down`);
  }
  return zh
    ? `【${heading}】${alarm.orderNumber} ${where} ${title}：${clock}${state.join("，")}`
    : `[${heading}] ${alarm.orderNumber} ${where} ${title}: ${clock} ${state.join(", ")}`;
}

function title(alarms: readonly Alarm[], groupName: string, lang: NoticeLang): string {
  const zh = lang === "zh";
  const first = alarms[0];
  if (first !== undefined && alarms.length === 1) {
    const heading = alarmHeading(first, lang);
    if (first.test === true) return zh ? `【${heading}】${groupName}` : `[${heading}] ${groupName}`;
    return zh
      ? `【${heading}】工单 ${first.orderNumber} ${first.milestoneZh}`
      : `[${heading}] Order ${first.orderNumber}: ${first.milestoneEn}`;
  }
  const overdue = alarms.filter(isOverdue).length;
  if (zh) return `工单时限提醒 ${alarms.length} 条${overdue > 0 ? `，其中超期 ${overdue} 条` : ""}`;
  return `${alarms.length} work order alarms${overdue > 0 ? `, ${overdue} overdue` : ""}`;
}

/** Title and one line an alarm, most urgent first, as true at `asOf` (of the delivery, not of the firing). */
export function renderText(notice: Notice, lang: NoticeLang, asOf: Millis): NoticeText {
  const alarms = notice.alarms.toSorted(byUrgency);
  return {
    title: title(alarms, lang === "zh" ? notice.groupZh : notice.groupEn, lang),
    lines: alarms.map((alarm) => line(alarm, asOf, lang)),
  };
}

/** `consoleUrl` is the console's base address; a notice of one order links to that order, of several to the board. */
export function renderNotice(notice: Notice, asOf: Millis, consoleUrl: string | null): RenderedNotice {
  return {
    notice: { ...notice, alarms: notice.alarms.toSorted(byUrgency) },
    zh: renderText(notice, "zh", asOf),
    en: renderText(notice, "en", asOf),
    url: consoleUrl === null ? null : noticeUrl(notice, consoleUrl),
    attention: notice.alarms.some(callsForAttention),
  };
}

function noticeUrl(notice: Notice, consoleUrl: string): string {
  const base = consoleUrl.replace(/\/+$/, "");
  const orders = new Set(notice.alarms.filter((a) => a.test !== true).map((a) => a.orderId));
  const [only] = orders;
  return orders.size === 1 && only !== undefined
    ? `${base}/work-orders/${encodeURIComponent(only)}`
    : `${base}/work-orders`;
}
