// How often a robot may be called. A bucket whose tokens come back one by one, each a full period after it was taken:
// so no window of a minute, wherever it begins, holds more than the limit. (A bucket that refills steadily would let
// twice its size through in one minute, and DingTalk then blocks the robot for ten.)
import { hourMs, type Millis, minuteMs, secondMs } from "../time.ts";
import type { ChannelKind } from "./channel-kind.ts";

export interface RateLimit {
  readonly count: number;
  readonly perMs: number;
}

/** A plain value: can be stored and read back. */
export interface TokenBucket {
  /** all of them hold */
  readonly limits: readonly RateLimit[];
  /** when tokens were taken, oldest first; only what still counts */
  readonly taken: readonly Millis[];
}

type Take =
  | { readonly ok: true; readonly bucket: TokenBucket }
  | { readonly ok: false; readonly bucket: TokenBucket; readonly waitMs: number };

// WeCom and DingTalk robots allow 20 a minute: two are left for what others send through the same robot and for clocks
// that differ. WeCom application: 30 a minute and 1000 an hour for one member. Feishu: 100 a minute and 5 a second.
const perMinute = (count: number): RateLimit => ({ count, perMs: minuteMs });
const defaults: Readonly<Record<ChannelKind, readonly RateLimit[]>> = {
  webhook: [perMinute(60)],
  "wecom-robot": [perMinute(18)],
  "wecom-app": [perMinute(30), { count: 1000, perMs: hourMs }],
  "dingtalk-robot": [perMinute(18)],
  "feishu-robot": [perMinute(100), { count: 5, perMs: secondMs }],
  "sms-aliyun": [perMinute(60)],
  "sms-tencent": [perMinute(60)],
  email: [perMinute(60)],
};

/** The limits of a channel; a configured number a minute replaces the minute's own. */
export function limitsFor(kind: ChannelKind, configuredPerMinute: number | null): readonly RateLimit[] {
  const own = defaults[kind];
  return configuredPerMinute === null
    ? own
    : own.map((limit) => (limit.perMs === minuteMs ? perMinute(configuredPerMinute) : limit));
}

export function newBucket(limits: readonly RateLimit[]): TokenBucket {
  return { limits, taken: [] };
}

/** Takes one token, or says how long until there is one. A `now` before the last one counts as the last one. */
export function take(bucket: TokenBucket, now: Millis): Take {
  const { limits } = bucket;
  const at = Math.max(now, bucket.taken.at(-1) ?? now);
  const longest = Math.max(0, ...limits.map((limit) => limit.perMs));
  const taken = bucket.taken.filter((t) => t > at - longest);
  let waitMs = 0;
  for (const { count, perMs } of limits) {
    const oldest = taken[taken.length - count];
    if (oldest !== undefined) waitMs = Math.max(waitMs, oldest + perMs - now);
  }
  return waitMs > 0
    ? { ok: false, bucket: { limits, taken }, waitMs }
    : { ok: true, bucket: { limits, taken: [...taken, at] } };
}
