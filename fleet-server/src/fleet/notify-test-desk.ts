// Trying a channel: one message that says it is a test, through the real adapter, and what came of it.
import type { NotifyTestRequest, NotifyTestResult } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import type { Alarm } from "../domain/notice/alarm.ts";
import type { Notice, RenderedNotice } from "../domain/notice/notice.ts";
import { type DeliveryOutcome, describeOutcome, reason } from "../domain/notice/outcome.ts";
import { newBucket, type TokenBucket, take } from "../domain/notice/rate-limit.ts";
import { renderNotice } from "../domain/notice/render.ts";
import { hourMs, type Millis, minuteMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { NotifyConfig } from "../notify-config.ts";
import type { Clock, Random } from "../ports.ts";

/** For each channel, whoever tries it: an SMS costs money, and a robot that is asked too often is mute for all. */
const limits = [
  { count: 3, perMs: 5 * minuteMs },
  { count: 10, perMs: hourMs },
] as const;
/** A service that does not answer is given up here, whatever its own patience. */
const patienceMs = 20_000;

export interface NotifyTestApi {
  test(by: Caller, channelId: string, request: NotifyTestRequest): Promise<Answer<NotifyTestResult>>;
}

/** One try through the real adapter (notify/channel.ts); never throws. */
export interface TriedChannel {
  readonly id: string;
  deliver(
    message: RenderedNotice,
    context: { readonly now: Millis; readonly nonce: string; readonly signal: AbortSignal },
  ): Promise<DeliveryOutcome>;
}

interface Parts {
  readonly config: NotifyConfig;
  readonly channels: readonly TriedChannel[];
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
}

export class NotifyTestDesk implements NotifyTestApi {
  readonly #o: Parts;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  async test(by: Caller, channelId: string, { groupId }: NotifyTestRequest): Promise<Answer<NotifyTestResult>> {
    const { config, clock, random } = this.#o;
    const channel = this.#o.channels.find((c) => c.id === channelId);
    const group = config.groups.find((g) => g.id === groupId && g.channels.some((c) => c.channelId === channelId));
    if (channel === undefined || group === undefined) {
      return { ok: false, code: "resource.not-found", detail: channel === undefined ? channelId : groupId };
    }
    const at = clock.now();
    const taken = take(this.#buckets.get(channelId) ?? newBucket(limits), at);
    this.#buckets.set(channelId, taken.bucket);
    if (!taken.ok) return { ok: false, code: "notify.too-often", detail: `${Math.ceil(taken.waitMs / 1000)} s` };
    const { zh, en, people } = group;
    const id = random.uuid();
    const notice: Notice = {
      id,
      channelId,
      groupId,
      groupZh: zh,
      groupEn: en,
      people,
      alarms: [testAlarm(by, at)],
      createdAt: at,
    };
    const begun = clock.monotonic();
    const outcome = await channel.deliver(renderNotice(notice, at, config.consoleUrl), {
      now: at,
      nonce: random.uuid(),
      signal: AbortSignal.timeout(patienceMs),
    });
    const result = { at, channelId, groupId, ...resultOf(outcome), tookMs: Math.round(clock.monotonic() - begun) };
    const after = { groupId, outcome: result.outcome, code: result.code };
    await this.#o.commit.run((unit) =>
      audit(unit, by, { action: "notify.test", target: `channel:${channelId}`, after }, clock.now()),
    );
    return { ok: true, value: result };
  }
}

/** Concerns no order; every channel marks it as a test. */
function testAlarm(by: Caller, at: Millis): Alarm {
  return {
    orderId: "",
    orderNumber: "",
    contractId: "",
    contractZh: "",
    kioskSeq: 0,
    kioskName: "",
    titleZh: `通知渠道测试，由${by.name}发出，无需处理`,
    titleEn: `Channel test by ${by.name}; nothing to do`,
    milestone: "test",
    milestoneZh: "测试",
    milestoneEn: "Test",
    clauseRef: "",
    level: "due",
    dueAt: null,
    plannedAt: at,
    firedAt: at,
    late: false,
    hourClock: false,
    limitMs: null,
    provisional: false,
    test: true,
  };
}

/** Codes that say that nothing was answered: the way there is broken, not the message. */
const noAnswer: ReadonlySet<string> = new Set([
  "timeout",
  "refused",
  "dns",
  "tls",
  "proxy",
  "network",
  "aborted",
  "garbage",
  "oversize",
]);

type Told = Pick<NotifyTestResult, "outcome" | "code" | "zh" | "en" | "detail" | "reference" | "to" | "failed">;

/** A test is not tried again, whatever the outbox would do with such an answer. */
const words = {
  refused: { zh: "对方拒绝", en: "refused by the service" },
  blocked: { zh: "对方要求稍后再发", en: "the service asks to wait" },
  "no-answer": { zh: "没有接通", en: "no connection" },
} as const;

function resultOf(outcome: DeliveryOutcome): Told {
  if (outcome.kind === "delivered") {
    const { reference, to, failed } = outcome;
    const told = describeOutcome(outcome);
    return { outcome: "delivered", code: "", ...told, detail: "", reference, to: [...to], failed: [...failed] };
  }
  const { code, detail } = outcome;
  const kind = noAnswer.has(code) ? "no-answer" : outcome.kind === "blocked" ? "blocked" : "refused";
  const why = reason(code, detail);
  const told = { zh: `${words[kind].zh}：${why.zh}`, en: `${words[kind].en}: ${why.en}` };
  return { outcome: kind, code, ...told, detail, reference: "", to: [], failed: [] };
}
