// Which banners stand over the screens, in which order and how grave. A notice that can be lived with may be hidden.
import type { ReadyState } from "../engine/engine.ts";

export const noticeNames = [
  "loss",
  "another",
  "signed-out",
  "space",
  "clock",
  "wechat",
  "wecom",
  "update",
  "offline",
  "old-route",
  "persistence",
  "others",
] as const;

export interface Notice {
  readonly name: (typeof noticeNames)[number];
  readonly tone: "bad" | "warn" | "good" | "plain";
  readonly mayHide: boolean;
  /** false: not while somebody works at a terminal, where the room is theirs */
  readonly atWork: boolean;
}

const oldRouteMs = 24 * 3_600_000;
/** share of the room from which on the phone may be full before the day is over */
const nearlyFull = 0.9;

type Told = Pick<
  ReadyState,
  "person" | "session" | "counts" | "online" | "bundle" | "storage" | "clock" | "loss" | "others" | "updateReady"
>;

const graveness: Readonly<Record<Notice["name"], Omit<Notice, "name">>> = {
  loss: { tone: "bad", mayHide: false, atWork: true },
  another: { tone: "bad", mayHide: false, atWork: true },
  "signed-out": { tone: "warn", mayHide: false, atWork: true },
  space: { tone: "bad", mayHide: false, atWork: true },
  clock: { tone: "warn", mayHide: true, atWork: true },
  wechat: { tone: "warn", mayHide: true, atWork: false },
  wecom: { tone: "warn", mayHide: true, atWork: false },
  update: { tone: "good", mayHide: true, atWork: false },
  offline: { tone: "plain", mayHide: false, atWork: true },
  "old-route": { tone: "warn", mayHide: true, atWork: false },
  persistence: { tone: "warn", mayHide: true, atWork: false },
  others: { tone: "plain", mayHide: true, atWork: false },
};

/** @param now Millis by the corrected clock */
export function noticesOf(state: Told, now: number): Notice[] {
  const { person, session, online, bundle, storage, clock } = state;
  const waits = state.counts.waiting + state.counts.waitingPhotos > 0;
  const full = storage.usedBytes !== null && storage.quotaBytes !== null && storage.quotaBytes > 0;
  const stands: Readonly<Record<Notice["name"], boolean>> = {
    loss: state.loss !== null,
    another: person !== null && session.name === "another",
    "signed-out": person !== null && session.name === "signed-out",
    space: full && (storage.usedBytes ?? 0) / (storage.quotaBytes ?? 1) >= nearlyFull,
    clock: clock.doubt,
    wechat: storage.webview === "wechat",
    wecom: storage.webview === "wecom",
    update: state.updateReady,
    offline: !online,
    "old-route": bundle !== null && now - bundle.at > oldRouteMs,
    // what is at the server already cannot be lost
    persistence: waits && (storage.persistence === "refused" || storage.persistence === "unsupported"),
    others: state.others.length > 0,
  };
  return noticeNames.filter((name) => stands[name]).map((name) => ({ name, ...graveness[name] }));
}
