import type { Lang } from "./lang.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const words = {
  zh: { d: "天", h: "小时", m: "分钟", s: "秒", join: "" },
  en: { d: "d", h: "h", m: "min", s: "s", join: " " },
} as const;

/** The two largest units, as an office writes them: `3天4小时`, `12分钟5秒`. The sign is the caller's to say in words. */
export function formatDuration(ms: number, lang: Lang): string {
  const w = words[lang];
  const total = Math.floor(Math.abs(ms) / second) * second;
  const two = (big: number, bigWord: string, small: number, smallWord: string) =>
    small === 0 ? `${big}${bigWord}` : `${big}${bigWord}${w.join}${small}${smallWord}`;
  if (total >= day) return two(Math.floor(total / day), w.d, Math.floor((total % day) / hour), w.h);
  if (total >= hour) return two(Math.floor(total / hour), w.h, Math.floor((total % hour) / minute), w.m);
  if (total >= minute) return two(Math.floor(total / minute), w.m, (total % minute) / second, w.s);
  return `${total / second}${w.s}`;
}

/** How long ago, in one unit: `刚刚`, `45秒前`, `3分钟前`. An instant that lies ahead (a clock runs fast) counts as now. */
export function formatAge(ms: number, lang: Lang): string {
  const w = words[lang];
  const ago = (n: number, unit: string) => (lang === "zh" ? `${n}${unit}前` : `${n} ${unit} ago`);
  if (ms < 10 * second) return lang === "zh" ? "刚刚" : "just now";
  if (ms < minute) return ago(Math.floor(ms / second), w.s);
  if (ms < hour) return ago(Math.floor(ms / minute), w.m);
  if (ms < day) return ago(Math.floor(ms / hour), w.h);
  return ago(Math.floor(ms / day), w.d);
}
