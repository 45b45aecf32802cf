import { describe, expect, it } from "vitest";
import { itemFor } from "./item.ts";

const laser = { profileId: "a4-printer/hp", consumable: "toner", part: "black" } as const;
const product = [
  { profileId: "a4-printer/hp", consumable: "toner", part: "black", name: "黑色硒鼓" },
  { profileId: "a4-printer/hp", consumable: "drum", part: "*", name: "感光鼓" },
] as const;
const puts = (item: string, profileId: string | null, part: string | null) => ({
  item,
  fits: [{ profileId, consumable: "toner" as const, part }],
});

describe("the item that is put in", () => {
  it("is what the profile calls it where the contract says nothing", () => {
    expect(itemFor(laser, [], product)).toBe("黑色硒鼓");
    expect(itemFor({ ...laser, consumable: "drum", part: "cyan" }, [], product)).toBe("感光鼓 cyan");
    expect(itemFor({ ...laser, consumable: "fuser", part: "" }, [], product)).toBeUndefined();
  });

  it("is the contract's item that names most", () => {
    const all = [puts("通用硒鼓", null, null), puts("CF410A", null, "black"), puts("CF410X", "a4-printer/hp", "black")];
    expect(itemFor(laser, all, product)).toBe("CF410X");
    expect(itemFor({ ...laser, profileId: "other" }, all, product)).toBe("CF410A");
    expect(itemFor({ ...laser, profileId: "other", part: "cyan" }, all, product)).toBe("通用硒鼓");
    expect(itemFor(laser, [puts("别的", "a4-printer/other", null)], product)).toBe("黑色硒鼓");
  });
});
