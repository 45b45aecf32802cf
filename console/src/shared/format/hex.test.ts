import { expect, test } from "vitest";
import { asciiOf, hexDump, spaceHex } from "./hex.ts";

test("bytes are spaced and upper case", () => {
  expect(spaceHex("1b2f37")).toBe("1B 2F 37");
  expect(spaceHex("")).toBe("");
});

test("what is not printable ASCII is a dot", () => {
  expect(asciiOf("1b5a410d7f")).toBe("·ZA··");
});

test("a dump has 16 bytes a line and says where each line starts", () => {
  const lines = hexDump(`${"00".repeat(16)}41`);
  expect(lines.map((l) => l.offset)).toEqual(["0000", "0010"]);
  expect(lines[1]).toEqual({ offset: "0010", hex: "41", text: "A" });
  expect(hexDump("00".repeat(9), 8).map((l) => l.offset)).toEqual(["0000", "0008"]);
});
