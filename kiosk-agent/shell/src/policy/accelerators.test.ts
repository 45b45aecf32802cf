import { expect, test } from "vitest";
import { isGestureAllowed, isKeyAllowed, type KeyStroke } from "./accelerators.ts";

const held = { shift: false, control: false, alt: false, meta: false };
const stroke = (text: string): KeyStroke => {
  const parts = text.split("+");
  const key = parts.at(-1) ?? "";
  return {
    key,
    code: key,
    shift: parts.includes("Shift"),
    control: parts.includes("Ctrl") && key !== "Ctrl",
    alt: parts.includes("Alt") && key !== "Alt",
    meta: parts.includes("Meta") && key !== "Meta",
  };
};

const waysOut = [
  ...Array.from({ length: 24 }, (_, at) => `F${at + 1}`),
  ...["w", "n", "t", "o", "p", "s", "u", "j", "h", "l", "f", "g", "d", "e", "k", "r", "q", "a", "c", "v", "x", "z"].map(
    (letter) => `Ctrl+${letter}`,
  ),
  ...["i", "j", "c", "n", "t", "w", "q", "Delete", "b", "o", "m", "Tab"].map((key) => `Ctrl+Shift+${key}`),
  ...["F4", "Tab", "ArrowLeft", "ArrowRight", "Home", " ", "d", "f", "Enter", "F2", "PrintScreen"].map(
    (key) => `Alt+${key}`,
  ),
  ...["=", "-", "0", "+", "1", "9", "Tab", "PageUp", "PageDown", "F4", "Enter", "Escape"].map((key) => `Ctrl+${key}`),
  ...["l", "d", "e", "r", "Tab", " ", "ArrowUp"].map((key) => `Meta+${key}`),
  "Ctrl+Alt+Delete",
  "Ctrl+Alt+F1",
  "Ctrl+Alt+Backspace",
  "Alt+SysRq",
  "Shift+F10",
  "Shift+Delete",
  "Shift+Escape",
  "Escape",
  "Alt",
  "Meta",
  "Control",
  "ContextMenu",
  "PrintScreen",
  "BrowserBack",
  "BrowserForward",
  "BrowserHome",
  "BrowserRefresh",
  "BrowserSearch",
  "LaunchMail",
  "LaunchApplication1",
  "MediaPlayPause",
  "AudioVolumeUp",
  "BrightnessUp",
  "Power",
  "Sleep",
  "Copy",
  "Paste",
  "Print",
  "ZoomIn",
  "Unidentified",
  "",
];

test.each(waysOut)("%s does not reach the pages", (text) => {
  expect(isKeyAllowed(stroke(text))).toBe(false);
});

test("a function key that calls itself by another name is known by its place", () => {
  expect(isKeyAllowed({ ...held, key: "Help2", code: "F1" })).toBe(false);
});

const typing = [
  "a",
  "Z",
  "7",
  "X",
  "。",
  "Enter",
  "Tab",
  "Shift+Tab",
  "Backspace",
  "Delete",
  "ArrowLeft",
  "Home",
  " ",
  "Shift",
];
test.each(typing)("%j is typing", (text) => {
  expect(isKeyAllowed(stroke(text))).toBe(true);
});

test.each([
  [1, false, true],
  [0, false, true],
  [1, true, false],
  [2, false, false],
  [3, false, false],
])("%i fingers, Ctrl %s: %s", (fingers, control, allowed) => {
  expect(isGestureAllowed({ fingers, control })).toBe(allowed);
});
