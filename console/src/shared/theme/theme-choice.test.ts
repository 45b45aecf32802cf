import { expect, test } from "vitest";
import { storedTheme, storeTheme, themeOf } from "./theme-choice.ts";

const light = { dark: false, contrast: false };
const dark = { dark: true, contrast: false };
const strong = { dark: false, contrast: true };

test("without a choice the system decides", () => {
  const none = storedTheme({ getItem: () => null });
  expect([light, dark, strong, { dark: true, contrast: true }].map((system) => themeOf(none, system))).toEqual([
    "light",
    "dark",
    "contrast-light",
    "contrast-dark",
  ]);
});

test("a choice overrules the system, each half for itself", () => {
  expect(themeOf({ brightness: "light", contrast: "system" }, dark)).toBe("light");
  expect(themeOf({ brightness: "system", contrast: "high" }, dark)).toBe("contrast-dark");
  expect(themeOf({ brightness: "dark", contrast: "normal" }, strong)).toBe("dark");
});

test("what is stored is read again, and what cannot be read is no choice", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  storeTheme(storage, { brightness: "dark", contrast: "high" });
  expect(storedTheme(storage)).toEqual({ brightness: "dark", contrast: "high" });
  expect(storedTheme({ getItem: () => "pink" })).toEqual({ brightness: "system", contrast: "system" });
});
