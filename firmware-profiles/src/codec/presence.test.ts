import { describe, expect, test } from "vitest";
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
