import { describe, expect, it } from "vitest";
import { alarm, dayAlarm, li, told, wang } from "../../../test/fake-alarm.ts";
import { type ChannelAttempt, callList, type GroupChannel, nextFallback, patienceMs } from "./fallback.ts";

const channels: readonly GroupChannel[] = [
  { channelId: "mail", kind: "email", fallback: false },
  { channelId: "robot", kind: "wecom-robot", fallback: false },
  { channelId: "sms-a", kind: "sms-aliyun", fallback: true },
  { channelId: "sms-t", kind: "sms-tencent", fallback: true },
];
const attempt = (channelId: string, state: ChannelAttempt["state"], failedTries = 0, since = told): ChannelAttempt => ({
  channelId,
  state,
  failedTries,
  since,
});
const urgent = [alarm()];
const step = (attempts: readonly ChannelAttempt[], now = told) => nextFallback(urgent, channels, attempts, now);

describe("a message about a clock of two hours", () => {
  it("waits for a robot that may still deliver", () => {
    expect(step([attempt("robot", "waiting", 2)])).toEqual({ kind: "wait", until: told + patienceMs });
  });
  it("needs nothing more once the robot has it", () => {
    expect(step([attempt("robot", "delivered")])).toEqual({ kind: "none" });
  });
  it("goes by SMS after a refusal", () => {
    expect(step([attempt("robot", "failed", 1)])).toEqual({ kind: "channel", channelId: "sms-a" });
  });
  it("goes by SMS after three failed tries, and after two minutes of whatever kept the robot", () => {
    expect(step([attempt("robot", "waiting", 3)])).toEqual({ kind: "channel", channelId: "sms-a" });
    expect(step([attempt("robot", "waiting", 0)], told + patienceMs)).toEqual({ kind: "channel", channelId: "sms-a" });
  });
  it("is not saved by a mail that was delivered", () => {
    expect(step([attempt("mail", "delivered"), attempt("robot", "failed")])).toEqual({
      kind: "channel",
      channelId: "sms-a",
    });
  });
  it("tries the fallbacks in order, then names whom to phone", () => {
    const tried = [attempt("robot", "failed"), attempt("sms-a", "failed")];
    expect(step(tried)).toEqual({ kind: "channel", channelId: "sms-t" });
    expect(step([...tried, attempt("sms-t", "waiting")])).toEqual({ kind: "wait", until: told + patienceMs });
    expect(step([...tried, attempt("sms-t", "failed")])).toEqual({ kind: "call-list" });
    expect(step([...tried, attempt("sms-t", "delivered")])).toEqual({ kind: "none" });
  });
  it("of a group without any channel goes to the call list at once", () => {
    expect(nextFallback(urgent, [], [], told)).toEqual({ kind: "call-list" });
  });
  it("of a group that has only mail is content with mail", () => {
    const onlyMail = channels.slice(0, 1);
    expect(nextFallback(urgent, onlyMail, [attempt("mail", "delivered")], told)).toEqual({ kind: "none" });
    expect(nextFallback(urgent, onlyMail, [attempt("mail", "failed")], told)).toEqual({ kind: "call-list" });
  });
});

it("a message about longer clocks has no fallback, one of several alarms has it for the shortest", () => {
  const failed = [attempt("robot", "failed")];
  expect(nextFallback([dayAlarm(), alarm({ limitMs: 2 * 3_600_000 + 1 })], channels, failed, told)).toEqual({
    kind: "none",
  });
  expect(nextFallback([dayAlarm(), alarm()], channels, failed, told)).toEqual({
    kind: "channel",
    channelId: "sms-a",
  });
});

it("the call list holds those who have a number", () => {
  expect(callList([wang, { name: "张工" }, li])).toEqual([
    { name: "王工", phone: "13812345678" },
    { name: "李工", phone: "13998765432" },
  ]);
});
