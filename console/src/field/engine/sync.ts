// Brings to the server what waits on the phone, and fetches what is new. One tab at a time does it; a run that was cut off, or
// a tab that was killed, loses nothing: each step begins with what the database and the server say.
import { backOffMs } from "./back-off.ts";
import type { Failure, FieldApi, Heard } from "./field-api.ts";
import type { FieldStore } from "./field-store.ts";
import { itemToSend } from "./item-times.ts";
import type { LiveState } from "./live-state.ts";
import type { PhoneClock } from "./phone-clock.ts";
import type { ItemRecord, ItemStand, PhotoRecord } from "./records.ts";
import { isWaiting, nothingSending } from "./views.ts";

const itemsAtOnce = 50;
/** small enough that a bad connection gets one through, and a cut costs little */
const chunkBytes = 256 * 1024;
/** Answers about a picture that no repetition changes: it is no picture, or not the one that was announced. */
const finalRefusal = /^(?:evidence\.|field\.photo-)/;
const lockName = "kiosk-field-sync";
/** what is at the server stays to be looked at for so long */
const shownMs = 3 * 24 * 3_600_000;

export interface SyncParts {
  readonly api: FieldApi;
  readonly store: FieldStore;
  readonly clock: PhoneClock;
  readonly live: LiveState;
  /** reads the database anew, here and in the other tabs */
  readonly refresh: () => Promise<void>;
  readonly random: () => number;
}

type Ended = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
const done: Ended = { ok: true };

