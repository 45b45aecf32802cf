// What this tab shows, put together of what lies on the phone and what is going on just now. Drawn anew after each change.
import type { BlockedWhy, FieldState, ReadyState, SessionState, StorageState, SyncState } from "./engine.ts";
import type { Holdings } from "./field-store.ts";
import type { LossMarker } from "./loss-marker.ts";
import type { PhoneClock } from "./phone-clock.ts";
import { countsOf, itemView, nothingSending, othersOf, photoView, type Sending, visitsOf } from "./views.ts";

interface Passing {
  readonly session: SessionState;
  readonly online: boolean;
  readonly sync: SyncState;
  readonly storage: StorageState;
  readonly sending: Sending;
  readonly updateReady: boolean;
}

export class LiveState {
  readonly #listeners = new Set<() => void>();
  readonly #clock: PhoneClock;
  readonly #marker: LossMarker;
  #holdings: Holdings;
  #passing: Passing;
  #blocked: Extract<FieldState, { name: "blocked" }> | null = null;
  /** as it was last asked for; null: something has changed since */
  #shown: ReadyState | null = null;

  constructor(clock: PhoneClock, marker: LossMarker, holdings: Holdings, start: Pick<Passing, "storage" | "online">) {
    this.#clock = clock;
    this.#marker = marker;
    this.#holdings = holdings;
    this.#passing = {
      session: { name: "offline" },
      sync: { name: "idle" },
      ...start,
      sending: nothingSending,
      updateReady: false,
    };
  }

  get holdings(): Holdings {
    return this.#holdings;
  }

  get passing(): Passing {
    return this.#passing;
  }

  setHoldings(holdings: Holdings): void {
    this.#holdings = holdings;
    this.changed();
  }

  set(change: Partial<Passing>): void {
    this.#passing = { ...this.#passing, ...change };
    this.changed();
  }

  block(why: BlockedWhy): void {
    this.#blocked = { name: "blocked", why };
    this.changed();
  }

  changed(): void {
    this.#shown = null;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): FieldState => this.#blocked ?? this.ready();

  ready(): ReadyState {
    this.#shown ??= this.#put();
    return this.#shown;
  }

  #put(): ReadyState {
    const { items, photos, kept, person, bundle } = this.#holdings;
    const { sending, session, online, sync, storage, updateReady } = this.#passing;
    const isOwn = ({ by }: { readonly by: { readonly userId: string } }) => by.userId === person?.userId;
    const shownItems = items.filter(isOwn).map((record) => itemView(record, sending));
    const shownPhotos = photos.filter(isOwn).map((record) => photoView(record, kept, sending));
    return {
      name: "ready",
      ...{ person, session, online, bundle, sync, storage, updateReady },
      today: visitsOf(bundle?.visits ?? [], this.#clock.now()),
      items: shownItems.reverse(),
      photos: shownPhotos.sort((a, b) => b.madeAt - a.madeAt),
      counts: countsOf(shownItems, shownPhotos),
      clock: this.#clock.state(),
      others: othersOf(items, photos, person),
      loss: this.#marker.loss(),
    };
  }
}
