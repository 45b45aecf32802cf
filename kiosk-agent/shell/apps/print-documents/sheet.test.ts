import type { Identity } from "@kiosk/contract";
import { expect, test } from "vitest";
import { filled, forms } from "./forms.ts";
import { layOut, sheetSize, wrap } from "./sheet.ts";

const somebody: Identity = {
  by: "card",
  name: "测试乙",
  idNumber: "310105195001010017",
  phone: "",
  sex: "male",
  birth: "19500101",
  address: "示例市示例区示例路一百号",
  validTo: "20991231",
};
/** As wide as high, as Chinese type is. */
const square = (text: string, size: number) => [...text].length * size;
const size = sheetSize(200);
const textOf = (paragraphs: readonly string[]) => paragraphs.join("\n");

test("a sheet of 200 dpi is A4", () => {
  expect([size.width, size.height]).toEqual([1654, 2339]);
});

test("no line is wider than the paper between its margins", () => {
  for (const form of forms) {
    const sheets = layOut({ title: form.title, ...filled(form, somebody), note: "注" }, size, square);
    for (const line of sheets.flat()) {
      expect(line.left + square(line.text, line.size)).toBeLessThanOrEqual(size.width - size.margin + line.size);
    }
  }
});

test("every form fits on one sheet, blank or filled", () => {
  for (const form of forms) {
    for (const who of [null, somebody]) {
      expect(layOut({ title: form.title, ...filled(form, who), note: "注" }, size, square)).toHaveLength(1);
    }
  }
});

test("what does not fit goes on to the next sheet, in order and with nothing lost", () => {
  const paragraphs = Array.from({ length: 90 }, (_, index) => `第${index + 1}段`);
  const sheets = layOut({ title: "长", paragraphs, signature: ["签名"], note: "注" }, size, square);
  expect(sheets).toHaveLength(5);
  expect(
    sheets
      .flat()
      .filter(({ text }) => text.startsWith("第"))
      .map(({ text }) => text),
  ).toEqual(paragraphs);
  for (const sheet of sheets) {
    expect(sheet.at(-1)?.text).toBe("注");
    expect(Math.max(...sheet.slice(0, -1).map(({ top }) => top))).toBeLessThan(size.height - size.margin - size.note);
  }
});

test("a closing mark never begins a line", () => {
  expect(wrap("一二三四，五六", 40, (text) => [...text].length * 10)).toEqual(["一二三四，", "五六"]);
});

test("a form is filled with who signed in, and has lines to write on otherwise", () => {
  const [entrust] = forms;
  if (entrust === undefined) throw new Error("no form");
  const personal = textOf(filled(entrust, somebody).paragraphs);
  for (const known of [somebody.name, somebody.idNumber, somebody.address]) expect(personal).toContain(known);
  const blank = filled(entrust, null);
  expect(textOf(blank.paragraphs)).toContain("委托人：＿＿＿＿＿＿");
  for (const form of forms)
    expect(textOf([...filled(form, null).paragraphs, ...form.signature])).not.toContain("{name}");
});

test("only forms that ask for somebody hold somebody", () => {
  for (const form of forms) {
    const text = textOf([...filled(form, somebody).paragraphs, ...filled(form, somebody).signature]);
    expect(text.includes(somebody.idNumber)).toBe(form.personal);
  }
});
