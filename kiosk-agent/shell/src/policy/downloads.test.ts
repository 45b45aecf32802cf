import { expect, test } from "vitest";
import { downloadAnswer, downloadTold } from "./downloads.ts";

test("every download is cancelled", () => {
  expect(downloadAnswer).toBe("cancel");
});

test.each([
  ["application/pdf", 12_345, "application/pdf 13 kB"],
  ["", 0, "unknown type 0 kB"],
  ["张三 310105194912310024", 5, "unknown type 1 kB"],
])("of a download of type %j its kind and size are told", (mimeType, size, told) => {
  expect(downloadTold({ mimeType, size })).toBe(told);
});
