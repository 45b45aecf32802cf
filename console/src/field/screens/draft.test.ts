import { describe, expect, it } from "vitest";
import { draftKey, dropOldDrafts, emptyDraft, readDraft, writeDraft } from "./draft.ts";

class Shelf {
  readonly #kept = new Map<string, string>();
  full = false;
  get length() {
    return this.#kept.size;
  }
  key(i: number): string | null {
    return [...this.#kept.keys()][i] ?? null;
  }
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}
const key = draftKey("u1", "note", "cn-044", null);
const draft = { texts: { text: "门锁坏了" }, photoIds: ["p1"] };

describe("a draft", () => {
  it("comes back as it was typed", () => {
    const shelf = new Shelf();
    expect(writeDraft(shelf, key, draft, 0)).toBe(true);
    expect(readDraft(shelf, key)).toEqual(draft);
  });

  it("is another one for another person and another place", () => {
    const shelf = new Shelf();
    writeDraft(shelf, key, draft, 0);
    expect(readDraft(shelf, draftKey("u2", "note", "cn-044", null))).toEqual(emptyDraft);
    expect(readDraft(shelf, draftKey("u1", "note", "cn-044", "v1"))).toEqual(emptyDraft);
  });

  it("leaves nothing behind once it is empty", () => {
    const shelf = new Shelf();
    writeDraft(shelf, key, draft, 0);
    writeDraft(shelf, key, { texts: { text: "" }, photoIds: [] }, 0);
    expect(shelf.length).toBe(0);
  });

  it("says when the browser takes no more", () => {
    const shelf = new Shelf();
    shelf.full = true;
    expect(writeDraft(shelf, key, draft, 0)).toBe(false);
  });

  it.each(["", "{", "[]", "null", '{"texts":7,"photoIds":"x"}', '{"texts":{"a":1},"photoIds":[2]}'])(
    "is empty where something else stands in its place: %s",
    (raw) => {
      const shelf = new Shelf();
      shelf.setItem(key, raw);
      expect(readDraft(shelf, key)).toEqual(emptyDraft);
    },
  );

  it("goes after a fortnight, and nobody else's things with it", () => {
    const shelf = new Shelf();
    const day = 86_400_000;
    writeDraft(shelf, key, draft, 0);
    writeDraft(shelf, draftKey("u1", "note", "cn-001", null), draft, 10 * day);
    shelf.setItem("kiosk.theme", "dark");
    dropOldDrafts(shelf, 15 * day);
    expect(shelf.length).toBe(2);
    expect(readDraft(shelf, key)).toEqual(emptyDraft);
    expect(shelf.getItem("kiosk.theme")).toBe("dark");
  });
});
