// What each banner says.
import { formatDuration } from "../../shared/format/duration.ts";
import type { Lang } from "../../shared/format/lang.ts";
import { formatShort } from "../../shared/format/time.ts";
import type { ReadyState } from "../engine/engine.ts";
import { fill } from "../words/fill.ts";
import type { Words } from "../words/zh.ts";
import type { Notice } from "./notices.ts";

type Told = Pick<ReadyState, "session" | "person" | "clock" | "loss" | "storage" | "bundle" | "others">;

/** @param now Millis by the corrected clock */
export function noticeText(name: Notice["name"], state: Told, now: number, w: Words, lang: Lang): string {
  const { session, person, clock, loss, storage, bundle, others } = state;
  switch (name) {
    case "offline":
      return w.banner.offline;
    case "signed-out":
      return w.banner.signedOut;
    case "another":
      return fill(w.banner.another, {
        name: session.name === "another" ? session.person.name : "",
        me: person?.name ?? "",
      });
    case "clock":
      return clock.offsetMs === null || Math.abs(clock.offsetMs) < 60_000
        ? w.banner.clockJumped
        : fill(w.banner.clock, { gap: formatDuration(clock.offsetMs, lang) });
    case "persistence":
      return w.banner.persistence;
    case "loss":
      return fill(w.banner.loss, {
        items: loss?.items ?? 0,
        photos: loss?.photos ?? 0,
        at: loss === null ? "" : formatShort(loss.lastWrittenAt, now),
      });
    case "space":
      return fill(w.banner.space, {
        percent: Math.round((100 * (storage.usedBytes ?? 0)) / Math.max(1, storage.quotaBytes ?? 1)),
      });
    case "wechat":
      return w.banner.wechat;
    case "wecom":
      return w.banner.wecom;
    case "update":
      return w.banner.update;
    case "old-route":
      return fill(w.banner.oldRoute, { at: bundle === null ? "" : formatShort(bundle.at, now) });
    case "others":
      return others
        .map(({ person: other, items, photos }) => fill(w.banner.others, { name: other.name, items: items + photos }))
        .join(" ");
  }
}
