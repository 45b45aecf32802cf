import { expect, test } from "vitest";
import { statementHead } from "./statement-head.ts";

test("the basis of a statement is read from its first line", () => {
  const text = "\uFEFFchangning asOf 2026-11-22 10:32:00 log 214 3f9a\r\n工单号,终端\r\nWO-1,cn-014\r\n";
  expect(statementHead(text)).toEqual({
    contractId: "changning",
    asOf: "2026-11-22 10:32:00",
    logSeq: 214,
    hash: "3f9a",
  });
});

test("a statement before the first event rests on nothing, and another text is none", () => {
  expect(statementHead("\uFEFFdazhou asOf 2026-09-01 00:00:00 log 0 \r\n")?.hash).toBe("");
  expect(statementHead("<!doctype html>")).toBeUndefined();
});
