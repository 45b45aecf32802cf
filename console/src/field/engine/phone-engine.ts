// The engine as the screens have it: each act becomes one item, written before it answers.
import type { FieldKiosk, InspectionKind, KioskId, PositionFix } from "@kiosk/contract";
import type {
  ArrivalInput,
  ArrivalMatch,
  CheckInput,
  CompletionInput,
  ExportFile,
  FieldEngine,
  FieldState,
  ImportAnswer,
  LocalVisit,
  OrderActInput,
  PhotoInput,
  Place,
  Saved,
  SignInAnswer,
  SwapInput,
  TagCheck,
} from "./engine.ts";
import { readExport, writeExport } from "./export-file.ts";
import type { FieldApi } from "./field-api.ts";
import type { FieldStore } from "./field-store.ts";
import { deviceIdOf, kioskIdOf } from "./ids.ts";
import type { LiveState } from "./live-state.ts";
import type { LossMarker } from "./loss-marker.ts";
import type { PhoneClock } from "./phone-clock.ts";
import { askToPersist, locateOnce, storageRoom } from "./platform.ts";
import type { ItemRecord, PhotoRecord } from "./records.ts";
import { signInWith } from "./sign-in.ts";
import type { Sync } from "./sync.ts";
import { checkTag, matchArrival } from "./tag.ts";
import { localVisit } from "./views.ts";
import type { ItemBody, Writer } from "./writer.ts";

export interface PhoneEngineParts {
  readonly api: FieldApi;
  readonly store: FieldStore;
  readonly clock: PhoneClock;
  readonly marker: LossMarker;
  readonly live: LiveState;
  readonly writer: Writer;
  readonly sync: Sync;
  readonly refresh: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** other tabs are to ask the server anew who is signed in */
  readonly announce: () => void;
}

export class PhoneEngine implements FieldEngine {
  readonly #o: PhoneEngineParts;
  /** Inspections that are being written, by place and kind: a second touch must not begin a second one. */
  readonly #beginning = new Map<string, Promise<Saved<string>>>();

  constructor(parts: PhoneEngineParts) {
    this.#o = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#o.live.subscribe(listener);
  readonly snapshot = (): FieldState => this.#o.live.snapshot();
  readonly now = (): number => this.#o.clock.now();

  async signIn(login: string, password: string, totp: string): Promise<SignInAnswer> {
    const { api, store, live, refresh, sync } = this.#o;
    const entered = await signInWith(api, login, password, totp);
    if (entered.name !== "person") return entered;
    await store.setSignOutOwed(false);
    await store.setPerson(entered.person);
    live.set({ session: { name: "signed-in" }, online: true, sync: { name: "idle" } });
    await refresh();
    this.#o.announce();
    // thirty photos are not waited for; the first data are
    const sent = sync.run();
    if (live.holdings.bundle === null) await sent;
    return { name: "done" };
  }

  async signOut(): Promise<void> {
    const { api, store, live, refresh } = this.#o;
    await store.setSignOutOwed(true);
    await store.setPerson(null);
    live.set({ session: { name: "signed-out" } });
    await refresh();
    const heard = await api.signOut();
    // the server hears of it at the next contact else
    if (heard.ok || heard.failure.name === "signed-out") await store.setSignOutOwed(false);
    await refresh();
  }

  arrival({ kioskId, visitId, ...seen }: ArrivalInput): Promise<Saved<string>> {
    return this.#write({ type: "arrival", kioskId: kioskIdOf(kioskId), visitId, ...seen });
  }

  startInspection({ kioskId, visitId }: Place, kind: InspectionKind): Promise<Saved<string>> {
    const open = this.visit({ kioskId, visitId }).inspections.find(
      (inspection) => inspection.kind === kind && inspection.completedAt === null,
    );
    if (open !== undefined) return Promise.resolve({ ok: true, value: open.inspectionId });
    const key = JSON.stringify([kioskId, visitId, kind]);
    const begun = this.#beginning.get(key);
    if (begun !== undefined) return begun;
    const inspectionId = crypto.randomUUID();
    const body = { type: "inspection-started", kioskId: kioskIdOf(kioskId), visitId, inspectionId, kind } as const;
    const beginning = this.#o.writer.item(body, inspectionId).finally(() => this.#beginning.delete(key));
    this.#beginning.set(key, beginning);
    return beginning;
  }

  putCheck({ inspectionId, deviceId, photoIds, ...check }: CheckInput): Promise<Saved<string>> {
    const place = this.#placeOf(inspectionId);
    if (place === null) return notBegun();
    const device = deviceId === null ? null : deviceIdOf(deviceId);
    const entry = { ...check, deviceId: device, photoIds: [...photoIds], photos: [] };
    return this.#write({ type: "check", ...place, inspectionId, entry });
  }

  addPhoto(picture: Blob, input: PhotoInput): Promise<Saved<string>> {
    return this.#o.writer.photo(picture, input);
  }

  addSignature(picture: Blob, place: Place): Promise<Saved<string>> {
    return this.#o.writer.signature(picture, place);
  }

  swap({ kioskId, deviceId, photoIds, ...swap }: SwapInput): Promise<Saved<string>> {
    const at = { kioskId: kioskIdOf(kioskId), deviceId: deviceIdOf(deviceId) };
    return this.#write({ type: "swap", ...swap, ...at, photoIds: [...photoIds] });
  }

  orderAct({ kioskId, data, photoIds, ...act }: OrderActInput): Promise<Saved<string>> {
    const rest = { kioskId: kioskIdOf(kioskId), data: { ...data }, photoIds: [...photoIds] };
    return this.#write({ type: "order-act", ...act, ...rest });
  }

  complete({ inspectionId, ...report }: CompletionInput): Promise<Saved<string>> {
    const place = this.#placeOf(inspectionId);
    if (place === null) return notBegun();
    const { items } = this.#o.live.ready();
    const here = items.filter(({ item }) => item.kioskId === place.kioskId && item.visitId === place.visitId);
    const of = (type: string) => here.find(({ item }) => item.type === type)?.item.at ?? null;
    // by the phone's clock, as every time of an item
    const times = { arrivedAt: of("arrival"), leftAt: of("departure") };
    return this.#write({ type: "inspection-completed", ...place, inspectionId, ...report, ...times });
  }

  position({ kioskId, visitId }: Place, fixes: readonly PositionFix[]): Promise<Saved<string>> {
    return this.#write({ type: "position", kioskId: kioskIdOf(kioskId), visitId, fixes: [...fixes] });
  }

  note({ kioskId, visitId }: Place, text: string, photoIds: readonly string[]): Promise<Saved<string>> {
    return this.#write({ type: "note", kioskId: kioskIdOf(kioskId), visitId, text, photoIds: [...photoIds] });
  }

  departure({ kioskId, visitId }: Place): Promise<Saved<string>> {
    return this.#write({ type: "departure", kioskId: kioskIdOf(kioskId), visitId });
  }

  #write(body: ItemBody): Promise<Saved<string>> {
    return this.#o.writer.item(body, body.kioskId);
  }

