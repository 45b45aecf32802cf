// Our events to another program, signed after Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`.
import { createHmac } from "node:crypto";
import type { Alarm } from "../domain/notice/alarm.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { delivered } from "../domain/notice/outcome.ts";
import { plainText } from "../domain/notice/plain-text.ts";
import { outcomeOfFailure, outcomeOfStatus } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";

export interface WebhookSettings {
  readonly id: string;
  readonly url: string;
  /** base64 of the key; `whsec_` before it is taken off */
  readonly secret: string;
}

/** Value of `webhook-signature`; `timestamp` in seconds. */
export function webhookSignature(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`, "utf8").digest("base64")}`;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

// Facts and no words that depend on when it is sent: a retry carries the same body under the same id.
function alarmData(alarm: Alarm) {
  return {
    level: alarm.level,
    orderId: alarm.orderId,
    orderNumber: alarm.orderNumber,
    contractId: alarm.contractId,
    kioskSeq: alarm.kioskSeq,
    kioskName: alarm.kioskName,
    title: { zh: plainText(alarm.titleZh, 200), en: plainText(alarm.titleEn, 200) },
    milestone: { key: alarm.milestone, zh: alarm.milestoneZh, en: alarm.milestoneEn, clause: alarm.clauseRef },
    clock: alarm.hourClock ? "hours" : "days",
    dueAt: iso(alarm.dueAt),
    provisional: alarm.provisional,
    plannedAt: iso(alarm.plannedAt),
    firedAt: iso(alarm.firedAt),
    late: alarm.late,
    ...(alarm.test === true ? { test: true } : {}),
  };
}

/** The event as sent: `type`, `timestamp` and `data` as Standard Webhooks recommends. */
export function webhookBody({ notice, url }: RenderedNotice): string {
  return JSON.stringify({
    type: "sla.alarms",
    timestamp: iso(notice.createdAt),
    data: { group: notice.groupId, url, alarms: notice.alarms.map(alarmData) },
  });
}

export function createWebhook(settings: WebhookSettings, http: HttpClient): Channel {
  return {
    id: settings.id,
    kind: "webhook",
    async deliver(message, { now, signal }) {
      const body = webhookBody(message);
      const timestamp = Math.floor(now / 1000);
      const headers = {
        "content-type": "application/json",
        "webhook-id": message.notice.id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": webhookSignature(settings.secret, message.notice.id, timestamp, body),
      };
      const answer = await http.send({ method: "POST", url: settings.url, headers, body }, signal);
      if (answer.kind === "failed") return outcomeOfFailure(answer);
      return outcomeOfStatus(answer, now) ?? delivered("", []);
    },
  };
}
