import { DeviceView } from "@kiosk/contract";
import { expect, test } from "vitest";
import { deviceTone, wordTone } from "./device-tone.ts";

test("only online and busy are green", () => {
  const green = DeviceView.shape.state.options.filter((s) => deviceTone(s) === "ok");
  expect(green).toEqual(["online", "deviceBusy"]);
});

test("what could not be read or is not supported is neither calm nor alarming", () => {
  expect(wordTone("paper", "unknown")).toBe("unknown");
  expect(wordTone("media", "not-supported")).toBe("unknown");
});

test("full is good for paper and bad for a bin", () => {
  expect(wordTone("paper", "full")).toBe("calm");
  expect(wordTone("storage", "full")).toBe("bad");
});

test.each([
  ["media", "jammed", "bad"],
  ["ribbon", "out", "bad"],
  ["toner", "low", "warn"],
  ["cover", "open", "warn"],
  ["cover", "closed", "calm"],
] as const)("%s %s is %s", (name, value, tone) => {
  expect(wordTone(name, value)).toBe(tone);
});
