import { expect, test } from "vitest";
import { extendTemplate } from "./extend.ts";
import type { ProfileFile, Template } from "./profile.ts";

const says = (text: string) => ({ says: text });
const template: Template = {
  protocol: "sdt",
  poll: { intervalMs: 5000, timeoutMs: 1000, retries: 2, budgetMs: 8000 },
  serial: { baud: 115200, dataBits: 8, parity: "none", stopBits: 1 },
  decode: [
    { field: "samStatus", kind: "table", keys: "hex", table: { "90": says("ok") } },
    { field: "samId", kind: "text", text: "serial", encoding: "sam-id" },
  ],
  failures: {
    noAnswer: says("a"),
    absent: says("b"),
    refused: says("c"),
    busy: says("d"),
    lost: says("e"),
    garbled: says("f"),
  },
  consumables: [],
  settle: { "comm.no-answer": { raiseMs: 1, clearMs: 1 } },
  quirks: [{ quirk: "waste-level", reads: "unreliable", why: "template" }],
  sources: ["template"],
};
const file: ProfileFile = {
  id: "id-card-reader/x",
  class: "idCardReader",
  vendor: "v",
  model: "m",
  names: { zh: "中", en: "e" },
  protocol: "sdt",
  verified: true,
  sources: ["file"],
};

test("a file that says nothing takes everything from its template", () => {
  const merged = extendTemplate(file, template);
  expect(merged).toMatchObject({ poll: template.poll, serial: template.serial, decode: template.decode });
  expect(merged).not.toHaveProperty("printing");
});

test("timing, line, failures and settle times are overridden field by field", () => {
  const settle = { "comm.garbled": { raiseMs: 2, clearMs: 2 } };
  const merged = extendTemplate(
    { ...file, poll: { timeoutMs: 1500 }, serial: { baud: 9600 }, failures: { busy: says("mine") }, settle },
    template,
  );
  expect(merged.poll).toEqual({ ...template.poll, timeoutMs: 1500 });
  expect(merged.serial).toEqual({ baud: 9600, dataBits: 8, parity: "none", stopBits: 1 });
  expect(merged.failures).toMatchObject({ busy: says("mine"), noAnswer: says("a") });
  expect(merged.settle).toEqual({ ...template.settle, ...settle });
});

test("a decode rule of the same kind and field replaces the template's as a whole, at its place", () => {
  const own = { field: "samStatus", kind: "table", keys: "hex", table: { "91": says("mine") } } as const;
  const merged = extendTemplate({ ...file, decode: [own] }, template);
  expect(merged.decode).toEqual([own, template.decode[1]]);
});

test("a decode rule of another field is appended", () => {
  const own = { field: "other", kind: "text", text: "note", encoding: "ascii" } as const;
  expect(extendTemplate({ ...file, decode: [own] }, template).decode).toEqual([...template.decode, own]);
});

test("a quirk of the same name replaces the template's", () => {
  const own = { quirk: "waste-level", reads: "space-left", why: "file" } as const;
  expect(extendTemplate({ ...file, quirks: [own] }, template).quirks).toEqual([own]);
});

test("sources of the file stand before those of the template", () => {
  expect(extendTemplate(file, template).sources).toEqual(["file", "template"]);
});
