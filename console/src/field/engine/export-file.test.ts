import { FieldItem } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { readExport, writeExport } from "./export-file.ts";
import { sha256Hex } from "./picture.ts";
import type { ItemRecord, PhotoRecord } from "./records.ts";

const by = { userId: "5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f", name: "李强" };
const id = "0d0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f";
const picture = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);

async function exported(pictureOf: Uint8Array | null = picture) {
  const item = FieldItem.parse({
    ...{ type: "note", id, visitId: null, kioskId: "cn-001", at: 5, text: "门锁坏了", photoIds: [] },
  });
  const record: ItemRecord = {
    ...{ id, by, item, correctedAt: 6, bundleAt: 4, installId: "i", offered: true, stand: { name: "waiting" } },
  };
  const photo: PhotoRecord = {
    ...{ photoId: id, by, what: "other", kioskId: "cn-001", visitId: null, mediaType: "image/jpeg", madeAt: 6 },
    bytes: picture.length,
    sha256: await sha256Hex(picture),
    stand: { name: "waiting" },
  };
  const at = Date.UTC(2026, 10, 22, 6, 30);
  return writeExport({ by, items: [record], photos: [photo], at }, () => Promise.resolve(pictureOf));
}

describe("the export file", () => {
  it("brings items and pictures to another phone as they were", async () => {
    const file = await exported();
    expect(file).toMatchObject({ name: "field-5f0c1d1e-20261122-0630.json", items: 1, photos: 1 });
    const read = await readExport(await file.blob.text());
    expect(read).toMatchObject({
      ok: true,
      by,
      items: [{ by, correctedAt: 6, bundleAt: 4, installId: "i", offered: true, item: { text: "门锁坏了" } }],
      photos: [{ record: { photoId: id, stand: { name: "waiting" } } }],
    });
    expect(read.ok && read.photos[0]?.picture).toEqual(picture);
  });

  it("goes without a picture that is no longer there", async () => {
    expect(await exported(null)).toMatchObject({ items: 1, photos: 0 });
  });

  it("with another picture in it is damaged", async () => {
    const text = await (await exported(picture.with(5, 1))).blob.text();
    expect(await readExport(text)).toEqual({ ok: false, why: "damaged" });
  });

  it.each(["{}", "PK", '{"kind":"kiosk-field-export","version":1,"by":{}}'])("%s is none", async (text) => {
    expect(await readExport(text)).toEqual({ ok: false, why: "not-ours" });
  });
});
