import { FieldItem } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { checkKey } from "./engine.ts";
import type { ItemRecord, ItemStand, PhotoRecord } from "./records.ts";
import { countsOf, itemView, localVisit, nothingSending, othersOf, photoView, visitsOf } from "./views.ts";

const me = { userId: "5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f", name: "李强" };
const other = { userId: "6f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f", name: "王敏" };
const inspectionId = "0d0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f";
const noon = Date.UTC(2026, 10, 22, 4);
let made = 0;

function record(body: object, fields: Partial<ItemRecord> = {}): ItemRecord {
  made += 1;
  const id = `0d0c1d1e-8f63-4d0a-9a35-${String(made).padStart(12, "0")}`;
  const item = FieldItem.parse({ id, visitId: "v1", kioskId: "cn-001", at: noon + made, ...body });
  const rest = { correctedAt: null, bundleAt: null, installId: "i", stand: { name: "waiting" } } as const;
  return { id, by: me, item, ...rest, ...fields };
}

function check(itemId: string, outcome: "pass" | "fail"): ItemRecord {
  const entry = { checklistId: "hardware-power", itemId, deviceId: null, outcome };
  return record({ type: "check", inspectionId, entry });
}

const photo: PhotoRecord = {
  ...{ photoId: inspectionId, by: me, what: "check", kioskId: "cn-001", visitId: "v1", mediaType: "image/jpeg" },
  ...{ bytes: 900, sha256: "", madeAt: noon, stand: { name: "waiting" } },
};

describe("where a thing is", () => {
  const told = { at: 9, code: "order.closed", zh: "工单已关闭", en: "The order is closed" };
  it.each<[ItemStand, string]>([
    [{ name: "waiting" }, "on-phone"],
    [{ name: "stored", at: 9 }, "at-server"],
    [{ name: "applied", at: 9 }, "at-server"],
    [{ name: "attention", ...told }, "attention"],
    [{ name: "refused", ...told }, "refused"],
  ])("%j is %s", (stand, name) => {
    expect(itemView(record({ type: "departure" }, { stand }), nothingSending).where.name).toBe(name);
  });

  it("is being sent while its request is under way; a photo with how much of it", () => {
    const item = record({ type: "departure" });
    const sending = { items: new Set([item.id]), photos: new Map([[photo.photoId, 256]]) };
    expect(itemView(item, sending).where.name).toBe("sending");
    expect(photoView(photo, new Set(), sending).where).toEqual({ name: "sending", sentBytes: 256 });
  });

  it("is counted once for a photo and the item that names it", () => {
    const word = { type: "photo", photoId: photo.photoId, bytes: 9, sha256: "0".repeat(64), mediaType: "image/jpeg" };
    const items = [record({ ...word, what: "check" }), record({ type: "departure" })];
    const views = items.map((each) => itemView(each, nothingSending));
    expect(countsOf(views, [photoView(photo, new Set(), nothingSending)])).toEqual({
      ...{ waiting: 1, waitingPhotos: 1, atServer: 0, attention: 0, refused: 0 },
    });
  });
});

it("what others left on the phone is told by person, what is at the server is not", () => {
  const items = [
    record({ type: "departure" }),
    record({ type: "departure" }, { by: other }),
    record({ type: "departure" }, { by: other, stand: { name: "applied", at: 1 } }),
  ];
  expect(othersOf(items, [{ ...photo, by: other }], me)).toEqual([{ person: other, items: 1, photos: 1 }]);
});

describe("a visit as the phone knows it", () => {
  const items = [
    record({ type: "arrival", via: "typed", tag: "1", macLast4: null, position: null }, { correctedAt: noon }),
    record({ type: "inspection-started", inspectionId, kind: "hardware" }),
    check("earth", "pass"),
    check("case", "pass"),
    check("earth", "fail"),
    record({ type: "note", text: "别处", photoIds: [], kioskId: "cn-002" }),
  ];
  const visit = (records: readonly ItemRecord[]) => {
    const views = records.map((each) => itemView(each, nothingSending)).reverse();
    return localVisit(views, [photoView(photo, new Set(), nothingSending)], { kioskId: "cn-001", visitId: "v1" });
  };

  it("began with the arrival and has what was made there, the newest first", () => {
    const { arrivedAt, departedAt, items: shown, photos } = visit(items);
    expect([arrivedAt, departedAt, shown.length, photos.length]).toEqual([noon, null, 5, 1]);
    expect(shown[0]?.item.type).toBe("check");
  });

  it("shows of two entries for one item the later", () => {
    const [inspection] = visit(items).inspections;
    expect(inspection?.checks.size).toBe(2);
    expect(inspection?.checks.get(checkKey("hardware-power", "earth", null))?.outcome).toBe("fail");
  });

  it("has an inspection completed and somebody gone", () => {
    const end = { conclusion: "", advice: "", host: null, arrivedAt: null, leftAt: null };
    const completed = record({ type: "inspection-completed", inspectionId, ...end });
    const { inspections, departedAt } = visit([...items, completed, record({ type: "departure" })]);
    expect(inspections[0]?.completedAt).toBe(completed.item.at);
    expect(departedAt).toBe(completed.item.at + 1);
  });
});

it("today is the day in Shanghai, in the order of the route", () => {
  const visits = [
    { id: "b", date: "2026-11-23", position: 1 },
    { id: "a", date: "2026-11-23", position: 0 },
    { id: "c", date: "2026-11-22", position: 0 },
  ];
  // 00:30 of the 23rd in Shanghai
  expect(visitsOf(visits, Date.UTC(2026, 10, 22, 16, 30)).map(({ id }) => id)).toEqual(["a", "b"]);
});
