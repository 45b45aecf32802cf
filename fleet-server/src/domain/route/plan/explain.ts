// Why a visit is not in the plan, in both languages.
import type { unservedReasons } from "@kiosk/contract";
import type { UnservedWhy } from "../problem.ts";
import type { Words } from "./demand.ts";

export type UnservedReason = (typeof unservedReasons)[number];

const reasonOf: { readonly [W in UnservedWhy]: UnservedReason } = {
  "no-window": "closed-all-day",
  unreachable: "not-reachable",
  skill: "skill-missing",
  capacity: "van-full",
  time: "no-time-left",
  crowded: "no-time-left",
  "no-vehicle": "nobody-works",
  // it fits, but only with overtime for a visit that can wait
  "too-dear": "no-time-left",
};

export function unservedReason(why: UnservedWhy): UnservedReason {
  return reasonOf[why];
}

export interface UnservedFacts {
  /** of the visit */
  readonly minutes: number;
  readonly skills: readonly string[];
  readonly open: readonly (readonly [fromMin: number, toMin: number])[];
  /** pieces that are neither in a van nor in the depot */
  readonly missing: readonly string[];
}

export function explain(reason: UnservedReason, { minutes, skills, open, missing }: UnservedFacts): Words {
  switch (reason) {
    case "closed-all-day":
      return open.length === 0
        ? { zh: "点位当日不开放", en: "The point is closed all day" }
        : {
            zh: `点位开放时间（${spans(open, "、")}）容不下 ${minutes} 分钟的作业`,
            en: `The point is not open long enough (${spans(open, ", ")}) for ${minutes} minutes of work`,
          };
    case "no-time-left":
      return {
        zh: `当日人员工时已排满，${minutes} 分钟的作业排不下（含路程）`,
        en: `The day is full: ${minutes} minutes of work and the way to it do not fit`,
      };
    case "skill-missing":
      return {
        zh: `当日无人具备所需技能：${skills.join("、")}`,
        en: `Nobody who works that day has the skill: ${skills.join(", ")}`,
      };
    case "van-full":
      return { zh: "所需物品装不下任何一辆车", en: "What it needs fits into nobody's van" };
    case "stock-missing":
      return { zh: `库存缺少：${missing.join("、")}`, en: `Not in stock: ${missing.join(", ")}` };
    case "nobody-works":
      return { zh: "当日无人上班", en: "Nobody works that day" };
    case "point-unknown":
      return { zh: "点位没有坐标，请先校准", en: "The point has no position; enter it first" };
    case "not-reachable":
      return { zh: "没有人能在开放时间内到达", en: "Nobody can get there while it is open" };
  }
}

function spans(open: UnservedFacts["open"], mark: string): string {
  return open.map(([from, to]) => `${clockOf(from)}–${clockOf(to)}`).join(mark);
}

/** 0-1440 as HH:MM */
export function clockOf(minute: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
