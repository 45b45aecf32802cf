import { expect, test } from "vitest";
import { telLink } from "./tel-link.ts";

test.each([
  ["12345", "tel:12345"],
  ["+86 (21) 6209-0000", "tel:+862162090000"],
  ["021-62090000 转 801", "tel:02162090000,801"],
  ["021-62090000 ext. 12", "tel:02162090000,12"],
])("%s is dialled as %s", (phone, link) => {
  expect(telLink(phone)).toBe(link);
});
