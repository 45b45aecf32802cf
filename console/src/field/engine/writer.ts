// Puts down what a person does. Everything passes here: by whom, when by which clock, with which data; and nothing is called
// saved that is not on the disk.
import type { FieldItem } from "@kiosk/contract";
import type { Person, PhotoInput, Place, Saved, SaveRefusal } from "./engine.ts";
import type { FieldStore, NewItem, NewPhoto } from "./field-store.ts";
import { kioskIdOf } from "./ids.ts";
import type { LiveState } from "./live-state.ts";
import type { PhoneClock } from "./phone-clock.ts";
import { markLines, sha256Hex, shrinkAndMark } from "./picture.ts";
import type { PhotoRecord } from "./records.ts";

export interface WriterParts {
  readonly store: FieldStore;
  readonly clock: PhoneClock;
  readonly live: LiveState;
  readonly refresh: () => Promise<void>;
  /** something new waits */
  readonly nudge: () => void;
}

/** An item without what is the same for all: its id and its time. */
type Bare<T extends FieldItem> = T extends FieldItem ? Omit<T, "id" | "at"> : never;
export type ItemBody = Bare<FieldItem>;

interface Moment {
  readonly phoneAt: number;
  readonly correctedAt: number | null;
}

export class Writer {
  readonly #o: WriterParts;

  constructor(parts: WriterParts) {
    this.#o = parts;
  }

  /** @returns `value` as it is given, once the item is kept */
  async item<T>(body: ItemBody, value: T): Promise<Saved<T>> {
    const { person } = this.#o.live.holdings;
    if (person === null) return { ok: false, why: "signed-out" };
    const refusal = await this.keep([this.#made(person, body, this.#o.clock.stamp())], []);
    return refusal === null ? { ok: true, value } : { ok: false, why: refusal };
  }

  /** As it is kept and sent: upright, small, marked with time and point. */
  async photo(picture: Blob, input: PhotoInput): Promise<Saved<string>> {
    const { bundle } = this.#o.live.holdings;
    const moment = this.#o.clock.stamp();
    const at = this.#o.clock.now();
    const point = bundle?.kiosks.find(({ id }) => id === input.kioskId) ?? null;
    const lines = markLines({ at, checked: moment.correctedAt !== null }, point, input.position);
    const bytes = await shrinkAndMark(picture, lines);
    if (bytes === null) return { ok: false, why: "no-image" };
    return this.#photo(bytes, "image/jpeg", input, moment);
  }

  async signature(picture: Blob, place: Place): Promise<Saved<string>> {
    const bytes = new Uint8Array(await picture.arrayBuffer());
    // PNG: 89 50 4E 47
    if (bytes[0] !== 0x89 || bytes[1] !== 0x50) return { ok: false, why: "no-image" };
    return this.#photo(bytes, "image/png", { ...place, what: "signature" }, this.#o.clock.stamp());
  }

  async #photo(
    picture: Uint8Array<ArrayBuffer>,
    mediaType: PhotoRecord["mediaType"],
    { what, kioskId, visitId }: Pick<PhotoInput, "what" | keyof Place>,
    moment: Moment,
  ): Promise<Saved<string>> {
    const { person } = this.#o.live.holdings;
    if (person === null) return { ok: false, why: "signed-out" };
    const photoId = crypto.randomUUID();
    const file = { photoId, bytes: picture.length, sha256: await sha256Hex(picture), mediaType, what };
    const item = this.#made(person, { type: "photo", kioskId: kioskIdOf(kioskId), visitId, ...file }, moment);
    const madeAt = moment.correctedAt ?? moment.phoneAt;
    const record: PhotoRecord = { ...file, by: person, kioskId, visitId, madeAt, stand: { name: "waiting" } };
    const refusal = await this.keep([item], [{ record, picture }]);
    return refusal === null ? { ok: true, value: photoId } : { ok: false, why: refusal };
  }

  #made(by: Person, body: ItemBody, { phoneAt, correctedAt }: Moment): NewItem {
    const { store, live } = this.#o;
    const item: FieldItem = { ...body, id: crypto.randomUUID(), at: Math.round(phoneAt) };
    return { by, item, correctedAt, bundleAt: live.holdings.bundle?.at ?? null, installId: store.installId };
  }

  /** Null: kept. */
  async keep(items: readonly NewItem[], photos: readonly NewPhoto[]): Promise<SaveRefusal | null> {
    const { store, refresh, nudge } = this.#o;
    let refusal = await this.#tryToKeep(items, photos);
    if (refusal === "quota") {
      // those at the server are kept to be looked at only
      await store.dropSentPictures();
      refusal = await this.#tryToKeep(items, photos);
    }
    await refresh();
    if (refusal === null) nudge();
    return refusal;
  }

  async #tryToKeep(items: readonly NewItem[], photos: readonly NewPhoto[]): Promise<SaveRefusal | null> {
    try {
      await this.#o.store.add(items, photos);
      return null;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return error.name === "QuotaExceededError" ? "quota" : "storage";
    }
  }
}
