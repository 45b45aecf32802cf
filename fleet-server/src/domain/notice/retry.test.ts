import { describe, expect, it } from "vitest";
import { told } from "../../../test/fake-alarm.ts";
import { hourMs } from "../time.ts";
import { blockedFor, delivered, describeOutcome, maskDetail, rejected, retryLater } from "./outcome.ts";
import { nextTry } from "./retry.ts";

const failed = retryLater("timeout", "");

describe("a failed try", () => {
  it("is repeated after 5 s, 15 s, 1, 5 and 15 minutes, then every hour", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((tries) => {
      const next = nextTry(failed, tries, told, told);
      return next.kind === "again" ? (next.at - told) / 1000 : next.kind;
    });
    expect(waits).toEqual([5, 15, 60, 300, 900, 3600, 3600, 3600]);
  });
  it("is given up a day after the first", () => {
    expect(nextTry(failed, 30, told, told + 23 * hourMs)).toEqual({ kind: "again", at: told + 24 * hourMs });
    expect(nextTry(failed, 30, told, told + 23 * hourMs + 1)).toEqual({ kind: "give-up", why: "too-old" });
  });
  it("waits as long as the receiver asks, within reason", () => {
    expect(nextTry(retryLater("http.503", "", 90_000), 1, told, told)).toEqual({ kind: "again", at: told + 90_000 });
    expect(nextTry(retryLater("http.503", "", 9e9), 1, told, told)).toEqual({ kind: "again", at: told + hourMs });
  });
  it("that was blocked waits for its ban to end, however many tries there were", () => {
    const blocked = blockedFor("dingtalk.130101", "", 600_000);
    expect(nextTry(blocked, 9, told, told)).toEqual({ kind: "again", at: told + 600_000 });
  });
  it("that was refused is not repeated", () => {
    expect(nextTry(rejected("wecom.93000", ""), 1, told, told)).toEqual({ kind: "give-up", why: "rejected" });
  });
});

it("a delivered message is done", () => {
  expect(nextTry(delivered("1", []), 0, told, told)).toEqual({ kind: "done" });
});

describe("an outcome", () => {
  it("holds no full number and no full address, whoever wrote them", () => {
    const all = [
      delivered("13812345678", ["13812345678", "wang@example.cn"], [{ to: "+8613998765432", code: "x" }]),
      rejected("x", "bad number 13812345678"),
      retryLater("x", "550 no such user <wang@example.cn>"),
      blockedFor("x", "触发天级流控 139 9876 5432", 1),
    ];
    expect(JSON.stringify(all)).not.toMatch(/1[3-9]\d{9}|wang@|9876 5432/);
    expect(all[0]).toEqual({
      kind: "delivered",
      reference: "138****5678",
      to: ["138****5678", "w***@example.cn"],
      failed: [{ to: "+86139****5432", code: "x" }],
    });
  });
  it("keeps a line of the other side's words", () => {
    expect(maskDetail(`a\n${"b".repeat(500)}`)).toHaveLength(200);
  });
  it("is told in both languages", () => {
    expect(describeOutcome(rejected("wecom.93000", "invalid webhook url"))).toEqual({
      zh: "被拒绝，不再重试：对方答复 wecom.93000：invalid webhook url",
      en: "refused, not tried again: the other side answered wecom.93000: invalid webhook url",
    });
    expect(describeOutcome(retryLater("timeout", "")).zh).toBe("未送达，将重试：对方没有及时应答");
    expect(describeOutcome(blockedFor("feishu.11232", "", 1)).en).toMatch(/^too many messages, sent later: /);
    expect(describeOutcome(delivered("", ["a@b"], [{ to: "c@d", code: "x" }])).zh).toBe("已送达，1 人未送达");
  });
});
