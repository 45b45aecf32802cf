// Every capture of every profile, through framer and decoder: whole, cut in two at every octet, and octet by octet.
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
      for (let at = 1; at < longest; at += 1) {
        expect(outcome((bytes) => [bytes.subarray(0, at), bytes.subarray(at)])).toEqual({
          state,
          conditions,
          readings,
        });
      }
      expect(outcome((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual({
        state,
        conditions,
        readings,
      });
    });
  }
});
