import { describe, expect, test } from "vitest";
import { fromHex } from "./hex.ts";
import { hidScannerFields, topLevelPages } from "./hid-usage.ts";
import { decodeSighting, encodeSighting, type Sighting, sightingFields } from "./presence.ts";

const camera: Sighting = { of: "camera", name: "HD Camera", opens: true };
const text = (octets: Uint8Array) => new TextDecoder().decode(octets);

describe("what was seen, as octets", () => {
  test.each<Sighting>([
    camera,
    { ...camera, opens: false, name: "" },
    { of: "keyboard", name: "扫码器", opens: true },
    { of: "keyboard", name: "Scanner", opens: true, silentMs: 12_000 },
  ])("comes back as it was: %o", (seen) => {
    expect(decodeSighting(encodeSighting(seen))).toEqual(seen);
  });

  test("is a few lines of text that a person can read", () => {
    expect(text(encodeSighting({ of: "keyboard", name: "Scanner", opens: true, silentMs: 41.6 }))).toBe(
      "keyboard opens\nsilent 42\nname Scanner\n",
    );
  });

  test("a name with line feeds in it cannot say more than a name", () => {
    const said = encodeSighting({ ...camera, name: "Camera\nsilent 1\nname x" });
    expect(decodeSighting(said)).toEqual({ ...camera, name: "Camera silent 1 name x" });
  });

  test("is none where anything is missing, added or unknown", () => {
    const whole = encodeSighting({ of: "keyboard", name: "S", opens: true, silentMs: 5 });
    for (let end = 0; end < whole.length; end += 1) expect(decodeSighting(whole.subarray(0, end))).toBeUndefined();
    for (const wrong of [
      "camera closed\nname x\n",
      "printer opens\nname x\n",
      "camera opens\nname x\n\n",
      "camera opens\nsilent -1\nname x\n",
    ]) {
      expect(decodeSighting(new TextEncoder().encode(wrong))).toBeUndefined();
    }
  });

  test("of a keyboard amounts to nothing for a camera's profile, and the other way round", () => {
    expect(sightingFields("wedge", camera)).toBeUndefined();
    expect(sightingFields("camera", { ...camera, of: "keyboard" })).toBeUndefined();
  });

  test("of a keyboard that was heard tells since when in whole seconds", () => {
    const fields = sightingFields("wedge", { of: "keyboard", name: "S", opens: true, silentMs: 42_999 });
    expect(fields).toContainEqual(expect.objectContaining({ name: "sinceHeard", number: 42 }));
  });
});

describe("a HID report descriptor", () => {
  const scanner = "058c0902a1018502150026ff007508953e09028102c0";
  // HID 1.11 appendix E.6, boot keyboard
  const keyboard =
    "05010906a1010507 19e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100c0";

  test("is a scanner's where one of its top-level collections is of page 8C", () => {
    expect(hidScannerFields(fromHex(scanner))).toMatchObject([{ name: "usagePage", raw: Uint8Array.of(0, 0x8c) }]);
    expect(hidScannerFields(fromHex(keyboard + scanner))).toHaveLength(1);
    expect(topLevelPages(fromHex(keyboard + scanner))).toEqual([1, 0x8c]);
  });

  test("that only mentions the page inside of another device is none", () => {
    expect(hidScannerFields(fromHex(keyboard))).toBeUndefined();
    expect(hidScannerFields(fromHex("05010906a101058c0902a102c0c0"))).toBeUndefined();
  });

  test("takes the page of the usage that names the collection, not one set behind it", () => {
    expect(topLevelPages(fromHex("058c09020501a101c0"))).toEqual([0x8c]);
    expect(topLevelPages(fromHex("050 10b02008c00a101c0"))).toEqual([0x8c]);
    expect(topLevelPages(fromHex("058ca405010 9 02b4a101c0"))).toEqual([1]);
  });

  test("is none where it is cut anywhere, or ends more than it begins", () => {
    const whole = fromHex(scanner);
    for (let end = 1; end < whole.length; end += 1) {
      const cut = topLevelPages(whole.subarray(0, end)) ?? [];
      expect(cut).toEqual([]);
    }
    expect(topLevelPages(fromHex(`${scanner}c0`))).toBeUndefined();
    expect(topLevelPages(fromHex("fe"))).toBeUndefined();
  });

  test("with long items and endless nesting is read within bounds", () => {
    expect(topLevelPages(fromHex(`fe0210ffff${scanner}`))).toEqual([0x8c]);
    expect(topLevelPages(fromHex(`058c${"a101".repeat(40)}${"c0".repeat(40)}`))).toBeUndefined();
    expect(topLevelPages(fromHex("a4".repeat(4096)))).toBeUndefined();
  });
});
