import { describe, expect, it } from "vitest";
import { type Vendor, verdictOf, verdictOfStatus } from "./vendor-codes.ts";

describe("a service's own code", () => {
  const table: readonly [Vendor, string, string, number?][] = [
    ["wecom", "0", "ok"],
    ["wecom", "-1", "retry"],
    ["wecom", "45009", "blocked", 60_000],
    ["wecom", "93000", "rejected"],
    ["wecom", "40058", "rejected"],
    ["wecom", "12345", "retry"],
    ["dingtalk", "0", "ok"],
    ["dingtalk", "130101", "blocked", 600_000],
    ["dingtalk", "310000", "rejected"],
    ["feishu", "0", "ok"],
    ["feishu", "11232", "blocked", 60_000],
    ["feishu", "9499", "blocked", 60_000],
    ["feishu", "19021", "rejected"],
    ["aliyun", "OK", "ok"],
    ["aliyun", "isv.BUSINESS_LIMIT_CONTROL", "blocked", 900_000],
    ["aliyun", "isv.DAY_LIMIT_CONTROL", "blocked", 3_600_000],
    ["aliyun", "isv.MOBILE_NUMBER_ILLEGAL", "rejected"],
    ["aliyun", "isp.SYSTEM_ERROR", "retry"],
    ["aliyun", "isp.RAM_PERMISSION_DENY", "rejected"],
    ["aliyun", "SignatureDoesNotMatch", "rejected"],
    ["aliyun", "Throttling.User", "blocked", 60_000],
    ["aliyun", "Whatever", "retry"],
    ["tencent", "Ok", "ok"],
    ["tencent", "LimitExceeded.PhoneNumberDailyLimit", "blocked", 900_000],
    ["tencent", "RequestLimitExceeded", "blocked", 60_000],
    ["tencent", "FailedOperation.PhoneNumberInBlacklist", "rejected"],
    ["tencent", "AuthFailure.SignatureFailure", "rejected"],
    ["tencent", "InternalError.Timeout", "retry"],
  ];
  it.each(table)("of %s, %s, means %s", (vendor, code, kind, waitMs) => {
    expect(verdictOf(vendor, code)).toEqual(waitMs === undefined ? { kind } : { kind, waitMs });
  });
});

describe("a status", () => {
  it.each([
    [200, null],
    [204, null],
    [301, "rejected"],
    [302, "rejected"],
    [400, "rejected"],
    [401, "rejected"],
    [404, "rejected"],
    [408, "retry"],
    [410, "rejected"],
    [425, "retry"],
    [429, "blocked"],
    [500, "retry"],
    [503, "retry"],
  ])("of %i means %s", (status, kind) => {
    expect(verdictOfStatus(status, null)?.kind ?? null).toBe(kind);
  });
  it("of 429 waits as long as it asks, and a minute where it does not", () => {
    expect([verdictOfStatus(429, 7000), verdictOfStatus(429, null)]).toEqual([
      { kind: "blocked", waitMs: 7000 },
      { kind: "blocked", waitMs: 60_000 },
    ]);
  });
});
