import { expect, test } from "vitest";
import { localPath } from "./return-path.ts";

test("a page of the console is kept with its filters", () => {
  expect(localPath("/work-orders?state=all&q=%E8%99%B9#part")).toBe("/work-orders?state=all&q=%E8%99%B9#part");
});

test.each([
  "https://elsewhere.example/",
  "//elsewhere.example/overview",
  "/\\elsewhere.example",
  "/\t/elsewhere.example",
  "\\\\elsewhere.example",
  "javascript:alert(1)",
  "overview",
  "",
  "/.//elsewhere.example",
  "/..//elsewhere.example",
])("%j leads nowhere", (text) => {
  expect(localPath(text)).toBeUndefined();
});

test("nobody is sent back to the sign-in itself or to an answer of the server", () => {
  expect(["/sign-in?return=/x", "/setup?token=1", "/api/v1/evidence/1", undefined].map(localPath)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
