import { expect, test } from "vitest";
import { indented } from "./report-text.ts";

test("a message is broken into lines, and one that is no JSON is shown as it came", () => {
  expect(indented('{"v":1,"devices":[]}')).toBe('{\n  "v": 1,\n  "devices": []\n}');
  expect(indented("{broken")).toBe("{broken");
});
