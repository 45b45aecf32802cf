import { expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import { usbPrinterFields, usbPrinterQuestionOf } from "./usb-printer.ts";

function told(question: "deviceId" | "portStatus", answer: Uint8Array): string[] {
  return usbPrinterFields(question, answer).map((field) => `${field.name} ${"raw" in field ? toHex(field.raw) : ""}`);
}
const id = (text: string) => Uint8Array.from([0, text.length + 2, ...Buffer.from(text, "latin1")]);
const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");

test.each([
  ["a100000000000004", "deviceId"],
  ["a100000001010004", "deviceId"],
  ["a101000001000100", "portStatus"],
  ["a102000000000000", undefined],
  ["2102000000000000", undefined],
  ["a1000000", undefined],
])("set-up packet %s asks %s", (packet, question) => {
  expect(usbPrinterQuestionOf(fromHex(packet))).toBe(question);
});

test("a device id is who made it, which model, which one", () => {
  expect(told("deviceId", id("MFG:HP;MDL:Laser 136;SN:A1;DES:x;"))).toEqual([
    `model ${hex("HP Laser 136")}`,
    `serial ${hex("A1")}`,
    `description ${hex("x")}`,
  ]);
  expect(told("deviceId", id("MDL:Laser 136;"))).toEqual([`model ${hex("Laser 136")}`]);
});

test("an answer that is no device id is kept as it came", () => {
  expect(told("deviceId", fromHex("0000"))).toEqual(["deviceIdUnread 0000"]);
});

test("a port status is the octet, whatever its length", () => {
  expect(told("portStatus", fromHex("18"))).toEqual(["portStatus 18"]);
  expect(told("portStatus", fromHex("1800"))).toEqual(["portStatus 1800"]);
});
