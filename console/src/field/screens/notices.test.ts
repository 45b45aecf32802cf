import { UserId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { noticesOf } from "./notices.ts";

const me = { userId: UserId.parse("5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f"), name: "李强" };
const calm: Parameters<typeof noticesOf>[0] = {
  person: me,
  session: { name: "signed-in" },
  online: true,
  bundle: null,
  counts: { waiting: 0, waitingPhotos: 0, atServer: 3, attention: 0, refused: 0 },
  storage: { persistence: "granted", usedBytes: 10, quotaBytes: 100, webview: null, installed: true, appOnPhone: true },
  clock: { offsetMs: 0, checked: true, doubt: false, lastContactAt: 0 },
  loss: null,
  others: [],
  updateReady: false,
};
const names = (change: Partial<typeof calm>) => noticesOf({ ...calm, ...change }, 0).map(({ name }) => name);

describe("noticesOf", () => {
  it("says nothing where all is well", () => {
    expect(names({})).toEqual([]);
  });

  it("says what was lost before anything else", () => {
    const loss = { items: 2, photos: 1, lastWrittenAt: 0, by: me };
    expect(names({ loss, online: false, session: { name: "signed-out" } })).toEqual(["loss", "signed-out", "offline"]);
  });

  it("asks nobody to sign in again whose phone it is not", () => {
    expect(names({ person: null, session: { name: "signed-out" } })).toEqual([]);
  });

  it("warns from nine tenths of the room on, and not where nobody knows it", () => {
    const storage = (usedBytes: number | null) => ({ ...calm.storage, usedBytes });
    expect(names({ storage: storage(89) })).toEqual([]);
    expect(names({ storage: storage(90) })).toEqual(["space"]);
    expect(names({ storage: storage(null) })).toEqual([]);
  });

  it("warns of WeChat, and of a browser that has not promised to keep anything", () => {
    const storage = { ...calm.storage, webview: "wechat" as const, persistence: "refused" as const };
    expect(names({ storage, counts: { ...calm.counts, waitingPhotos: 1 } })).toEqual(["wechat", "persistence"]);
  });

  it("says nothing of what may be cleared while nothing could be lost", () => {
    expect(names({ storage: { ...calm.storage, persistence: "refused" } })).toEqual([]);
  });

  it("lets nobody hide what costs work", () => {
    const kept = noticesOf({ ...calm, session: { name: "another", person: me } }, 0);
    expect(kept).toEqual([{ name: "another", tone: "bad", mayHide: false, atWork: true }]);
  });
});
