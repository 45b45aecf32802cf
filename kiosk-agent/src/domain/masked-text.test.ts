import fc from "fast-check";
import { expect, test } from "vitest";
import { maskNumbers } from "./masked-text.ts";

test.each([
  ["我的身份证310105194912310029打不出", "我的身份证***打不出", 1],
  ["号码 31010519491231002X。", "号码 ***。", 1],
  ["３１０１０５１９４９１２３１００２Ｘ", "***", 1],
  ["310105 1949 1231 002 x", "***", 1],
  ["电话139-0013-9042，或 +86 139 0013 9042", "电话***，或 +***", 2],
  ["1.3.9.0.0.1", "***", 1],
  ["一三九零零一三九零四二", "***", 1],
  ["①③⑨⓪⓪①", "***", 1],
  ["6222 0210 0100 1234 567", "***", 1],
  ["等了30分钟，第2次来，3号机", "等了30分钟，第2次来，3号机", 0],
  ["12345", "12345", 0],
  ["", "", 0],
])("%s", (text, expected, masked) => {
  expect(maskNumbers(text)).toEqual({ text: expected, masked });
});

test("no six digits in a row are left, whatever stands between them", () => {
  const piece = fc.constantFrom("1", "9", "０", "五", "X", " ", "-", "　", "。", "我", "a", "③", "\u200b");
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((p) => p.join("")),
      (text) => {
        const { text: kept, masked } = maskNumbers(text);
        expect(kept).not.toMatch(/[\p{Nd}\p{No}五]{6}/u);
        expect(kept.includes("***")).toBe(masked > 0);
        expect(kept.length).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
