// The channels a notification file names, made. The only place that knows all kinds.
import { limitsFor, newBucket, type TokenBucket } from "../domain/notice/rate-limit.ts";
import type { NotifyConfig } from "../notify-config.ts";
import type { Channel } from "./channel.ts";
import type { ChannelConfig } from "./config-schema.ts";
import { createDingtalkRobot } from "./dingtalk-robot.ts";
import { createEmail } from "./email.ts";
import { createFeishuRobot } from "./feishu-robot.ts";
import { createHttpClient, type HttpClient, httpDefaults } from "./http-client.ts";
import { createSmsAliyun } from "./sms-aliyun.ts";
import { createSmsTencent } from "./sms-tencent.ts";
import { createWebhook } from "./webhook.ts";
import { createWecomApp } from "./wecom-app.ts";
import { createWecomRobot } from "./wecom-robot.ts";

/** One channel an entry, in the file's order. */
export function createChannels(config: NotifyConfig): readonly Channel[] {
  const { proxy, ca, timeoutMs } = config;
  const through = createHttpClient({ ...httpDefaults, proxy, ca, timeoutMs });
  const direct = createHttpClient({ ...httpDefaults, proxy: null, ca, timeoutMs });
  return config.channels.map((channel) =>
    createChannel(channel, config, channel.kind !== "email" && channel.direct ? direct : through),
  );
}

/** A full bucket for a channel of the configuration. */
export function createBucket(channel: Pick<ChannelConfig, "kind" | "perMinute">): TokenBucket {
  return newBucket(limitsFor(channel.kind, channel.perMinute ?? null));
}

function createChannel(channel: ChannelConfig, config: NotifyConfig, http: HttpClient): Channel {
  switch (channel.kind) {
    case "webhook":
      return createWebhook(channel, http);
    case "wecom-robot":
      return createWecomRobot(channel, http);
    case "wecom-app":
      return createWecomApp(channel, http);
    case "dingtalk-robot":
      return createDingtalkRobot(
        { ...channel, secret: channel.secret ?? null, keyword: channel.keyword ?? null },
        http,
      );
    case "feishu-robot":
      return createFeishuRobot({ ...channel, secret: channel.secret ?? null, keyword: channel.keyword ?? null }, http);
    case "sms-aliyun":
      return createSmsAliyun({ ...channel, host: channel.host ?? new URL(channel.baseUrl).host }, http);
    case "sms-tencent":
      return createSmsTencent({ ...channel, host: channel.host ?? new URL(channel.baseUrl).host }, http);
    case "email":
      return createEmail({
        ...channel,
        user: channel.user ?? null,
        password: channel.password ?? null,
        ca: channel.caFile ?? config.ca,
        timeoutMs: config.timeoutMs,
      });
  }
}
