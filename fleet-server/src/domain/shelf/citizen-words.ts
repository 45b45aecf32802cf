// Sentences about what happened at a citizen's screen, in both languages. None holds a word that a citizen wrote.
import type { CitizenReportEvent, Said, ShellEvent, StaffExitEvent, WipePart } from "@kiosk/contract";

export const reportKindWords: Readonly<Record<CitizenReportEvent["kind"], Said>> = {
  "cannot-do": { zh: "办不成事", en: "cannot be done" },
  "no-print": { zh: "不能打印", en: "does not print" },
  "card-stuck": { zh: "证件取不出", en: "card is stuck" },
  screen: { zh: "屏幕不正常", en: "screen is not right" },
  "wrong-information": { zh: "信息有误", en: "information is wrong" },
  attitude: { zh: "服务态度", en: "how people were treated" },
  other: { zh: "其他", en: "something else" },
};

const incidentWords: Readonly<Record<ShellEvent["incident"], Said>> = {
  "renderer-gone": { zh: "群众界面进程异常退出，已重新载入", en: "The citizens' screen crashed and was loaded again" },
  unresponsive: { zh: "群众界面无响应，已重新载入", en: "The citizens' screen did not answer and was loaded again" },
  "load-failed": { zh: "群众界面载入失败", en: "The citizens' screen could not be loaded" },
  "safe-mode": { zh: "群众界面反复异常，已进入安全模式", en: "The citizens' screen kept failing: safe mode" },
  recovered: { zh: "群众界面已恢复", en: "The citizens' screen has recovered" },
  "memory-reload": {
    zh: "群众界面占用内存过高，空闲时已重新载入",
    en: "The citizens' screen used too much memory and was loaded anew",
  },
  blocked: { zh: "群众界面拦截了不允许的操作", en: "The citizens' screen blocked something that is not allowed" },
};

export function incidentText({ incident, detail, count }: ShellEvent): Said {
  const { zh, en } = incidentWords[incident];
  const times = count > 1 ? { zh: `（${count} 次）`, en: ` (${count} times)` } : { zh: "", en: "" };
  const what = detail === "" ? { zh: "", en: "" } : { zh: `：${detail}`, en: `: ${detail}` };
  return { zh: `${zh}${times.zh}${what.zh}`, en: `${en}${times.en}${what.en}` };
}

const exitWords: Readonly<Record<StaffExitEvent["outcome"], Said>> = {
  opened: { zh: "员工退出：已打开", en: "Staff exit opened" },
  refused: { zh: "员工退出：口令错误，已拒绝", en: "Staff exit refused: wrong code" },
  closed: { zh: "员工退出：已关闭", en: "Staff exit closed" },
};

export function exitText({ outcome, issuedTo }: StaffExitEvent): Said {
  const { zh, en } = exitWords[outcome];
  return issuedTo === null ? { zh, en } : { zh: `${zh}（${issuedTo}）`, en: `${en} (${issuedTo})` };
}

/** @param parts those that were not read back as empty */
export function uncleanText(parts: readonly WipePart[]): Said {
  const zh = parts.map(({ part, left }) => `${part} ${left === null ? "无法核验" : `残留 ${left}`}`);
  const en = parts.map(({ part, left }) => `${part} ${left === null ? "not verified" : `${left} left`}`);
  return {
    zh: `本次使用后清除未通过核验：${zh.join("、") || "无核验结果"}`,
    en: `Not wiped clean after a use: ${en.join(", ") || "no proof"}`,
  };
}

/** The title of an order: closed words and the app's name. */
export function reportTitle(kind: CitizenReportEvent["kind"], app: Said | null): Said {
  const words = reportKindWords[kind];
  return {
    zh: `问题反映：${words.zh}${app === null ? "" : `（${app.zh}）`}`,
    en: `Citizen's report: ${words.en}${app === null ? "" : ` (${app.en})`}`,
  };
}
