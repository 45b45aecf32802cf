// Reaching somebody for clocks of two hours and less: the group's channels, then its fallbacks in order, then the
// telephone. The last step is a notice in the console that names whom to call.
import { type Millis, minuteMs } from "../time.ts";
import type { Alarm } from "./alarm.ts";
import { isUrgent } from "./alarm.ts";
import { type ChannelKind, reachesAtOnce } from "./channel-kind.ts";
import type { Person } from "./notice.ts";

/** A group's channel, in the order of the configuration. */
export interface GroupChannel {
  readonly channelId: string;
  readonly kind: ChannelKind;
  /** used only when the others failed */
  readonly fallback: boolean;
}

/** How it stands with one channel for one message. */
export interface ChannelAttempt {
  readonly channelId: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly failedTries: number;
  /** when the message was given to this channel */
  readonly since: Millis;
}

export type FallbackStep =
  | { readonly kind: "none" }
  /** look again then: a channel may still deliver */
  | { readonly kind: "wait"; readonly until: Millis }
  | { readonly kind: "channel"; readonly channelId: string }
  | { readonly kind: "call-list" };

/** Tries after which a channel is thought lost for a short clock; with the back-off that is after 20 seconds. */
const triesBeforeFallback = 3;
/** Also lost: still not delivered, for whatever reason (blocked robot, full bucket). */
export const patienceMs = 2 * minuteMs;

/**
 * What to do next for a message of a group. Channels that make a phone ring decide where the group has one; a mail that
 * went out does not count then. `attempts` names every channel the message was given to.
 */
export function nextFallback(
  alarms: readonly Alarm[],
  channels: readonly GroupChannel[],
  attempts: readonly ChannelAttempt[],
  now: Millis,
): FallbackStep {
  if (!alarms.some(isUrgent)) return { kind: "none" };
  const ringing = channels.filter((c) => reachesAtOnce(c.kind));
  const deciding = ringing.some((c) => !c.fallback) ? ringing : channels;
  const counted = attempts.filter((a) => deciding.some((c) => c.channelId === a.channelId));
  if (counted.some((a) => a.state === "delivered")) return { kind: "none" };
  const hopeful = counted.filter((a) => a.state === "waiting" && hope(a) > now);
  if (hopeful.length > 0) return { kind: "wait", until: Math.min(...hopeful.map(hope)) };
  const next = channels.find((c) => c.fallback && !attempts.some((a) => a.channelId === c.channelId));
  return next === undefined ? { kind: "call-list" } : { kind: "channel", channelId: next.channelId };
}

function hope(attempt: ChannelAttempt): Millis {
  return attempt.failedTries >= triesBeforeFallback ? attempt.since : attempt.since + patienceMs;
}

/** Who is to be phoned, in the group's order: those with a number. Shown in the console only, never sent. */
export function callList(people: readonly Person[]): readonly { readonly name: string; readonly phone: string }[] {
  return people.flatMap(({ name, phone }) => (phone === undefined ? [] : [{ name, phone }]));
}
