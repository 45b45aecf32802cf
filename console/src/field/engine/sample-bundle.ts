// For the tests of this folder: a bundle of one's own.
import { FieldBundle, FieldKiosk } from "@kiosk/contract";

export function sampleKiosk(id: string, fields: Partial<FieldKiosk> = {}): FieldKiosk {
  return FieldKiosk.parse({
    id,
    contractId: "changning",
    seq: Number(id.slice(-3)),
    name: "长宁图书馆",
    street: "周家桥街道",
    address: "天山路356号",
    lon: 121.4,
    lat: 31.2,
    accuracyM: 30,
    macs: ["00-E2-69-5A-9A-0F"],
    openingHours: null,
    dutyPhone: null,
    devices: [],
    supplies: [],
    neighbours: [],
    ...fields,
  });
}

export function sampleBundle(fields: Partial<FieldBundle> = {}): FieldBundle {
  return FieldBundle.parse({
    at: Date.UTC(2026, 10, 22, 4),
    etag: "e1",
    user: { userId: "5f0c1d1e-8f63-4d0a-9a35-0a1b2c3d4e5f", name: "李强" },
    date: "2026-11-22",
    visits: [],
    kiosks: [],
    checklists: [],
    orders: [],
    tasks: [],
    inspections: [],
    van: [],
    vanPlace: null,
    tagKey: "",
    ...fields,
  });
}
