import { describe, expect, it } from "vitest";
import { isBundle, isFieldAnswer, isMe, isPhotoUpload, isProblem } from "./answers.ts";
import { sampleBundle, sampleKiosk } from "./sample-bundle.ts";

describe("what comes over the network", () => {
  it("is taken for a bundle only with all that the phone goes by", () => {
    const bundle = sampleBundle({ kiosks: [sampleKiosk("cn-001")] });
    expect(isBundle(JSON.parse(JSON.stringify(bundle)))).toBe(true);
    for (const field of ["at", "etag", "user", "date", "visits", "kiosks", "checklists", "orders", "van", "tagKey"]) {
      expect(isBundle({ ...bundle, [field]: undefined }), field).toBe(false);
    }
    expect(isBundle({ ...bundle, kiosks: [{ id: 1 }] })).toBe(false);
    expect(isBundle(null)).toBe(false);
  });

  it("is taken for an answer to items only with states of the contract", () => {
    const item = { id: "a", state: "stored", code: null, zh: "", en: "" };
    expect(isFieldAnswer({ at: 1, skewMs: 0, items: [item] })).toBe(true);
    expect(isFieldAnswer({ at: 1, skewMs: 0, items: [{ ...item, state: "lost" }] })).toBe(false);
    expect(isFieldAnswer({ at: 1, skewMs: 0 })).toBe(false);
  });

  it("is a photo's progress, a person or a problem only in their shape", () => {
    expect(isPhotoUpload({ photoId: "a", receivedBytes: 3, totalBytes: 9, digest: null })).toBe(true);
    expect(isPhotoUpload({ photoId: "a", receivedBytes: "3", totalBytes: 9, digest: null })).toBe(false);
    expect(isMe({ userId: null, name: "李强", stage: "open", can: [] })).toBe(true);
    expect(isMe({ userId: 7, name: "李强", stage: "open", can: [] })).toBe(false);
    expect(isProblem({ code: "auth.sign-in-needed", zh: "", en: "", issues: [] })).toBe(true);
    expect(isProblem("<html>")).toBe(false);
  });
});
