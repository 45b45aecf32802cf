import fc from "fast-check";
import { expect, it } from "vitest";
import { fitLines, moreWords, utf8Bytes } from "./fit-lines.ts";

const fitted = (lines: string[], maxBytes: number) =>
  fitLines({
    head: "题\n",
    lines,
    separator: "\n",
    tail: "\n尾",
    more: (left) => `\n${moreWords(left)}`,
    maxBytes,
  });

it("everything that fits is there, to the last byte", () => {
  const whole = "题\n一二\n三四\n尾";
  expect(fitted(["一二", "三四"], utf8Bytes(whole))).toBe(whole);
});

it("one byte less cuts a whole line and counts it", () => {
  const lines = ["一".repeat(20), "二".repeat(20)];
  const whole = utf8Bytes(fitted(lines, 10_000));
  expect(fitted(lines, whole - 1)).toBe(`题\n${lines[0]}\n另有 1 条，见控制台\n尾`);
});

it("a line that is too long alone leaves the count", () => {
  expect(fitted(["长".repeat(1000), "短"], 100)).toBe("题\n\n另有 2 条，见控制台\n尾");
});

it("never exceeds the limit, never cuts inside a line, and shown and counted make all", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("一", "a", "𠮷"), minLength: 1, maxLength: 40 }), { maxLength: 60 }),
      fc.integer({ min: 60, max: 3000 }),
      (lines, maxBytes) => {
        const text = fitted(lines, maxBytes);
        expect(utf8Bytes(text)).toBeLessThanOrEqual(maxBytes);
        const left = Number(/另有 (\d+) 条/.exec(text)?.[1] ?? 0);
        const shown = lines.length - left;
        expect(text.startsWith(`题\n${lines.slice(0, shown).join("\n")}`)).toBe(true);
      },
    ),
  );
});
