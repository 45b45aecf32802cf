// Every MQTT topic there is. `kiosk/v1/<kioskId>/<leaf>`; a kiosk may publish to its own up leaves and subscribe to its
// own down leaf, and to nothing else.
import type { KioskId } from "./ids.ts";

export const topicPrefix = "kiosk/v1";

/** Leaves a kiosk publishes to. `report` and `event` are durable (outbox, replay-checked); the others are presence. */
export const upLeaves = ["birth", "report", "event", "heartbeat", "death"] as const;
export type UpLeaf = (typeof upLeaves)[number];

export function upTopic(kioskId: KioskId, leaf: UpLeaf): string {
  return `${topicPrefix}/${kioskId}/${leaf}`;
}

/** Where a kiosk receives its commands. */
export function downTopic(kioskId: KioskId): string {
  return `${topicPrefix}/${kioskId}/down`;
}

export type ParsedTopic = { ok: true; kioskId: string; leaf: UpLeaf } | { ok: false };

/** Splits an uplink topic; `ok: false` for anything that is not exactly one of ours. */
export function parseUpTopic(topic: string): ParsedTopic {
  const [a, b, kioskId, leaf, ...rest] = topic.split("/");
  const known = upLeaves.find((l) => l === leaf);
  if (`${a}/${b}` !== topicPrefix || !kioskId || known === undefined || rest.length > 0) return { ok: false };
  return { ok: true, kioskId, leaf: known };
}
