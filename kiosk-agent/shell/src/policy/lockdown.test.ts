import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { browserFlags } from "../../browser/flags.ts";
import { policyLines } from "../../browser/policy-table.ts";
import { lockdown, type Shut } from "./lockdown.ts";

const agent = new URL("../../../", import.meta.url);
const textOf = (file: string) => {
  const url = new URL(file, agent);
  return existsSync(url) ? readFileSync(url, "utf8") : undefined;
};
const places = {
  pages: "http://127.0.0.1:8090",
  apps: "http://127.0.0.1:8091",
  recovering: "http://127.0.0.1:8092",
  shelf: [],
};
const policies = new Set(policyLines(places).map(({ name }) => name));
const flags = new Set(browserFlags.map(({ flag }) => flag));
const shutsOf = ({ electron, browser }: (typeof lockdown)[number]): readonly Shut[] => [...electron, ...browser];

test.each(lockdown.map((item) => [item.id, item] as const))("%s is shut in either host", (_, item) => {
  expect(item.electron.length).toBeGreaterThan(0);
  expect(item.browser.length).toBeGreaterThan(0);
});

test("every policy and flag that an item names is in the browser's lists", () => {
  const named = lockdown.flatMap(shutsOf);
  const missing = named.flatMap((shut) => {
    if (shut.by === "policy") return policies.has(shut.name) ? [] : [shut.name];
    return shut.by === "flag" && !flags.has(shut.name) ? [shut.name] : [];
  });
  expect(missing).toEqual([]);
});

test("every file of the project that an item names says the word", () => {
  const missing = lockdown.flatMap(shutsOf).flatMap((shut) => {
    if (!("file" in shut)) return [];
    return textOf(shut.file)?.includes(shut.word) === true ? [] : [`${shut.file}: ${shut.word}`];
  });
  expect(missing).toEqual([]);
});

test("every item has a test of that name", () => {
  const missing = lockdown.flatMap(({ id, shown }) => {
    return textOf(shown.file)?.includes(`"${shown.test}"`) === true ? [] : [`${id}: ${shown.file}: ${shown.test}`];
  });
  expect(missing).toEqual([]);
});

test("no id stands twice, and neither does a policy or a flag", () => {
  const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);
  expect(twice(lockdown.map(({ id }) => id))).toEqual([]);
  expect(twice(policyLines(places).map(({ name }) => name))).toEqual([]);
  expect(twice(browserFlags.map(({ flag }) => flag))).toEqual([]);
});
