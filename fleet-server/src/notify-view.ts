// The configured ways of telling people, as the console shows them.
import type { NotifyView } from "@kiosk/contract";
import { describeNotifyConfig, type NotifyConfig } from "./notify-config.ts";

export function notifyViewOf(config: NotifyConfig): NotifyView {
  const { channels, groups } = describeNotifyConfig(config);
  return {
    configured: channels.length > 0,
    channels: channels.map(({ id, kind, host, perMinute }) => ({ id, kind, target: host, perMinute })),
    groups: groups.map((group) => ({
      id: group.id,
      zh: group.zh,
      en: group.en,
      channels: group.channels.map((c) => ({ channel: c.channelId, fallback: c.fallback })),
      people: group.people.map((p) => [p.name, p.phone].filter((word) => word !== null).join(" ")),
    })),
  };
}
