import { ContractId, KioskId, Mac } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { kioskWords, matchKiosk } from "./kiosk-match.ts";
import { wantedOf } from "./wanted.ts";

const base: KioskMaster = {
  id: KioskId.parse("cn-020"),
  contractId: ContractId.parse("changning"),
  seq: 20,
  name: "临客公寓・荟临居",
  district: "长宁区",
  street: "新泾镇",
  address: "协和路1599号",
  macs: [Mac.parse("00-E2-69-27-A3-54")],
  lon: 121,
  lat: 31,
  confidence: "low",
  coordinateMethod: "",
  note: "",
  openingHours: null,
  dutyPhone: null,
  pinyin: "lkgyhlj linkegongyuhuilinju xjz xinjingzhen",
  createdAt: 0,
};

function match(query: string, overrides: Partial<KioskMaster> = {}) {
  const wanted = wantedOf(query);
  const master = { ...base, ...overrides };
  return wanted === undefined ? undefined : matchKiosk(master.seq, kioskWords(master), wanted);
}

describe("a terminal is found by", () => {
  it.each(["20", "#20", "20号", " ２０ ", "No. 20"])("its number, written %j", (query) => {
    expect(match(query)).toMatchObject({ by: "seq", score: 0 });
  });

  it.each([
    "00-E2-69-27-A3-54",
    "00:e2:69:27:a3:54",
    "00e2.6927.a354",
    "00E26927A354",
    "００－Ｅ２－６９－２７－Ａ３－５４",
  ])("its whole MAC in the spelling %j", (query) => {
    expect(match(query)).toEqual({ by: "mac", score: 1, mac: "00-E2-69-27-A3-54" });
  });

  it.each(["A354", "a3:54", "a3-54"])("the last four of its MAC, written %j", (query) => {
    expect(match(query)).toMatchObject({ by: "mac", mac: "00-E2-69-27-A3-54" });
  });

  it.each(["临客公寓荟临居", "临客公寓・荟临居", "临客公寓·荟临居", "临客公寓 荟临居"])(
    "its name whatever dot or space is written: %j",
    (query) => {
      expect(match(query)).toMatchObject({ by: "name", score: 2 });
    },
  );

  it.each(["“荟新”人才", '"荟新"人才', "荟新人才", "‘荟新’人才"])("a name with curly quotes, typed %j", (query) => {
    expect(match(query, { name: "“荟新”人才服务驿站" })).toMatchObject({ by: "name", score: 2 });
  });

  it.each([
    ["lkgy", 5],
    ["LinKeGongYu", 5],
    ["linke gongyu", 5],
    ["xjz", 6],
    ["xinjing", 6],
    ["hlj", 8],
  ])("pinyin %j", (query, score) => {
    expect(match(query)).toMatchObject({ by: "pinyin", score });
  });

  it("its street and its address, and these after its name", () => {
    expect(match("新泾镇")).toMatchObject({ by: "street" });
    expect(match("协和路1599号")).toMatchObject({ by: "address" });
    expect(match("1599")).toMatchObject({ by: "address" });
    expect(match("新泾镇", { name: "新泾镇鑫达公司" })).toMatchObject({ by: "name" });
  });
});

describe("a terminal is not found by", () => {
  it.each(["", "  ", "・", "‘’"])("nothing that can be compared: %j", (query) => {
    expect(match(query)).toBeUndefined();
  });

  it("one or two digits that only stand in its address", () => {
    expect(match("99")).toBeUndefined();
    expect(match("15")).toBeUndefined();
  });

  it("the middle of its MAC", () => {
    expect(match("6927")).toBeUndefined();
  });

  it("a single letter", () => {
    expect(match("l")).toBeUndefined();
  });
});
