import type { ConsumableView } from "@kiosk/contract";

/** What a gauge shows. A level that nobody knows is a word and never 0 %. */
export type Level =
  | { name: "percent"; percent: number; tone: "good" | "low" | "out" }
  | { name: "amount"; value: number }
  | { name: "some" }
  | { name: "unknown" }
  | { name: "not-supported" };

/** At or below this the contract's consumable service counts a level as low. */
export const lowPercent = 10;

export function levelOf(view: Pick<ConsumableView, "value" | "percent">): Level {
  if (typeof view.value === "string") return { name: view.value };
  if (view.percent === null) return { name: "amount", value: view.value };
  const tone = view.percent <= 0 ? "out" : view.percent <= lowPercent ? "low" : "good";
  return { name: "percent", percent: view.percent, tone };
}

/** `37%`; a remainder below one percent is not rounded down to nothing. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 1) return "<1%";
  return `${Math.floor(percent)}%`;
}
