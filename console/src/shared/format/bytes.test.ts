import { expect, test } from "vitest";
import { formatBytes } from "./bytes.ts";

test.each([
  [840, "840 B"],
  [13_400, "13 KB"],
  [2_500_000, "2.4 MB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
