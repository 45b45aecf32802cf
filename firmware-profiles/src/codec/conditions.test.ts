import { describe, expect, test } from "vitest";
import type { FaultCode } from "../vocabulary.ts";
import { explain } from "./conditions.ts";

const claim = (code: FaultCode, part = "", unlessExplained = false) => ({
  condition: { code, part, detail: "", raw: "" },
  unlessExplained,
});
const told = (...claims: readonly ReturnType<typeof claim>[]) =>
  explain(claims).map(({ code, part }) => (part ? `${code} ${part}` : code));

describe("of several claims about one trouble", () => {
  test("the same is told once", () => {
    expect(told(claim("media.jam"), claim("media.jam"))).toEqual(["media.jam"]);
  });

  test("one that names the part stands for one that does not", () => {
    expect(told(claim("toner.low"), claim("toner.low", "cyan"))).toEqual(["toner.low cyan"]);
  });

  test("out stands for low of the same part, and for a low without a part", () => {
    expect(told(claim("toner.low", "cyan"), claim("toner.out", "cyan"))).toEqual(["toner.out cyan"]);
    expect(told(claim("toner.low"), claim("toner.out", "cyan"))).toEqual(["toner.out cyan"]);
  });

  test("an out without a part is not hidden by a low with one", () => {
    expect(told(claim("toner.out"), claim("toner.low", "cyan"))).toEqual(["toner.out", "toner.low cyan"]);
  });

  test("different parts stay apart", () => {
    expect(told(claim("toner.low", "cyan"), claim("toner.out", "black"))).toHaveLength(2);
  });

  test("the last of three steps covers the first", () => {
    expect(told(claim("cleaning.recommended"), claim("cleaning.mandatory"))).toEqual(["cleaning.mandatory"]);
  });

  test("a trouble that only stands for itself gives way to any other", () => {
    expect(told(claim("device.offline", "", true), claim("media.jam"))).toEqual(["media.jam"]);
    expect(told(claim("device.offline", "", true))).toEqual(["device.offline"]);
  });
});
