// What is kept of a try as evidence: that people were told, by which way, and when. No full phone number or address, no
// text of the message, no credential.
import type { Millis } from "../time.ts";
import type { ChannelKind } from "./channel-kind.ts";
import type { Notice } from "./notice.ts";
import type { DeliveryOutcome } from "./outcome.ts";

export interface DeliveryRecord {
  readonly noticeId: string;
  readonly channelId: string;
  readonly channelKind: ChannelKind;
  readonly groupId: string;
  /** the alarms it spoke of; a test concerns no order */
  readonly alarms: readonly { readonly orderId: string; readonly milestone: string; readonly level: string }[];
  readonly at: Millis;
  /** 1 for the first */
  readonly attempt: number;
  readonly outcome: DeliveryOutcome;
}

/** The record of one try. The outcome is masked where it is made (outcome.ts). */
export function deliveryRecord(
  notice: Notice,
  channelKind: ChannelKind,
  attempt: number,
  at: Millis,
  outcome: DeliveryOutcome,
): DeliveryRecord {
  return {
    noticeId: notice.id,
    channelId: notice.channelId,
    channelKind,
    groupId: notice.groupId,
    alarms: notice.alarms
      .filter((alarm) => alarm.test !== true)
      .map(({ orderId, milestone, level }) => ({ orderId, milestone, level })),
    at,
    attempt,
    outcome,
  };
}
