import { expect, test } from "vitest";
import { findBrowser } from "./find-browser.ts";

const only =
  (...programs: string[]) =>
  (program: string) =>
    programs.includes(program);

test("Chromium comes first, then the domestic browsers", () => {
  expect(findBrowser(undefined, only("/usr/bin/qaxbrowser", "/usr/bin/chromium"))?.program).toBe("/usr/bin/chromium");
  expect(findBrowser(undefined, only("/usr/bin/uos-browser"))).toEqual({
    program: "/usr/bin/uos-browser",
    policies: null,
  });
});

test("a given one is taken, and where it looks for policies is said only where it is known", () => {
  expect(findBrowser("/opt/b", only("/opt/b", "/usr/bin/chromium"))).toEqual({ program: "/opt/b", policies: null });
  expect(findBrowser("/usr/bin/chromium", only("/usr/bin/chromium"))?.policies).toBe("/etc/chromium/policies/managed");
});

test("none where there is none, and none where the given one cannot be run", () => {
  expect(findBrowser(undefined, only())).toBeUndefined();
  expect(findBrowser("/opt/b", only("/usr/bin/chromium"))).toBeUndefined();
});
