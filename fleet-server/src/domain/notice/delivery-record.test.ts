import { expect, it } from "vitest";
import { alarm, dayAlarm, li, notice, told, wang } from "../../../test/fake-alarm.ts";
import { deliveryRecord } from "./delivery-record.ts";
import { delivered } from "./outcome.ts";

it("a record says who was told of which clocks when, and holds no full number", () => {
  const both = notice({ people: [wang, li], alarms: [alarm({ titleZh: "联系13812345678" }), dayAlarm()] });
  const record = deliveryRecord(both, "sms-aliyun", 2, told, delivered("9006", ["13812345678", "13998765432"]));
  expect(record).toEqual({
    noticeId: "notice-1",
    channelId: "channel",
    channelKind: "sms-aliyun",
    groupId: "duty",
    alarms: [
      { orderId: "order-1", milestone: "first_response", level: "warn80" },
      { orderId: "order-1", milestone: "repair_software", level: "D-3" },
    ],
    at: told,
    attempt: 2,
    outcome: { kind: "delivered", reference: "9006", to: ["138****5678", "139****5432"], failed: [] },
  });
});

it("a test is no evidence about any order", () => {
  const test = notice({ alarms: [alarm({ test: true })] });
  expect(deliveryRecord(test, "email", 1, told, delivered("", [])).alarms).toEqual([]);
});
