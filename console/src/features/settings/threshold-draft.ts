// A threshold as it is typed, and as it is sent.
import type { ThresholdRow } from "@kiosk/contract";

/** As typed; `null` of a pair stands for the default. */
export interface ThresholdDraft {
  isDefault: boolean;
  low: string;
  critical: string;
}

export type ThresholdFault = "low" | "critical" | "order";

export function draftOf(row: Pick<ThresholdRow, "lowPercent" | "criticalPercent" | "from">): ThresholdDraft {
  return { isDefault: row.from !== "own", low: String(row.lowPercent), critical: String(row.criticalPercent) };
}

function whole(text: string, min: number, max: number): number | undefined {
  const plain = text.normalize("NFKC").trim();
  const value = /^\d{1,3}$/.test(plain) ? Number(plain) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

export const lowRange = { min: 1, max: 90 } as const;
export const criticalRange = { min: 0, max: 89 } as const;

export function valuesOf(
  draft: ThresholdDraft,
):
  | { ok: true; lowPercent: number | null; criticalPercent: number | null }
  | { ok: false; faults: readonly ThresholdFault[] } {
  if (draft.isDefault) return { ok: true, lowPercent: null, criticalPercent: null };
  const low = whole(draft.low, lowRange.min, lowRange.max);
  const critical = whole(draft.critical, criticalRange.min, criticalRange.max);
  const faults: ThresholdFault[] = [];
  if (low === undefined) faults.push("low");
  if (critical === undefined) faults.push("critical");
  if (low === undefined || critical === undefined) return { ok: false, faults };
  if (critical >= low) return { ok: false, faults: ["order"] };
  return { ok: true, lowPercent: low, criticalPercent: critical };
}
