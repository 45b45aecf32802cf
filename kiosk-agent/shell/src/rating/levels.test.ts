import { ratingTags } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { levels, tagsFor } from "./levels.ts";

describe("reasons of a rating", () => {
  it("are praise for a good one and complaints for a bad one", () => {
    expect(tagsFor(5)).toEqual(["fast", "clear", "polite"]);
    expect(tagsFor(1)).toContain("no-paper");
    expect(tagsFor(1)).not.toContain("polite");
    expect(tagsFor(2)).toEqual(tagsFor(1));
  });

  it("are all of them in the middle, and none is out of reach", () => {
    expect(tagsFor(3)).toEqual(ratingTags);
    expect(new Set([...tagsFor(5), ...tagsFor(1)])).toEqual(new Set(ratingTags));
    expect(levels).toEqual([5, 4, 3, 2, 1]);
  });
});