export class Sync {
  readonly #o: SyncParts;
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: SyncParts) {
    this.#o = parts;
  }

  /** Resolves when this tab, or another before it, has done what can be done now. */
  run(): Promise<void> {
    if (this.#running !== undefined) {
      this.#again = true;
      return this.#running;
    }
    clearTimeout(this.#timer);
    this.#running = this.#turns().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Something new waits. Not while a back-off lasts: that ends by itself, or by {@link run}. */
  nudge(): void {
    if (this.#o.live.passing.sync.name === "waiting") return;
    void this.run();
  }

  async #turns(): Promise<void> {
    do {
      this.#again = false;
      // two uploaders would do no harm, every step being idempotent; a browser without locks goes on like that
      if ("locks" in navigator) await navigator.locks.request(lockName, () => this.#turn());
      else await this.#turn();
    } while (this.#again && this.#o.live.passing.sync.name !== "waiting");
  }

  async #turn(): Promise<void> {
    const { live, refresh, random } = this.#o;
    let ended: Ended;
    try {
      // another tab may have done it all while this one waited for its turn
      await refresh();
      ended = await this.#steps();
    } catch (error) {
      // a database that was taken away in the middle is opened anew by the next turn; anything else is a fault of ours, and
      // must not keep the phone from trying again
      if (!(error instanceof DOMException)) reportError(error);
      ended = { ok: false, failure: { name: "busy", afterMs: 60_000 } };
    }
    live.set({ sending: nothingSending });
    if (ended.ok) {
      this.#failures = 0;
      live.set({ sync: { name: "idle" }, online: true });
      return;
    }
    const { failure } = ended;
    this.#failures += 1;
    const wait = failure.name === "busy" ? failure.afterMs : backOffMs(this.#failures, random());
    const why = failure.name === "problem" || failure.name === "busy" ? "server" : failure.name;
    if (failure.name === "signed-out") live.set({ session: { name: "signed-out" } });
    live.set({ sync: { name: "waiting", until: this.#o.clock.now() + wait, why }, online: why !== "no-connection" });
    // signed out: only a sign-in changes that
    if (why !== "signed-out") this.#timer = setTimeout(() => void this.run(), wait);
  }

  async #steps(): Promise<Ended> {
    const sending = [this.#clockOfItems, this.#items, this.#photos, this.#stored];
    for (const step of [this.#owedSignOut, this.#session, ...sending, this.#bundle]) {
      const ended = await step.call(this);
      if (!ended.ok) return ended;
      if (step === this.#session && this.#o.live.passing.session.name !== "signed-in") return done;
    }
    await this.#o.store.tidy(this.#o.clock.now() - shownMs);
    await this.#o.refresh();
    return done;
  }

  /** Somebody signed out where the server could not be told. */
  async #owedSignOut(): Promise<Ended> {
    const { api, store, live, refresh } = this.#o;
    if (!live.holdings.signOutOwed) return done;
    const heard = await api.signOut();
    if (!heard.ok && heard.failure.name !== "signed-out") return heard;
    await store.setSignOutOwed(false);
    await refresh();
    return done;
  }

  async #session(): Promise<Ended> {
    const { api, store, live, refresh } = this.#o;
    const heard = await api.session();
    if (!heard.ok) return heard;
    const { value: me } = heard;
    if (me.stage !== "open" || me.userId === null) return { ok: false, failure: { name: "signed-out" } };
    const person = { userId: me.userId, name: me.name };
    const mine = live.holdings.person;
    if (mine !== null && mine.userId !== person.userId) {
      live.set({ session: { name: "another", person }, online: true });
      return done;
    }
    if (mine === null) {
      await store.setPerson(person);
      await refresh();
    }
    live.set({ session: { name: "signed-in" }, online: true });
    return done;
  }

  #own<T extends { readonly by: { readonly userId: string } }>(rows: readonly T[]): T[] {
    const userId = this.#o.live.holdings.person?.userId;
    return rows.filter(({ by }) => by.userId === userId);
  }

  #showProgress(): void {
    const { live } = this.#o;
    const { items, photos } = live.holdings;
    const waiting = [...this.#own(items), ...this.#own(photos)].filter(isWaiting).length;
    const { sync } = live.passing;
    const total = sync.name === "running" ? Math.max(sync.total, waiting) : waiting;
    live.set({ sync: { name: "running", done: total - waiting, total } });
  }

  async #items(): Promise<Ended> {
    for (;;) {
      this.#showProgress();
      const waiting = this.#own(this.#o.live.holdings.items).filter(isWaiting);
      const [first] = waiting;
      if (first === undefined) return done;
      // one upload is of one phone's clock
      const batch = waiting.slice(0, itemsAtOnce).filter(({ installId }) => installId === first.installId);
      const ended = await this.#send(batch, first);
      if (!ended.ok) return ended;
    }
  }

  /** What waits at the server for its photos is asked for once they are all there. */
  async #stored(): Promise<Ended> {
    const stored = this.#own(this.#o.live.holdings.items).filter(({ stand }) => stand.name === "stored");
    const [first] = stored;
    if (first === undefined) return done;
    const batch = stored.slice(0, itemsAtOnce).filter(({ installId }) => installId === first.installId);
    return this.#send(batch, first);
  }

  async #send(batch: readonly ItemRecord[], first: ItemRecord): Promise<Ended> {
    const { api, store, clock, live, refresh } = this.#o;
    const { installId, bundleAt } = first;
    const items = batch.map(({ item, correctedAt, offered }) =>
      offered === true ? item : itemToSend(item, correctedAt, clock.offsetMs),
    );
    await store.setOffered(items);
    live.set({ sending: { ...nothingSending, items: new Set(batch.map(({ id }) => id)) } });
    const heard = await api.items({ installId, by: first.by.userId, bundleAt, items });
    live.set({ sending: nothingSending });
    if (!heard.ok) return heard;
    await this.#tell(heard, heard.value.at);
    const stands = new Map<string, ItemStand>();
    for (const [place, { state, code, zh, en }] of heard.value.items.entries()) {
      const id = batch[place]?.id;
      // the session became another person's in this moment: it goes under its own
      if (code === "field.other-person") return { ok: false, failure: { name: "signed-out" } };
      if (id === undefined) continue;
      const at = heard.value.at;
      if (state === "stored" || state === "applied") stands.set(id, { name: state, at });
      else stands.set(id, { name: state, at, code: code ?? "", zh, en });
    }
    await store.setItemStands(stands);
    await refresh();
    // an answer that leaves items out must not be asked for in a circle
    return stands.size === batch.length ? done : { ok: false, failure: { name: "busy", afterMs: 60_000 } };
  }

  async #photos(): Promise<Ended> {
    for (;;) {
      this.#showProgress();
      const photo = this.#own(this.#o.live.holdings.photos).find(isWaiting);
      if (photo === undefined) return done;
      const ended = await this.#sendPhoto(photo);
      if (!ended.ok) return ended;
    }
  }

  async #sendPhoto({ photoId }: PhotoRecord): Promise<Ended> {
    const { api, store, live, refresh } = this.#o;
    const named = live.holdings.items.find(({ item }) => item.type === "photo" && item.photoId === photoId);
    if (named?.stand.name === "refused") {
      // the server does not want to hear of it, and would never find it whole
      await store.setPhotoStand(photoId, { ...named.stand, name: "refused" });
      await refresh();
      return done;
    }
    const picture = await store.picture(photoId);
    if (picture === null) {
      const gone = { code: "phone.picture-gone", zh: "照片已不在本机", en: "The picture is no longer on this phone" };
      await store.setPhotoStand(photoId, { name: "refused", at: this.#o.clock.now(), ...gone });
      await refresh();
      return done;
    }
    let heard = await api.photo(photoId);
    while (heard.ok && heard.value.digest === null) {
      const { receivedBytes } = heard.value;
      live.set({ sending: { ...nothingSending, photos: new Map([[photoId, receivedBytes]]) } });
      if (receivedBytes >= picture.length) {
        // whole, and its item is not there: it is refused, and says so itself
        return { ok: false, failure: { name: "busy", afterMs: 60_000 } };
      }
      heard = await api.putPhoto(photoId, receivedBytes, picture.slice(receivedBytes, receivedBytes + chunkBytes));
    }
    live.set({ sending: nothingSending });
    const at = this.#o.clock.now();
    if (heard.ok) {
      await store.setPhotoStand(photoId, { name: "whole", at, digest: heard.value.digest ?? "" });
    } else {
      const { failure } = heard;
      if (failure.name !== "problem" || !finalRefusal.test(failure.problem.code)) return heard;
      const { code, zh, en } = failure.problem;
      await store.setPhotoStand(photoId, { name: "refused", at, code, zh, en });
    }
    await refresh();
    return done;
  }

  /** Items whose time was checked when they were made are said by the clock as it goes now: that one has to be known first. */
  #clockOfItems(): Promise<Ended> {
    const { clock, live } = this.#o;
    const asks = ({ correctedAt, offered, stand }: ItemRecord) =>
      stand.name === "waiting" && offered !== true && correctedAt !== null;
    if (clock.state().checked || !live.holdings.items.some(asks)) return Promise.resolve(done);
    return this.#load(null);
  }

  /** "Unchanged" comes without a time: as long as the clock was not compared, the whole is asked for. */
  #bundle(): Promise<Ended> {
    const { clock, live } = this.#o;
    return this.#load(clock.state().checked ? (live.holdings.bundle?.etag ?? null) : null);
  }

  async #load(etag: string | null): Promise<Ended> {
    const { api, store, live, refresh } = this.#o;
    const heard = await api.bundle(etag);
    if (!heard.ok) return heard;
    const { value: bundle } = heard;
    if (bundle === undefined) return done;
    await this.#tell(heard, bundle.at);
    // asked for by one person, answered to another: not this one's
    if (bundle.user.userId !== live.holdings.person?.userId) return { ok: false, failure: { name: "signed-out" } };
    await store.setBundle(bundle);
    await refresh();
    return done;
  }

  async #tell({ sent }: Heard<unknown> & { readonly ok: true }, serverAt: number): Promise<void> {
    const { clock, store } = this.#o;
    await store.setSight(clock.sawServer(serverAt, sent));
  }
}
