import { expect, test } from "vitest";
import { chords, press } from "./shortcuts.ts";

test("g and a letter lead to a page, if the letter comes soon", () => {
  const { waiting } = press(undefined, "g", 1000);
  expect(press(waiting, "t", 1500)).toEqual({ waiting: undefined, command: { name: "go", letter: "t" } });
  expect(press(waiting, "t", 9000)).toEqual({ waiting: undefined });
});

test("after g a letter is a page and not what it means alone", () => {
  const { waiting } = press(undefined, "g", 0);
  expect(press(waiting, "k", 1).command).toEqual({ name: "go", letter: "k" });
  expect(press(undefined, "k", 1).command).toEqual({ name: "previous" });
});

test("after g a key that is no letter ends the waiting and does nothing", () => {
  const { waiting } = press(undefined, "g", 0);
  expect(press(waiting, "?", 1)).toEqual({ waiting: undefined });
});

test("every page has a letter of its own", () => {
  const letters = Object.values(chords);
  expect(new Set(letters).size).toBe(letters.length);
});

test("a key without a meaning does nothing", () => {
  expect(press(undefined, "y", 0)).toEqual({ waiting: undefined });
});
