// Who hears of an alarm by which channel, by the notification file and the contract's escalations.
import type { Alarm } from "./domain/notice/alarm.ts";
import { heldUntil } from "./domain/notice/quiet-hours.ts";
import { groupsFor } from "./domain/notice/route.ts";
import type { NoticeTarget } from "./ingest/uplink.ts";
import type { NotifyConfig } from "./notify-config.ts";

/** One target a group and channel; a group's fallbacks come in only when the others fail. */
export function noticeTargets(config: NotifyConfig, alarm: Alarm, escalation: readonly string[]): NoticeTarget[] {
  const notBefore = heldUntil(alarm, config.quietHours, alarm.firedAt) ?? alarm.firedAt;
  const ids = new Set([...groupsFor(config.routes, alarm), ...escalation]);
  return config.groups
    .filter((group) => ids.has(group.id))
    .flatMap((group) =>
      group.channels
        .filter((channel) => !channel.fallback)
        .map(({ channelId }) => ({ groupId: group.id, channelId, notBefore })),
    );
}
