import type { ConsumableView, SupplyLevel } from "@kiosk/contract";

/** What a gauge shows. A level that nobody knows is a word and never 0 %. */
export type Level =
  | { name: "percent"; percent: number; tone: SupplyLevel }
  | { name: "amount"; value: number }
  | { name: "some" }
  | { name: "unknown" }
  | { name: "not-supported" };

/** What counts as low is the contract's, and the server says it. */
export function levelOf(view: Pick<ConsumableView, "value" | "percent" | "level">): Level {
  if (typeof view.value === "string") return { name: view.value };
  if (view.percent === null || view.level === null) return { name: "amount", value: view.value };
  return { name: "percent", percent: view.percent, tone: view.level };
}

/** `37%`; a remainder below one percent is not rounded down to nothing. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 1) return "<1%";
  return `${Math.floor(percent)}%`;
}
