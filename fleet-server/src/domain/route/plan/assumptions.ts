// What a plan takes for given, said in the plan: nobody is to find out at a closed door.
import type { PlanAssumption } from "@kiosk/contract";
import type { DayFrame } from "./day-problem.ts";
import { clockOf } from "./explain.ts";
import type { StoredUnserved, StoredVisit } from "./stored.ts";

export function assumptionsOf(
  { settings, points }: DayFrame,
  {
    team,
    stock,
  }: { readonly team: readonly { readonly technician: { readonly version: number } }[]; readonly stock: unknown },
  visits: readonly StoredVisit[],
  unserved: readonly StoredUnserved[],
  missingPairs: number,
): PlanAssumption[] {
  const withoutHours = [...visits, ...unserved].filter(({ kioskId }) => points.get(kioskId)?.openingHours === null);
  const asDefault = team.filter(({ technician }) => technician.version === 0).length;
  const pieces = visits.filter(({ needs }) => needs.pieces.length > 0).length;
  const office = `${clockOf(settings.officeFromMin)}–${clockOf(settings.officeToMin)}`;
  const all: PlanAssumption[] = [
    {
      kind: "office-hours",
      count: withoutHours.length,
      zh: `${withoutHours.length} 个点位未录入开放时间，按 ${office} 计`,
      en: `${withoutHours.length} points have no opening hours; ${office} is assumed`,
    },
    {
      kind: "profile-default",
      count: asDefault,
      zh: `${asDefault} 名运维工程师未录入工作安排，按默认工时和项目驻点计`,
      en: `${asDefault} technicians have no working hours entered; the defaults are taken`,
    },
    {
      kind: "travel-missing",
      count: missingPairs,
      zh: `路网表缺 ${missingPairs} 条路段，按直线距离乘绕行系数计`,
      en: `${missingPairs} ways are not in the road matrix; the straight line with the detour factor is taken`,
    },
    {
      kind: "stock-unknown",
      count: stock === null ? pieces : 0,
      zh: `本合同未建库存账，${pieces} 次上门所需物品未核对`,
      en: `No stock is kept in this contract; what ${pieces} visits need was not checked`,
    },
  ];
  return all.filter(({ count }) => count > 0);
}
