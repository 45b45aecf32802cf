import { describe, expect, test } from "vitest";
import type { FaultCode, Route } from "../vocabulary.ts";
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

describe("whom the device would send", () => {
  const sends = (route: Route, code: FaultCode, part = "") => {
    const { condition, unlessExplained } = claim(code, part);
    return { condition: { ...condition, route }, unlessExplained };
  };
  const routes = (...claims: Parameters<typeof explain>[0]) => explain(claims).map(({ route }) => route);

  test("is kept by the claim that stands for one without a part", () => {
    expect(routes(sends("operations", "toner.out"), claim("toner.out", "cyan"))).toEqual(["operations"]);
  });

  test("is kept where the same trouble was told first without it", () => {
    expect(routes(claim("cover.open", "Door"), sends("duty", "cover.open", "Door"))).toEqual(["duty"]);
  });

  test("is that of the trouble itself before that of a lesser one", () => {
    expect(routes(sends("duty", "toner.out", "cyan"), sends("operations", "toner.low", "cyan"))).toEqual(["duty"]);
    expect(routes(claim("toner.out", "cyan"), sends("operations", "toner.low", "cyan"))).toEqual(["operations"]);
  });

  test("is the one who knows most, where the device names two", () => {
    expect(routes(sends("duty", "media.jam"), sends("vendor", "media.jam"))).toEqual(["vendor"]);
    expect(routes(sends("duty", "media.jam"), sends("none", "media.jam"))).toEqual(["duty"]);
  });

  test("does not pass to another trouble or another part", () => {
    expect(routes(sends("vendor", "media.jam"), claim("cover.open"))).toEqual(["vendor", undefined]);
    expect(routes(sends("vendor", "toner.low", "cyan"), claim("toner.low", "black"))).toEqual(["vendor", undefined]);
  });

  test("stays away where the device named nobody", () => {
    expect(explain([claim("media.jam")])).toEqual([{ code: "media.jam", part: "", detail: "", raw: "" }]);
  });
});
