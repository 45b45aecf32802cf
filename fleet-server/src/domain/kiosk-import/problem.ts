// What is wrong with a cell or a row, in both languages. The code is what tests and the console go by.
import type { ImportProblem } from "@kiosk/contract";

const texts = {
  "cell.required": { zh: "必填", en: "required" },
  "cell.formula": { zh: "单元格是公式，请改为数值或文字", en: "the cell is a formula; enter the value itself" },
  "cell.error": { zh: "单元格是错误值", en: "the cell holds an error value" },
  "cell.too-long": { zh: "文字过长，最多 {n} 字", en: "too long, at most {n} characters" },
  "id.form": { zh: "终端编号须为 2–40 个小写字母、数字或连字符", en: "an id is 2-40 of a-z 0-9 -" },
  "id.taken": { zh: "终端编号已被占用", en: "the terminal id is taken" },
  "id.twice": { zh: "与 {n} 是同一台终端", en: "the same terminal as {n}" },
  "contract.unknown": { zh: "没有该合同", en: "no such contract" },
  "seq.form": { zh: "序号须为 1–99999 的整数", en: "the number must be a whole number from 1 to 99999" },
  "seq.taken": { zh: "序号已由 {n} 使用", en: "the number belongs to {n}" },
  "mac.form": { zh: "不是 MAC 地址：{n}", en: "not a MAC address: {n}" },
  "mac.many": { zh: "一台终端最多 16 个 MAC", en: "at most 16 MACs a terminal" },
  "mac.twice": { zh: "MAC {n} 重复", en: "MAC {n} stands there too" },
  "mac.taken": { zh: "MAC 已登记于 {n}", en: "the MAC is registered for {n}" },
  "mac.neighbour": {
    zh: "MAC 与 {n} 相邻，现场容易混淆",
    en: "the MAC is next to that of {n}: easily confused at the site",
  },
  "lon.form": { zh: "经度须为 -180 至 180 的数字", en: "longitude is a number from -180 to 180" },
  "lat.form": { zh: "纬度须为 -90 至 90 的数字", en: "latitude is a number from -90 to 90" },
  "place.pair": { zh: "经度和纬度须同时填写", en: "longitude and latitude go together" },
  "place.swapped": { zh: "经度与纬度疑似填反", en: "longitude and latitude look swapped" },
  "place.outside": { zh: "坐标距本合同区域 {n} 公里", en: "{n} km from the contract's district" },
  "district.new": { zh: "本合同尚无该区县的终端", en: "no terminal of this contract is in that district yet" },
  "confidence.form": { zh: "可信度须为 高、中 或 低", en: "confidence is high, medium or low (高 中 低)" },
  "hours.form": {
    zh: "开放时间无法识别，例：周一至周五 09:00-17:00；周六 09:00-12:00",
    en: "opening hours not understood, e.g. 周一至周五 09:00-17:00；周六 09:00-12:00",
  },
  "phone.form": {
    zh: "值班电话无法识别，一个号码，例：12345、021-12345678转801",
    en: "not a telephone number; one, such as 12345 or 021-12345678 ext. 801",
  },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ImportProblemCode = keyof typeof texts;

/** @param n what stands for `{n}` */
export function importProblem(
  cell: string | null,
  code: ImportProblemCode,
  n: string | { zh: string; en: string } = "",
  level: ImportProblem["level"] = "error",
): ImportProblem {
  const fill = typeof n === "string" ? { zh: n, en: n } : n;
  const { zh, en } = texts[code];
  return { cell, level, code, zh: zh.replace("{n}", fill.zh), en: en.replace("{n}", fill.en) };
}
