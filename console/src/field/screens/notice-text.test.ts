import { UserId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { sampleBundle } from "../engine/sample-bundle.ts";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { noticeText } from "./notice-text.ts";
import { noticeNames } from "./notices.ts";

const person = (name: string) => ({ userId: UserId.parse("5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f"), name });
const now = Date.UTC(2026, 10, 23, 1);
const state: Parameters<typeof noticeText>[1] = {
  person: person("Li"),
  session: { name: "another", person: person("Wang") },
  clock: { offsetMs: -5 * 60_000, checked: true, doubt: true, lastContactAt: now },
  loss: { items: 2, photos: 3, lastWrittenAt: now - 3_600_000, by: person("Li") },
  storage: {
    persistence: "refused",
    usedBytes: 95,
    quotaBytes: 100,
    webview: "wechat",
    installed: false,
    appOnPhone: true,
  },
  bundle: sampleBundle({ at: now - 3 * 86_400_000 }),
  others: [{ person: person("Zhao"), items: 2, photos: 1 }],
};

describe("noticeText", () => {
  it.each(noticeNames)("says everything it has to say, in both languages: %s", (name) => {
    for (const [words, lang] of [
      [zh, "zh"],
      [en, "en"],
    ] as const) {
      const text = noticeText(name, state, now, words, lang);
      expect(text).not.toMatch(/[{}]|undefined|NaN/);
      expect(text.length).toBeGreaterThan(5);
    }
  });

  it("names who is signed in and whose things these are", () => {
    expect(noticeText("another", state, now, en, "en")).toBe(
      "Wang is signed in in this browser. What is here is Li's and goes up when Li signs in.",
    );
  });

  it("says how much was lost, and when the last of it was written", () => {
    expect(noticeText("loss", state, now, zh, "zh")).toContain("2 条记录、3 张照片（最后一条写于 08:00）");
  });

  it("says how far the clock is off, or that it jumped", () => {
    expect(noticeText("clock", state, now, zh, "zh")).toContain("相差 5分钟");
    const jumped = { ...state, clock: { ...state.clock, offsetMs: 2000 } };
    expect(noticeText("clock", jumped, now, zh, "zh")).toContain("被改动过");
  });
});
