// Puts the engine together and keeps it going: what lies on the phone is read, the worker is registered, and each sign of a
// connection or a person is a reason to send.
import { beginNewBuild, keepApp } from "./app-updates.ts";
import { Connection } from "./connection.ts";
import type { BlockedWhy, FieldEngine, StorageState } from "./engine.ts";
import { FieldApi } from "./field-api.ts";
import { FieldStore, type Holdings } from "./field-store.ts";
import { idleEngine } from "./idle-engine.ts";
import { LiveState } from "./live-state.ts";
import { LossMarker } from "./loss-marker.ts";
import { PhoneClock, type PhoneTime } from "./phone-clock.ts";
import { PhoneEngine } from "./phone-engine.ts";
import { startedInstalled, storageRoom, webviewOf } from "./platform.ts";
import { Sync } from "./sync.ts";
import { isWaiting } from "./views.ts";
import { Writer } from "./writer.ts";

/** Other people plan and repair meanwhile. */
const syncEveryMs = 5 * 60_000;
/** The day ends, clocks are set and storage fills without anybody touching the app. */
const lookEveryMs = 20_000;
const channelName = "kiosk-field";

const readTime = (): PhoneTime => ({ wall: Date.now(), monotonic: performance.now() });

export async function openEngine(): Promise<FieldEngine> {
  if (!isSecureContext) return idleEngine({ name: "blocked", why: "insecure" }, Date.now);
  const marker = new LossMarker({ local: localStorage, page: document });
  let live: LiveState | undefined;
  let evicted = () => {};
  let connection: Connection;
  try {
    connection = await Connection.open({
      onTakenOver: () => live?.block("taken-over"),
      onEvicted: () => evicted(),
    });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const why: BlockedWhy = error.name === "VersionError" ? "newer-database" : "no-storage";
    return idleEngine({ name: "blocked", why }, Date.now);
  }
  if (connection.fresh) noteLoss(connection.installId, marker, 0);
  const store = new FieldStore(connection);
  const holdings = await store.read();
  const latest = holdings.items.reduce((last, { item }) => Math.max(last, item.at), 0);
  const clock = new PhoneClock(readTime, holdings.sight, latest);
  // the browser knows of the airplane mode at once; whether the server is there shows with the first request
  live = new LiveState(clock, marker, holdings, { storage: storageAtStart(), online: navigator.onLine });
  return start(store, clock, marker, live, (run) => {
    evicted = run;
  });
}

function start(
  store: FieldStore,
  clock: PhoneClock,
  marker: LossMarker,
  live: LiveState,
  onEvicted: (run: () => void) => void,
): FieldEngine {
  const channel = new BroadcastChannel(channelName);
  const reread = async () => live.setHoldings(await store.read());
  const refresh = async () => {
    await reread();
    writeMarker(store, marker, live);
    channel.postMessage("changed");
  };
  const api = new FieldApi(readTime);
  const sync = new Sync({ api, store, clock, live, refresh, random: Math.random });
  const writer = new Writer({ store, clock, live, refresh, nudge: () => sync.nudge() });
  const announce = () => channel.postMessage("signed-in");
  const rest = { sync, refresh, announce, restart: beginNewBuild };
  const engine = new PhoneEngine({ api, store, clock, marker, live, writer, ...rest });
  channel.addEventListener("message", ({ data }) => void (data === "signed-in" ? sync.run() : reread()));
  onEvicted(() => {
    void rescue(store, live.holdings)
      .then((rescued) => noteLoss(store.installId, marker, rescued))
      .then(refresh);
  });
  addEventListener("online", () => void sync.run());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void sync.run();
  });
  addEventListener("offline", () => live.set({ online: false }));
  setInterval(() => {
    void storageRoom().then((room) => live.set({ storage: { ...live.passing.storage, ...room } }));
  }, lookEveryMs);
  void keepApp({
    onKept: () => live.set({ storage: { ...live.passing.storage, appOnPhone: true } }),
    onUpdate: () => live.set({ updateReady: true }),
  }).then((lookForUpdate) => {
    setInterval(() => {
      if (document.visibilityState !== "visible") return;
      lookForUpdate();
      void sync.run();
    }, syncEveryMs);
  });
  void sync.run();
  void engine.askPersistence();
  return engine;
}

/** A database that was made just now, and words that there was one. @param rescued items that this tab still knew */
function noteLoss(installId: string, marker: LossMarker, rescued: number): void {
  const held = marker.held();
  if (held === null || held.installId === installId) return;
  const items = Math.max(0, held.items - rescued);
  if (items + held.photos > 0) marker.setLoss({ ...held, items });
  marker.write({ ...held, installId, items: 0, photos: 0 });
}

/** What an open tab still knows of a database that was thrown away: everything but the pictures. How many items waited. */
async function rescue(store: FieldStore, { person, sight, bundle, items }: Holdings): Promise<number> {
  if (person !== null) await store.setPerson(person);
  if (sight !== null) await store.setSight(sight);
  if (bundle !== null) await store.setBundle(bundle);
  // the word of a picture without the picture would have the server wait for it
  const waiting = items.filter(isWaiting).filter(({ item }) => item.type !== "photo");
  await store.add(
    waiting.map(({ id: _id, stand: _stand, ...made }) => made),
    [],
  );
  return waiting.length;
}

function writeMarker(store: FieldStore, marker: LossMarker, live: LiveState): void {
  const { items, photos, person } = live.holdings;
  const waitingItems = items.filter(isWaiting).filter(({ item }) => item.type !== "photo");
  const waitingPhotos = photos.filter(isWaiting);
  const last = [...waitingItems, ...waitingPhotos].at(-1);
  const by = last?.by ?? person;
  if (by === null) return;
  const at = Math.max(0, ...waitingItems.map(({ item }) => item.at), ...waitingPhotos.map(({ madeAt }) => madeAt));
  marker.write({ installId: store.installId, items: waitingItems.length, photos: waitingPhotos.length, at, by });
}

function storageAtStart(): StorageState {
  return {
    persistence: "unknown",
    usedBytes: null,
    quotaBytes: null,
    webview: webviewOf(navigator.userAgent),
    installed: startedInstalled(),
    appOnPhone: "serviceWorker" in navigator && navigator.serviceWorker.controller !== null,
  };
}
