import { expect, test } from "vitest";
import { en } from "./en/resource.ts";
import { zh } from "./zh/resource.ts";

interface Tree {
  [key: string]: string | Tree;
}

function flatten(tree: Tree, path = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort();
const han = /\p{Script=Han}/u;
const source = flatten(zh);
const second = new Map(flatten(en));

test("both languages say the same things with the same values in them", () => {
  expect([...second.keys()]).toEqual(source.map(([key]) => key));
  const unlike = source.filter(([key, text]) => {
    const other = second.get(key) ?? "";
    return placeholders(text).join() !== placeholders(other).join();
  });
  expect(unlike).toEqual([]);
});

test("English is free of Chinese characters", () => {
  expect([...second].filter(([, text]) => han.test(text))).toEqual([]);
});

test("no text stands in a component: everything visible comes from the resources", () => {
  const files = import.meta.glob<string>("../../**/*.tsx", { query: "?raw", import: "default", eager: true });
  expect(Object.keys(files).length).toBeGreaterThan(20);
  const withText = Object.entries(files).filter(([, text]) => han.test(text));
  // The language switch names each language in itself.
  expect(withText.map(([file]) => file.split("/").at(-1))).toEqual(["LanguageSwitch.tsx"]);
});
