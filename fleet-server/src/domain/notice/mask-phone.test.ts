import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskEmail, maskPhone } from "./mask-phone.ts";

describe("a phone number", () => {
  it.each([
    ["13812345678", "138****5678"],
    ["请致电13812345678联系王工", "请致电138****5678联系王工"],
    ["+86 138-1234-5678", "+86 138****5678"],
    ["+8613812345678,13998765432", "+86138****5678,139****5432"],
    ["008613812345678", "0086138****5678"],
    ["tel:138 1234 5678.", "tel:138****5678."],
    ["电话.13812345678", "电话.138****5678"],
    ["021-52345678", "021-****5678"],
  ])("is masked in %s", (text, masked) => {
    expect(maskPhone(text)).toBe(masked);
  });

  it.each(["1789000000000", "WO-20260910-0001", "00-E2-69-26-7E-10", "12345678901", "138****5678", "2026-09-10 11:30"])(
    "is not seen in %s",
    (text) => {
      expect(maskPhone(text)).toBe(text);
    },
  );

  it("never survives in any text around it", () => {
    const around = fc.string().filter((text) => !/\d/.test(text));
    const number = fc.stringMatching(/^1[3-9]\d{9}$/);
    fc.assert(
      fc.property(around, number, around, (before, phone, after) => {
        expect(maskPhone(`${before}${phone}${after}`)).not.toContain(phone);
      }),
    );
  });
});

it("a mail address keeps its first letter and its domain", () => {
  expect([maskEmail("wang@example.cn"), maskEmail("nobody")]).toEqual(["w***@example.cn", "***"]);
});
