import type { Identity } from "@kiosk/contract";
import { expect, test } from "vitest";
import { bookletLines, receiptLines } from "./booklet.ts";

const somebody: Identity = {
  by: "card",
  name: "测试甲",
  idNumber: "310105194903070022",
  phone: "",
  sex: "female",
  birth: "19490307",
  address: "示例路1号",
  validTo: "20991231",
};
const at = new Date(2026, 10, 3);

test("the booklet carries the whole name and number, and the day of issue", () => {
  const lines = bookletLines(somebody, at);
  expect(lines).toContain("姓名：测试甲");
  expect(lines).toContain("证件号码：310105194903070022");
  expect(lines).toContain("性别：女");
  expect(lines).toContain("出生日期：1949-03-07");
  expect(lines).toContain("发册日期：2026-11-03");
});

test("what the card does not say is said to be unknown", () => {
  const lines = bookletLines({ ...somebody, sex: "unknown", birth: "" }, at);
  expect(lines).toContain("性别：未说明");
  expect(lines).toContain("出生日期：未说明");
});

test("the address is nobody's business here", () => {
  expect(bookletLines(somebody, at).join("\n")).not.toContain(somebody.address);
});

test("a receipt names nobody", () => {
  const text = receiptLines(at).join("\n");
  expect(text).not.toContain(somebody.name);
  expect(text).not.toContain(somebody.idNumber);
});
