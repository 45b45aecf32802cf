/** The key of a weekday's word, 0 = Sunday. */
export function weekdayKey(day: number) {
  const keys = ["d0", "d1", "d2", "d3", "d4", "d5", "d6"] as const;
  return `words.weekday.${keys[day] ?? "d0"}` as const;
}
