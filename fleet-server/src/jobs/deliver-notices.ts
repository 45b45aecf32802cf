// The outbox of messages about alarms: what waits is merged, sent, tried again, handed to the next channel, or given up;
// each step is stored. A crash between the sending and the storing sends once more, under the same id.
import { createHash } from "node:crypto";
import { callList, nextFallback } from "../domain/notice/fallback.ts";
import { type Batch, mergePending, type PendingAlarm } from "../domain/notice/merge.ts";
import type { Notice } from "../domain/notice/notice.ts";
import { type DeliveryOutcome, describeOutcome } from "../domain/notice/outcome.ts";
import { type TokenBucket, take } from "../domain/notice/rate-limit.ts";
import { renderNotice } from "../domain/notice/render.ts";
import { nextTry } from "../domain/notice/retry.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Channel } from "../notify/channel.ts";
import { createBucket } from "../notify/create-channels.ts";
import type { NotifyConfig, NotifyGroup } from "../notify-config.ts";
import type { Clock, HistoryStore, Log, Random } from "../ports.ts";
import type { StoredNotice } from "../tables.ts";

export const deliverEveryMs = 1000;
/** Named in the console where every channel failed: somebody has to be phoned. */
const callListChannel = "call-list";

interface DeliveryOptions {
  readonly config: NotifyConfig;
  readonly channels: readonly Channel[];
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export class NoticeDelivery {
  readonly #o: DeliveryOptions;
  readonly #channels: ReadonlyMap<string, Channel>;
  readonly #groups: ReadonlyMap<string, NotifyGroup>;
  readonly #buckets: Map<string, TokenBucket>;
  /** a channel that does not answer holds up nobody but itself */
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();

  constructor(options: DeliveryOptions) {
    this.#o = options;
    this.#channels = new Map(options.channels.map((c) => [c.id, c]));
    this.#groups = new Map(options.config.groups.map((g) => [g.id, g]));
    this.#buckets = new Map(options.config.channels.map((c) => [c.id, createBucket(c)]));
  }

  /** One look at the outbox. Resolves when it has been looked at, not when all is sent. */
  async run(): Promise<void> {
    const now = this.#o.clock.now();
    const waiting = [...this.#o.state.waitingNotices];
    if (waiting.length === 0) return;
    await this.#passOn(waiting, now);
    const pending = waiting.filter((n) => !this.#busy.has(n.channelId)).map(pendingOf);
    const byChannel = Map.groupBy(mergePending(pending, now).batches, (batch) => batch.channelId);
    for (const [channelId, batches] of byChannel) {
      const work = this.#send(channelId, batches)
        .catch((error: unknown) => this.#o.log.error("notice.failed", { channelId, message: String(error) }))
        .finally(() => this.#busy.delete(channelId));
      this.#busy.set(channelId, work);
    }
  }

  /** Ends what is under way; what was not sent stays in the outbox. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#busy.values());
  }

  async #send(channelId: string, batches: readonly Batch[]): Promise<void> {
    for (const batch of batches) {
      const channel = this.#channels.get(channelId);
      const group = this.#groups.get(batch.groupId);
      const rows = batch.pending.flatMap((p) => this.#waitingRow(p.id) ?? []);
      if (channel === undefined || group === undefined) {
        // the notification file changed while they waited
        const gone: DeliveryOutcome = { kind: "rejected", code: "no-recipient", detail: "" };
        await this.#settle(rows, gone);
        continue;
      }
      const now = this.#o.clock.now();
      const taken = take(this.#buckets.get(channelId) ?? createBucket({ kind: channel.kind }), now);
      this.#buckets.set(channelId, taken.bucket);
      if (!taken.ok) return;
      const message = renderNotice(noticeOf(batch, group), now, this.#o.config.consoleUrl);
      const nonce = this.#o.random.uuid();
      const outcome = await channel.deliver(message, { now, nonce, signal: this.#ending.signal });
      if (this.#ending.signal.aborted && outcome.kind !== "delivered") return;
      await this.#settle(rows, outcome);
    }
  }

  #waitingRow(id: string): StoredNotice | undefined {
    return this.#o.state.waitingNotice(id);
  }

  async #settle(rows: readonly StoredNotice[], outcome: DeliveryOutcome): Promise<void> {
    const now = this.#o.clock.now();
    const words = describeOutcome(outcome);
    const reference = outcome.kind === "delivered" && outcome.reference !== "" ? ` [${outcome.reference}]` : "";
    const detail = `${words.zh} / ${words.en}${reference}`;
    await this.#o.commit.run((unit) => {
      unit.touchedAlarms = true;
      for (const row of rows) {
        const tries = row.tries + (outcome.kind === "blocked" ? 0 : 1);
        const next = nextTry(outcome, tries, row.createdAt, now);
        if (next.kind === "again") unit.put("notice", { ...row, tries, nextAt: next.at, detail });
        else {
          const state = next.kind === "done" ? ("delivered" as const) : ("failed" as const);
          unit.put("notice", { ...row, tries, state, settledAt: now, detail });
        }
      }
    }, true);
  }

  /** Short clocks do not wait for a robot to come back: the group's next channel, at last the telephone. */
  async #passOn(waiting: readonly StoredNotice[], now: number): Promise<void> {
    const urgent = Map.groupBy(
      waiting.filter((n) => n.tries > 0 || now - n.createdAt > 2 * deliverEveryMs),
      (n) => `${n.alarmId}\n${n.groupId}`,
    );
    for (const rows of urgent.values()) {
      const [first] = rows;
      const group = first === undefined ? undefined : this.#groups.get(first.groupId);
      if (first === undefined || group === undefined) continue;
      const hasNext = nextFallback([first.alarm], group.channels, rows.map(attemptOf), now);
      if (hasNext.kind === "none" || hasNext.kind === "wait") continue;
      // what was delivered or given up already is in the store, not in memory
      const all = (await this.#o.history.noticesOf([first.alarmId])).filter((n) => n.groupId === first.groupId);
      const step = nextFallback([first.alarm], group.channels, all.map(attemptOf), now);
      if (step.kind === "channel") await this.#add(first, { channelId: step.channelId, state: "waiting" }, now);
      if (step.kind === "call-list" && !all.some((n) => n.channelId === callListChannel)) {
        const names = callList(group.people).map((person) => person.name);
        const detail = `各渠道均未送达，请电话通知：${names.join("、")} / no channel delivered it; phone: ${names.join(", ")}`;
        await this.#add(first, { channelId: callListChannel, state: "failed", settledAt: now, detail }, now);
      }
    }
  }

  #add(like: StoredNotice, difference: Partial<StoredNotice>, now: number): Promise<void> {
    const fresh = { id: this.#o.random.uuid(), tries: 0, createdAt: now, nextAt: now, settledAt: null, detail: "" };
    return this.#o.commit.run((unit: Unit) => {
      unit.put("notice", { ...like, ...fresh, ...difference });
      unit.touchedAlarms = true;
    }, true);
  }
}

function pendingOf({ id, channelId, groupId, createdAt, nextAt, alarm }: StoredNotice): PendingAlarm {
  return { id, channelId, groupId, queuedAt: createdAt, heldUntil: nextAt > createdAt ? nextAt : null, alarm };
}

function attemptOf({ channelId, state, tries, createdAt }: StoredNotice) {
  return { channelId, state, failedTries: state === "delivered" ? 0 : tries, since: createdAt };
}

/** The same alarms are the same message: a retry bears the same id. */
function noticeOf({ channelId, groupId, pending }: Batch, group: NotifyGroup): Notice {
  const ids = pending.map((p) => p.id).sort();
  return {
    id: createHash("sm3").update(ids.join("\n")).digest("hex").slice(0, 32),
    channelId,
    groupId,
    groupZh: group.zh,
    groupEn: group.en,
    people: group.people,
    alarms: pending.map((p) => p.alarm),
    createdAt: Math.min(...pending.map((p) => p.queuedAt)),
  };
}
