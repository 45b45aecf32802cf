import { describe, expect, it } from "vitest";
import { defaultSettings } from "./settings.ts";
import { missingWays, roadsOf, straightMetres, travelTable } from "./travel.ts";
import { readWays } from "./travel-csv.ts";

const a = { name: "a", lon: 121.42, lat: 31.21 };
const b = { name: "b", lon: 121.43, lat: 31.21 };
const c = { name: "c", lon: 121.42, lat: 31.22 };

describe("ways", () => {
  it("go along the great circle: a degree of latitude is 111.2 km, of longitude less by the cosine", () => {
    expect(straightMetres(a, c)).toBeCloseTo(1112, 0);
    expect(straightMetres(a, b)).toBeCloseTo(1112 * Math.cos((31.21 * Math.PI) / 180), 0);
    expect(straightMetres(a, a)).toBe(0);
  });

  it("take detour and speed of the contract, whole minutes up", () => {
    const { metres, minutes, missingPairs } = travelTable([a, b, c], { detour: 1.3, speedKmh: 25 }, null);
    expect([metres[1], minutes[1], minutes[2], minutes[0]]).toEqual([1236, 3, 4, 0]);
    expect(missingPairs).toBe(0);
    expect(travelTable([a, b], { detour: 2.6, speedKmh: 25 }, null).minutes[1]).toBe(6);
  });

  it("follow the road matrix each way, and count what it does not have", () => {
    const roads = roadsOf([
      ["a", "b", 2000, 301],
      ["b", "a", 900, 60],
    ]);
    const { metres, minutes, missingPairs } = travelTable([a, b, c], defaultSettings, roads);
    expect([metres[1], minutes[1], metres[3], minutes[3]]).toEqual([2000, 6, 900, 1]);
    expect(missingPairs).toBe(4);
    expect(missingWays(["a", "b", "c"], roads)).toBe(4);
  });
});

describe("a road matrix as a file", () => {
  const known = new Set(["a", "b", "项目驻点"]);
  it("is read line by line, whatever ends them", () => {
    const text = "\uFEFFfrom,to,metres,seconds\r\na,b,1000,120\n\n项目驻点,a,1.6,2\r";
    expect(readWays(text, known)).toEqual({
      ...{ rows: 2, errors: [] },
      ways: [
        ["a", "b", 1000, 120],
        ["项目驻点", "a", 2, 2],
      ],
    });
  });

  it.each([
    ["a,b,1000", "应有 4 列，实有 3 列"],
    ["a,x,1,1", "没有此地点：x"],
    ["a,a,1,1", "起点与终点相同"],
    ["a,b,-1,1", "米数无效：-1"],
    ["a,b,1,1e9", "秒数无效：1e9"],
    ["a,b,1,99999999", "秒数无效：99999999"],
  ])("tells of %s why it is not taken", (line, zh) => {
    expect(readWays(`from,to,metres,seconds\n${line}`, known).errors).toMatchObject([{ line: 2, zh }]);
  });

  it("takes no way twice, and nothing under another head", () => {
    expect(readWays("from,to,metres,seconds\na,b,1,1\na,b,2,2", known)).toMatchObject({
      ways: [["a", "b", 1, 1]],
      errors: [{ line: 3 }],
    });
    expect(readWays("起点,终点\na,b", known)).toMatchObject({ rows: 0, errors: [{ line: 1 }] });
    expect(readWays("", known).errors).toHaveLength(1);
  });
});
