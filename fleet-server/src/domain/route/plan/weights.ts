// The goals of a day as one number: missed due visits > lateness > overtime > visits that could wait > travel > change.
// Each unit of a goal weighs more than everything below it together can, so that it is never traded for that. All are whole
// numbers (minutes, visits): up to 2^53 sums of them are exact.
export interface GoalBounds {
  readonly stops: number;
  /** of them, those whose deadline ends with the day or before */
  readonly dueStops: number;
  /** of all people together, minutes */
  readonly overtime: number;
  readonly travel: number;
  /** of all stops with a deadline together, minutes */
  readonly lateness: number;
}

export interface GoalWeights {
  /** a visit with another person than the published plan has it */
  readonly moved: number;
  /** a minute of travel */
  readonly travel: number;
  /** a visit that has time after this day and is left for it: rather driven to than left, but not for overtime */
  readonly waiting: number;
  /** a minute */
  readonly overtime: number;
  readonly lateness: number;
  /** a visit that is due and not made */
  readonly missed: number;
}

export function goalWeights({ stops, dueStops, overtime, travel, lateness }: GoalBounds): GoalWeights {
  const moved = 1;
  const travelWeight = moved * stops + 1;
  const waiting = travelWeight * travel + moved * stops + 1;
  const overtimeWeight = waiting * (stops - dueStops + 1);
  const latenessWeight = overtimeWeight * (overtime + 1);
  const missed = latenessWeight * (lateness + 1);
  return { moved, travel: travelWeight, waiting, overtime: overtimeWeight, lateness: latenessWeight, missed };
}

export interface GoalCounts {
  readonly missed: number;
  readonly lateness: number;
  readonly overtime: number;
  readonly waiting: number;
  readonly travel: number;
  readonly moved: number;
}

/** In the order of the goals. */
export const goalOrder = ["missed", "lateness", "overtime", "waiting", "travel", "moved"] as const;

export function weighed(counts: GoalCounts, weights: GoalWeights): number {
  return goalOrder.reduce((sum, goal) => sum + counts[goal] * weights[goal], 0);
}
