// Every capture of every profile, through framer and decoder: whole, cut in two, and octet by octet.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { captureOutcome, replayCapture } from "./capture.ts";
import { loadCaptures, loadProfiles } from "./load.ts";
import { Reading } from "./reading.ts";

const profiles = loadProfiles();
const captures = loadCaptures(fileURLToPath(new URL("../../fixtures/captures", import.meta.url)));

describe.each(captures)("$name", ({ capture, profileId }) => {
  const profile = profiles.get(profileId);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const { state, conditions, readings } = capture;
  const outcome = (cut: (bytes: Uint8Array) => Uint8Array[]) => captureOutcome(replayCapture(profile, capture, cut));

  test("means what the file says", () => {
    expect(outcome((bytes) => [bytes])).toEqual({ state, conditions, readings });
  });

  test("is made of readings that may cross the wire", () => {
    for (const reading of readings) expect(Reading.safeParse({ ...reading, at: 0 }).error).toBeUndefined();
  });

  const longest = Math.max(0, ...(capture.chunks ?? []).map((chunk) => chunk.hex.length / 2));
  if (longest > 1) {
    test("means the same wherever the stream is cut", () => {
      const whole = JSON.stringify(outcome((bytes) => [bytes]));
      for (const at of cutsOf(longest)) {
        expect(JSON.stringify(outcome((bytes) => [bytes.subarray(0, at), bytes.subarray(at)]))).toBe(whole);
      }
      expect(JSON.stringify(outcome((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte))))).toBe(whole);
    });
  }
});

/** Every octet of a frame; of a body of kilobytes, a cut every few octets, for the time the test takes grows by its square. */
function cutsOf(octets: number): number[] {
  const step = Math.ceil(octets / 200);
  return Array.from({ length: Math.ceil((octets - 1) / step) }, (_, i) => 1 + i * step);
}
