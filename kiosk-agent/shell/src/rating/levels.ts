// The five levels of 好差评 (非常满意 … 非常不满意) and the reasons that go with each.
import { ratingTags } from "@kiosk/contract";

export const levels = [5, 4, 3, 2, 1] as const;
export type Stars = (typeof levels)[number];
type Tag = (typeof ratingTags)[number];

const praise: readonly Tag[] = ["fast", "clear", "polite"];

/** Good levels are asked what was good, bad ones what was not, and the middle both. */
export function tagsFor(stars: Stars): readonly Tag[] {
  if (stars === 3) return ratingTags;
  return ratingTags.filter((tag) => praise.includes(tag) === stars > 3);
}
