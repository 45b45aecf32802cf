// Pictures from phones: taken piece by piece, gone on with where a cut left them, and evidence once they are whole.
import { createHash } from "node:crypto";
import { type ErrorCode, EvidenceDigest, type PhotoUpload, photoLimitBytes, type UserId } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { claimedType } from "../domain/evidence/media-type.ts";
import type { FieldPhoto } from "../domain/field/field-item.ts";
import { dayMs } from "../domain/time.ts";
import type { FieldHistory, PhotoFiles } from "../field-ports.ts";
import type { Answer, FleetApi } from "../fleet-api.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { PhotoBook } from "../inspection-ports.ts";
import type { Clock, Log } from "../ports.ts";
import type { FieldWork } from "./field-work.ts";
import { InTurn } from "./in-turn.ts";

export const forgetEveryMs = 3_600_000;
/** A picture whose item never came. */
const namelessKeptMs = 30 * dayMs;
/** Pictures of one person whose items are not here: more is no phone that comes out of a basement. */
const namelessAtOnce = 300;
/** As often what came was not what the item says, before it is given up: a phone that cannot read its own storage. */
const triesAtMost = 3;
const forgottenPerRun = 500;

export interface FieldPhotoParts {
  readonly history: FieldHistory;
  readonly commit: GroupCommit;
  readonly files: PhotoFiles;
  readonly api: Pick<FleetApi, "addEvidence">;
  readonly work: Pick<FieldWork, "carryOut">;
  readonly clock: Clock;
  readonly log: Log;
}

export class FieldPhotos {
  readonly #o: FieldPhotoParts;
  readonly #turns = new InTurn();

  constructor(parts: FieldPhotoParts) {
    this.#o = parts;
  }

