import type { Lang } from "./lang.ts";

const wan = 10_000;
const yi = 100_000_000;

/** At most one decimal, and none where it would be zero. */
function tenths(value: number): string {
  return (Math.floor(value * 10) / 10).toLocaleString("en-US");
}

/**
 * A count as an office reads it: `9,800`, from a hundred thousand on `310万` and `1.2亿`, in English `3,100,000`. Rounded
 * down: what is left is never more than it is said to be.
 */
export function formatCount(value: number, lang: Lang): string {
  const size = Math.abs(value);
  if (lang === "zh" && size >= yi) return `${tenths(value / yi)}亿`;
  if (lang === "zh" && size >= 10 * wan) return `${tenths(value / wan)}万`;
  return value.toLocaleString("en-US");
}
