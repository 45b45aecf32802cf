import { expect, test } from "vitest";
import { fromHex } from "./hex.ts";
import { hidScannerFields } from "./hid-scanner.ts";

const scanner = "058c0902a1018502150026ff007508953e09028102c0";
// HID 1.11 appendix E.6, boot keyboard
const keyboard =
  "05010906a1010507 19e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100c0";

test("a report descriptor is a scanner's where one of its top-level collections is of page 8C", () => {
  expect(hidScannerFields(fromHex(scanner))).toMatchObject([{ name: "usagePage", raw: Uint8Array.of(0, 0x8c) }]);
  expect(hidScannerFields(fromHex(keyboard + scanner))).toHaveLength(1);
});

test("one that only mentions the page inside of another device is none", () => {
  expect(hidScannerFields(fromHex(keyboard))).toBeUndefined();
  expect(hidScannerFields(fromHex("05010906a101058c0902a102c0c0"))).toBeUndefined();
});

test("one that is cut anywhere is none", () => {
  const whole = fromHex(scanner);
  for (let end = 0; end < whole.length; end += 1) expect(hidScannerFields(whole.subarray(0, end))).toBeUndefined();
});
