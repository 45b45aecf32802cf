import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { decodeText, textEncoder } from "./text.ts";

describe("text of a device", () => {
  test("is read as UTF-8 where it is UTF-8", () => {
    expect(decodeText(fromHex("e7bcbae7bab8"), "utf-8-or-gbk")).toBe("缺纸");
  });

  test("is read as GBK where it is no UTF-8", () => {
    expect(decodeText(textEncoder("gbk")("黑色硒鼓"), "utf-8-or-gbk")).toBe("黑色硒鼓");
  });

  test("is read as GBK where it is UTF-8 by accident only", () => {
    expect(decodeText(fromHex("c8b1d6bd"), "utf-8-or-gbk")).toBe("缺纸");
    expect(decodeText(new TextEncoder().encode("Encre épuisée"), "utf-8-or-gbk")).toBe("Encre épuisée");
  });

  test("loses control characters and the padding around it", () => {
    expect(decodeText(fromHex("0000 41 0d0a 42 20 00"), "utf-8-or-gbk")).toBe("A B");
  });

  test("is cut to what a reading carries, never inside a character", () => {
    const long = decodeText(new TextEncoder().encode(`${"a".repeat(511)}😀`), "utf-8-or-gbk");
    expect(long).toBe("a".repeat(511));
  });
});

describe("text to a device", () => {
  test("goes out in GBK as a GBK decoder reads it", () => {
    const text = "医保制册机 A1 就医记录册：张三，２０２６年";
    const bytes = textEncoder("gbk")(text);
    expect(new TextDecoder("gbk").decode(bytes)).toBe(text);
    expect(toHex(textEncoder("gbk")("你"))).toBe("c4e3");
  });

  test("covers all characters of GB 2312 level 1 and 2", () => {
    const encode = textEncoder("gbk");
    for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
      for (let trail = 0xa1; trail <= (lead === 0xd7 ? 0xf9 : 0xfe); trail += 1) {
        const character = new TextDecoder("gbk").decode(Uint8Array.of(lead, trail));
        expect([...encode(character)]).toEqual([lead, trail]);
      }
    }
  });

  test("has a question mark for what the character set lacks", () => {
    expect(toHex(textEncoder("gbk")("a😀"))).toBe("613f");
    expect(toHex(textEncoder("ascii")("a你"))).toBe("613f");
  });

  test("carries no command: control characters become spaces", () => {
    for (const encoding of ["ascii", "utf-8", "gbk"] as const) {
      expect(toHex(textEncoder(encoding)("a\x1bO\n"))).toBe("61204f20");
    }
  });
});
