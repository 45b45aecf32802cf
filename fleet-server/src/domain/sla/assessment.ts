// Sichuan's assessment of a supplier: points lost, and what the score means. Integer tenths of a point throughout.

/** One line of the assessment sheet; it never costs more than its full score. */
export interface ScoreItem {
  readonly zh: string;
  readonly en: string;
  readonly fullTenths: number;
  /** deduction -> fact -> tenths of a point for each time */
  readonly deductions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Score {
  readonly deductionTenths: Readonly<Record<string, number>>;
  readonly totalTenths: number;
}

/** @param facts how often each fact occurred; what is not named did not occur */
export function score(items: readonly ScoreItem[], facts: Readonly<Record<string, number>>): Score {
  const deductionTenths: Record<string, number> = {};
  let totalTenths = 0;
  for (const item of items) {
    let left = item.fullTenths;
    for (const [deduction, prices] of Object.entries(item.deductions)) {
      const full = Object.entries(prices).reduce((sum, [fact, tenths]) => sum + tenths * (facts[fact] ?? 0), 0);
      const tenths = Math.min(full, left);
      deductionTenths[deduction] = tenths;
      left -= tenths;
      totalTenths += tenths;
    }
  }
  return { deductionTenths, totalTenths };
}

export interface GradeScale {
  /** weights; together 100 */
  readonly quarterPercent: number;
  readonly finalPercent: number;
  /** highest first; the last begins at 0 */
  readonly grades: readonly {
    readonly fromTenths: number;
    readonly zh: string;
    readonly en: string;
    readonly finePercent: number;
  }[];
}

export interface Grade {
  /** rounded half up to a tenth; the grade is that of this figure */
  readonly scoreTenths: number;
  readonly zh: string;
  readonly en: string;
  readonly finePercent: number;
}

/** @param quarterTenths one or more quarters; their mean counts */
export function grade(scale: GradeScale, quarterTenths: readonly number[], finalTenths: number): Grade {
  const quarters = quarterTenths.length;
  const sum = quarterTenths.reduce((a, b) => a + b, 0);
  // One division at the end: integers stay exact until then.
  const scoreTenths = Math.round(
    (sum * scale.quarterPercent + finalTenths * scale.finalPercent * quarters) / (100 * quarters),
  );
  const { zh = "", en = "", finePercent = 0 } = scale.grades.find((g) => scoreTenths >= g.fromTenths) ?? {};
  return { scoreTenths, zh, en, finePercent };
}

/** Tenths of a point for each step past a limit (clause S5). */
export interface StepPenalty {
  readonly everyMs: number;
  readonly tenths: number;
  /** `down`: completed steps cost; `up`: commenced ones */
  readonly round: "up" | "down";
}

/** @param lateMs time past the limit; 0 or less costs nothing */
export function stepPenaltyTenths({ everyMs, tenths, round }: StepPenalty, lateMs: number): number {
  const steps = Math.max(0, lateMs) / everyMs;
  return tenths * (round === "up" ? Math.ceil(steps) : Math.floor(steps));
}