  /** Where an inspection of this phone was begun. */
  #placeOf(inspectionId: string): { readonly kioskId: KioskId; readonly visitId: string | null } | null {
    const begun = this.#o.live
      .ready()
      .items.find(({ item }) => item.type === "inspection-started" && item.inspectionId === inspectionId)?.item;
    return begun === undefined ? null : { kioskId: begun.kioskId, visitId: begun.visitId };
  }

  locate(): Promise<PositionFix | null> {
    return locateOnce();
  }

  verifyTag(text: string): Promise<TagCheck> {
    return checkTag(this.#o.live.holdings.bundle, text);
  }

  matchArrival(expectedKioskId: string, foundKioskId: string): ArrivalMatch {
    return matchArrival(this.#o.live.holdings.bundle?.kiosks ?? [], expectedKioskId, foundKioskId);
  }

  kiosk(kioskId: string): FieldKiosk | null {
    return this.#o.live.holdings.bundle?.kiosks.find(({ id }) => id === kioskId) ?? null;
  }

  visit(place: Place): LocalVisit {
    const { items, photos } = this.#o.live.ready();
    return localVisit(items, photos, place);
  }

  syncNow(): Promise<void> {
    return this.#o.sync.run();
  }

  async exportFile(): Promise<ExportFile | null> {
    const { live, store, clock } = this.#o;
    const { person, items, photos } = live.holdings;
    if (person === null) return null;
    const missing = <T extends ItemRecord | PhotoRecord>(rows: readonly T[]) =>
      rows.filter(({ by, stand }) => by.userId === person.userId && isMissing(stand.name));
    const content = { by: person, items: missing(items), photos: missing(photos), at: clock.now() };
    if (content.items.length + content.photos.length === 0) return null;
    return writeExport(content, (photoId) => store.picture(photoId));
  }

  async importFile(file: Blob): Promise<ImportAnswer> {
    const { live, writer } = this.#o;
    const { person, items, photos } = live.holdings;
    if (person === null) return { ok: false, why: "signed-out" };
    const read = await readExport(await file.text());
    if (!read.ok) return read;
    if (read.by.userId !== person.userId) return { ok: false, why: "another", person: read.by };
    const known = new Set([...items.map(({ id }) => id), ...photos.map(({ photoId }) => photoId)]);
    const newItems = read.items.filter(({ item }) => !known.has(item.id));
    const newPhotos = read.photos.filter(({ record }) => !known.has(record.photoId));
    const refusal = await writer.keep(newItems, newPhotos);
    if (refusal !== null) return { ok: false, why: refusal };
    const all = read.items.length + read.photos.length;
    const taken = { items: newItems.length, photos: newPhotos.length };
    return { ok: true, ...taken, known: all - taken.items - taken.photos };
  }

  acknowledgeLoss(): void {
    this.#o.marker.acknowledge();
    this.#o.live.changed();
  }

  async askPersistence(): Promise<void> {
    const { live } = this.#o;
    const answer = { persistence: await askToPersist(), ...(await storageRoom()) };
    live.set({ storage: { ...live.passing.storage, ...answer } });
  }

  restart(): Promise<void> {
    return this.#o.restart();
  }

  async photoUrl(photoId: string): Promise<string | null> {
    const bytes = await this.#o.store.picture(photoId);
    return bytes === null ? null : URL.createObjectURL(new Blob([bytes]));
  }
}

function notBegun(): Promise<Saved<string>> {
  return Promise.resolve({ ok: false, why: "not-begun" });
}

function isMissing(stand: (ItemRecord | PhotoRecord)["stand"]["name"]): boolean {
  return stand === "waiting" || stand === "refused";
}
