import { AppId, type ShellTile } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { foundTiles } from "./match.ts";

function tile(
  id: string,
  zh: string,
  search: string[],
  more: { keywords?: string[]; state?: ShellTile["state"] } = {},
) {
  const said = { zh, en: id };
  return {
    manifest: {
      ...{ v: 1, kind: "app", id: AppId.parse(id), version: "1.0.0", name: said, summary: said },
      ...{ keywords: more.keywords ?? [], category: "medical", icon: "booklet", requires: [], optional: [] },
      ...{ start: { kind: "bundle", page: "index.html" }, permissions: [] },
      owner: { organisation: "o", contact: "c" },
    },
    ...{ state: more.state ?? "ok", missing: [], causes: [], without: [], expectedAt: null, elsewhere: null },
    ...{ frequent: null, search, frame: null },
  } satisfies ShellTile;
}

const tiles: readonly ShellTile[] = [
  tile("booklet", "就医记录册更换", ["jiu yi ji lu ce geng huan", "yi bao", "bing li ben"], {
    keywords: ["医保", "病历本"],
  }),
  tile("account", "医保账户查询", ["yi bao zhang hu cha xun"], { state: "suspended" }),
  tile("endorse", "港澳签注", ["gang ao qian zhu", "endorsement"]),
  tile("print", "打印办事材料", ["da yin ban shi cai liao", "print a4 documents"], { keywords: ["A4"] }),
];
const ids = (typed: string) => foundTiles(tiles, typed).map(({ manifest }) => manifest.id);

describe("finding a service", () => {
  it.each([
    ["jyjlc", ["booklet"]],
    ["jiuyi", ["booklet"]],
    ["jiuyjl", ["booklet"]],
    ["jlc", ["booklet"]],
    ["blb", ["booklet"]],
    ["病历", ["booklet"]],
    ["gaqz", ["endorse"]],
    ["GA", ["endorse"]],
    ["qianzhu", ["endorse"]],
    ["签注", ["endorse"]],
    ["签zhu", ["endorse"]],
    ["print", ["print"]],
    ["doc", ["print"]],
    ["a4", ["print"]],
    ["Ａ４", ["print"]],
    ["da yin", ["print"]],
    ["签书", []],
    ["zzz", []],
    ["uyi", []],
  ])("%s finds %j", (typed, wanted) => {
    expect(ids(typed)).toEqual(wanted);
  });

  it("puts a name that begins with it before one that has it among its keywords", () => {
    expect(ids("yb")).toEqual(["account", "booklet", "print"]);
    expect(ids("医保")).toEqual(["account", "booklet"]);
  });

  it("puts what can be done now before what cannot, where both fit alike", () => {
    const [first, second] = [
      tile("a1", "社保查询", ["she bao"], { state: "off" }),
      tile("b1", "社保打印", ["she bao"]),
    ];
    expect(foundTiles([first, second], "sb").map(({ manifest }) => manifest.id)).toEqual(["b1", "a1"]);
  });

  it("finds nothing of nothing", () => {
    expect(ids("")).toEqual([]);
    expect(ids(" '")).toEqual([]);
  });
});
