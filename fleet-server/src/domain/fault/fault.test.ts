import { expect, it } from "vitest";
import { routeOf } from "./fault.ts";

it("a fault goes first to whoever can do what helps", () => {
  const first = (code: Parameters<typeof routeOf>[0]["code"]) => routeOf({ code, toldRoute: null });
  expect(first("paper.out")).toBe("duty");
  expect(first("comm.no-answer")).toBe("operations");
  expect(first("cutter.failure")).toBe("vendor");
  expect(first("media.not-taken")).toBe("none");
});

it("a device that says whom it wants is believed", () => {
  expect(routeOf({ code: "media.jam", toldRoute: "vendor" })).toBe("vendor");
});
