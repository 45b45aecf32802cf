import { expect, test } from "vitest";
import { type OwnChoice, ownMatches, type RecentChoice, withRecent } from "./choice.ts";

const own = (label: string, spell: string): OwnChoice => ({ kind: "page", id: label, label, spell, run: () => {} });
const all = [own("终端", "zhongduan zd"), own("工单", "gongdan gd"), own("新建工单", "xinjiangongdan xjgd")];
const found = (query: string) => ownMatches(query, all, 5).map(({ label }) => label);

test("a page is found by its name, its pinyin and its initials", () => {
  expect(found("工单")).toEqual(["工单", "新建工单"]);
  expect(found("gongd")).toEqual(["工单"]);
  expect(found("XJGD")).toEqual(["新建工单"]);
  expect(found("ｚｄ")).toEqual(["终端"]);
});

test("nothing typed, one letter and a number of a terminal mean no page", () => {
  expect(found("")).toEqual([]);
  expect(found("g")).toEqual([]);
  expect(found("14")).toEqual([]);
});

test("a recent choice moves to the front and the list stays short", () => {
  const one = (id: string): RecentChoice => ({ kind: "kiosk", id, title: id, note: "" });
  let recent: RecentChoice[] = [];
  for (let i = 0; i < 12; i++) recent = withRecent(recent, one(String(i)));
  expect(recent).toHaveLength(8);
  expect(withRecent(recent, one("7"))[0]?.id).toBe("7");
  expect(withRecent(recent, one("7"))).toHaveLength(8);
});
