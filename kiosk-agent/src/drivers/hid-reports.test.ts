import { fromHex } from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hidReports } from "./hid-reports.ts";

test("a device without ids has one report each way", () => {
  const reports = hidReports(fromHex("0600ff0901a1010901150026ff00750895408102090295209102c0"));
  expect(reports).toEqual({ hasIds: false, inputs: new Map([[0, 64]]), outputs: new Map([[0, 32]]) });
});

test("a report is as long as all its fields, by id, and pushed globals come back", () => {
  // id 1: 3 bits + 5 bits in; push, id 2: 2 octets out, pop; then 1 octet more in id 1
  const reports = hidReports(fromHex("a1018501750395018102750595018101a48502750895029102b4750895018102c0"));
  expect(reports).toEqual({ hasIds: true, inputs: new Map([[1, 2]]), outputs: new Map([[2, 2]]) });
});

test("no octets make it fail or loop", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => hidReports(octets).inputs.size <= 256));
});