  /** How much is here. What nobody has heard of is as long as nothing. */
  standing(by: Caller, photoId: string): Promise<Answer<PhotoUpload>> {
    return this.#turns.run(photoId, async () => {
      const [photo] = await this.#o.history.photos([photoId]);
      if (photo === undefined) return { ok: true, value: uploadOf(photoId, null, 0) };
      return photo.userId === by.userId ? this.#finish(by, photo) : refuse("resource.not-found", photoId);
    });
  }

  /** Durable when it resolves. At a wrong offset nothing is written; the answer says where to go on. @throws StoreError */
  take(by: Caller, photoId: string, offset: number, bytes: Uint8Array): Promise<Answer<PhotoUpload>> {
    return this.#turns.run(photoId, async () => {
      const { userId } = by;
      if (userId === null) return refuse("access.denied", "field.use");
      const [known] = await this.#o.history.photos([photoId]);
      if (known !== undefined && known.userId !== userId) return refuse("resource.not-found", photoId);
      if (known !== undefined && isOver(known)) return this.#finish(by, known);
      if (known === undefined && bytes.length === 0) return { ok: true, value: uploadOf(photoId, null, 0) };
      if (offset + bytes.length > (known?.bytes ?? photoLimitBytes)) {
        return refuse("field.photo-too-large", `${offset + bytes.length}`);
      }
      const photo = known ?? (await this.#begin(photoId, userId));
      if (photo === undefined) return refuse("request.rate", `${namelessAtOnce}`);
      await this.#o.files.append(photoId, offset, bytes);
      return this.#finish(by, photo);
    });
  }

  async #begin(photoId: string, userId: UserId): Promise<FieldPhoto | undefined> {
    if ((await this.#o.history.countNameless(userId)) >= namelessAtOnce) return undefined;
    const unknown = { itemKey: null, kioskId: null, bytes: null, sha256: null, digest: null, code: null };
    const createdAt = this.#o.clock.now();
    const photo = { photoId, userId, ...unknown, createdAt, detail: "", mismatches: 0, endedAt: null };
    await this.#o.commit.run((unit) => unit.put("fieldPhoto", photo));
    return photo;
  }

  /** What there is; once it is whole it becomes evidence. Also after a crash between the two. */
  async #finish(by: Caller, photo: FieldPhoto): Promise<Answer<PhotoUpload>> {
    const { photoId } = photo;
    if (photo.code !== null) return refuse(photo.code, photo.detail);
    if (photo.digest !== null) return { ok: true, value: uploadOf(photoId, photo, photo.bytes ?? 0) };
    const size = await this.#o.files.size(photoId);
    if (photo.bytes === null || size < photo.bytes) return { ok: true, value: uploadOf(photoId, photo, size) };
    const bytes = (await this.#o.files.read(photoId)) ?? new Uint8Array();
    if (size > photo.bytes || createHash("sha256").update(bytes).digest("hex") !== photo.sha256) {
      return this.#mismatched(photo);
    }
    const type = claimedType(bytes);
    const isPicture = type === "image/jpeg" || type === "image/png";
    const kept = isPicture
      ? await this.#o.api.addEvidence(by, bytes, await this.#nameOf(photo))
      : ({ ok: false, code: "evidence.type", detail: photoId } as const);
    if (!kept.ok) return this.#giveUp(photo, kept.code, kept.detail);
    const { digest } = kept.value;
    const at = this.#o.clock.now();
    const whole: FieldPhoto = { ...photo, digest, endedAt: at };
    await this.#o.commit.run((unit) => {
      unit.put("fieldPhoto", whole);
      if (photo.kioskId !== null) unit.put("evidenceUse", { digest, place: `kiosk:${photo.kioskId}`, at });
    });
    await this.#o.files.drop(photoId);
    if (photo.kioskId !== null) await this.#o.work.carryOut(photo.kioskId);
    return { ok: true, value: uploadOf(photoId, whole, bytes.length) };
  }

  /** What the picture shows, as its item says. */
  async #nameOf({ itemKey, photoId }: FieldPhoto): Promise<string> {
    const named = itemKey === null ? undefined : await this.#o.history.find(itemKey);
    const body = named?.item.body;
    return body?.type === "photo" ? `${body.kioskId}-${body.what}` : photoId;
  }

  /** What lies here is not what was announced: from the beginning once more. */
  async #mismatched(photo: FieldPhoto): Promise<Answer<PhotoUpload>> {
    const mismatches = photo.mismatches + 1;
    if (mismatches >= triesAtMost) return this.#giveUp({ ...photo, mismatches }, "field.photo-differs", photo.photoId);
    await this.#o.commit.run((unit) => unit.put("fieldPhoto", { ...photo, mismatches }));
    await this.#o.files.drop(photo.photoId);
    return { ok: true, value: uploadOf(photo.photoId, photo, 0) };
  }

  /** No evidence: its bytes go and are counted, its item stays for somebody to look at. */
  async #giveUp(photo: FieldPhoto, code: ErrorCode, detail: string): Promise<Answer<PhotoUpload>> {
    const { photoId, kioskId } = photo;
    await this.#o.commit.run((unit) =>
      unit.put("fieldPhoto", { ...photo, code, detail, endedAt: this.#o.clock.now() }),
    );
    const bytes = await this.#o.files.drop(photoId);
    this.#o.log.warn("field.photo-refused", { photoId, code, bytes });
    if (kioskId !== null) await this.#o.work.carryOut(kioskId);
    return refuse(code, detail);
  }

  /** For the job: pictures whose item never came go after a month, and are counted. */
  async forget(): Promise<void> {
    const { history, files, commit, clock, log } = this.#o;
    const now = clock.now();
    const old = await history.nameless(now - namelessKeptMs, forgottenPerRun);
    if (old.length === 0) return;
    let bytes = 0;
    for (const { photoId } of old) {
      bytes += await this.#turns.run(photoId, async () => {
        const [photo] = await history.photos([photoId]);
        // its item may have come meanwhile
        if (photo === undefined || photo.itemKey !== null) return 0;
        await commit.run((unit) => unit.put("fieldPhoto", { ...photo, endedAt: now, detail: "forgotten" }));
        return files.drop(photoId);
      });
    }
    log.warn("field.photos-forgotten", { photos: old.length, bytes });
  }
}

/** Pictures by the ids phones gave them, for whoever keeps what they prove. */
export function photoBook(history: Pick<FieldHistory, "photos">): PhotoBook {
  return {
    async digestOf(photoIds) {
      const photos = await history.photos(photoIds);
      return new Map(
        photos.flatMap(({ photoId, digest }) => {
          const parsed = EvidenceDigest.safeParse(digest);
          return parsed.success ? [[photoId, parsed.data] as const] : [];
        }),
      );
    },
  };
}

function isOver(photo: FieldPhoto): boolean {
  return photo.digest !== null || photo.code !== null;
}

function uploadOf(photoId: string, photo: FieldPhoto | null, receivedBytes: number): PhotoUpload {
  return { photoId, receivedBytes, totalBytes: photo?.bytes ?? 0, digest: photo?.digest ?? null };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
