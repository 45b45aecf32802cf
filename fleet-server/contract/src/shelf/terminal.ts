// What a terminal asks of the fleet server by HTTPS, as itself (Basic: kiosk id and its secret): its shelf, the files of the
// packages on it, and where else something can be done. Everything is kept and used on when there is no network.
//   GET  /terminal/v1/shelf                           -> TerminalShelf
//   GET  /terminal/v1/packages/:digest                -> SignedIndex
//   GET  /terminal/v1/packages/:digest/files/:sha256  -> octets, of a file that this package names
//   GET  /terminal/v1/nearby                          -> Nearby

import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { OpeningHours } from "../api/kiosks.ts";
import { KioskId } from "../ids.ts";
import { serviceStates } from "./capabilities.ts";
import { AppId, AppVersion, Said, Sha256 } from "./manifest.ts";

export const ShelfPlace = z.strictObject({
  appId: AppId,
  /** 上架 / 下架; off stays listed where a reason is to be shown to citizens */
  state: z.enum(["on", "off"]),
  version: AppVersion,
  digest: Sha256,
  /** in plain words, for citizens; null while it is on */
  reason: Said.nullable(),
  /** when it is expected back, server clock; null: not known or on */
  until: Millis.nullable(),
  /** place among the eight of the home page; null: by category only */
  frequent: z.int().min(1).max(8).nullable(),
});
export type ShelfPlace = z.infer<typeof ShelfPlace>;

export const TerminalShelf = z.strictObject({
  v: z.literal(1),
  /** grows by one with every change for this terminal */
  revision: z.int().min(0),
  kioskId: KioskId,
  /** server clock */
  at: Millis,
  point: z.strictObject({
    name: z.string(),
    address: z.string(),
    street: z.string(),
    /** of whoever is on duty at the point */
    phone: z.string().nullable(),
    hours: OpeningHours.nullable(),
  }),
  theme: z.strictObject({ id: AppId, version: AppVersion, digest: Sha256 }).nullable(),
  places: z.array(ShelfPlace).max(100),
});
export type TerminalShelf = z.infer<typeof TerminalShelf>;

/** Another terminal, nearest first. `services`: what it said of itself; an app that is not named there is not offered. */
export const NearbyTerminal = z.strictObject({
  kioskId: KioskId,
  name: z.string(),
  address: z.string(),
  /** straight line × detour, metres; null: one of the two positions is not known */
  metres: z.int().nullable(),
  hours: OpeningHours.nullable(),
  /** reachable for the server at `at` */
  online: z.boolean(),
  services: z.array(z.strictObject({ appId: AppId, state: z.enum(serviceStates) })),
  /** when it said so, server clock; null: never */
  saidAt: Millis.nullable(),
});
export type NearbyTerminal = z.infer<typeof NearbyTerminal>;

export const Nearby = z.strictObject({ at: Millis, terminals: z.array(NearbyTerminal).max(12) });
export type Nearby = z.infer<typeof Nearby>;
