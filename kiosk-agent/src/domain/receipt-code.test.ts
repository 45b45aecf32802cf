import fc from "fast-check";
import { expect, test } from "vitest";
import { isReceiptCode, receiptCode, receiptOctets } from "./receipt-code.ts";

const octets = fc.uint8Array({ minLength: receiptOctets, maxLength: receiptOctets });

test("it names the terminal and has no character that looks like another", () => {
  fc.assert(
    fc.property(octets, (chance) => {
      const code = receiptCode("cn-014", chance);
      expect(code).toMatch(/^CN014-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}$/);
      expect(isReceiptCode(code)).toBe(true);
    }),
  );
});

test("one wrong character and two that are swapped are told", () => {
  fc.assert(
    fc.property(octets, fc.nat(5), fc.constantFrom(..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"), (chance, place, wrong) => {
      const bare = receiptCode("cn-014", chance).replaceAll("-", "");
      const i = bare.length - 6 + place;
      const slipped = `${bare.slice(0, i)}${wrong}${bare.slice(i + 1)}`;
      expect(isReceiptCode(slipped)).toBe(slipped === bare);
      const swapped = `${bare.slice(0, i - 1)}${bare[i]}${bare[i - 1]}${bare.slice(i + 1)}`;
      expect(isReceiptCode(swapped)).toBe(swapped === bare);
    }),
  );
});

test("the longest name of a terminal fits the wire", () => {
  expect(receiptCode("a".repeat(40), new Uint8Array(receiptOctets)).length).toBeLessThanOrEqual(40);
});
