// 大屏: one small snapshot of a contract for a screen on the wall, and the tokens such screens come in with. No name of a
// person and nothing that a person typed is in it.
import { consumableKinds, deviceClasses, Millis, qualities, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { kioskHealths } from "./kiosks.ts";
import { deadlineBands, orderStates } from "./work-orders.ts";

export const maxWallLifetimeMs = 400 * 86_400_000;

export const WallPoint = z.object({
  id: KioskId,
  seq: z.int(),
  name: z.string(),
  lon: z.number(),
  lat: z.number(),
  health: z.enum(kioskHealths),
  /** false: the point is closed now, so that silence means nothing */
  open: z.boolean(),
});
export type WallPoint = z.infer<typeof WallPoint>;

/** Every part has the instant it was counted at: the parts that are costly are counted once a minute. */
export const Wall = z.object({
  at: Millis,
  contract: z.object({ id: ContractId, zh: z.string(), en: z.string() }),
  /** terminals whose point is open now; `hoursUnknown` of them count as open because nobody entered their hours */
  online: z.object({
    at: Millis,
    online: z.int(),
    open: z.int(),
    closed: z.int(),
    hoursUnknown: z.int(),
    unverified: z.int(),
  }),
  faults: z.object({
    at: Millis,
    open: z.int(),
    unacknowledged: z.int(),
    bySeverity: z.record(z.enum(severities), z.int()),
    byClass: z.array(z.object({ deviceClass: z.enum(deviceClasses).nullable(), n: z.int() })),
  }),
  orders: z.object({
    at: Millis,
    open: z.int(),
    bands: z.record(z.enum(deadlineBands), z.int()),
    due: z.array(
      z.object({
        number: z.string(),
        /** of orders that people open only the kind is told, for their title may name somebody */
        titleZh: z.string(),
        titleEn: z.string(),
        kioskSeq: z.int(),
        kioskName: z.string(),
        state: z.enum(orderStates),
        dueAt: Millis,
      }),
    ),
  }),
  consumables: z.object({
    at: Millis,
    low: z.int(),
    out: z.int(),
    lowest: z.array(
      z.object({
        kioskSeq: z.int(),
        kioskName: z.string(),
        consumable: z.enum(consumableKinds),
        part: z.string(),
        percent: z.number(),
        quality: z.enum(qualities),
        observedAt: Millis,
      }),
    ),
  }),
  points: z.array(WallPoint),
  /** of today, newest first */
  events: z.object({
    at: Millis,
    list: z.array(
      z.object({
        at: Millis,
        kind: z.enum(["presence", "fault"]),
        zh: z.string(),
        en: z.string(),
        kioskSeq: z.int(),
      }),
    ),
  }),
  /** share of open terminals that were online, sampled; a time without sample is a gap and not 0 */
  availability: z.object({
    at: Millis,
    samples: z.array(z.object({ at: Millis, online: z.int(), open: z.int() })),
  }),
  /** by Shanghai days, oldest first */
  orderDays: z.object({
    at: Millis,
    days: z.array(z.object({ day: z.iso.date(), opened: z.int(), closed: z.int() })),
  }),
});
export type Wall = z.infer<typeof Wall>;

export const NewWallToken = z.strictObject({
  contractId: ContractId,
  name: z.string().trim().min(1).max(60),
  lifetimeMs: z.int().min(3_600_000).max(maxWallLifetimeMs),
});
export type NewWallToken = z.infer<typeof NewWallToken>;

export const WallTokenView = z.object({
  id: z.string(),
  contractId: ContractId,
  name: z.string(),
  createdAt: Millis,
  createdBy: z.string(),
  expiresAt: Millis,
  revokedAt: Millis.nullable(),
  revokedBy: z.string().nullable(),
  lastSeenAt: Millis.nullable(),
});
export type WallTokenView = z.infer<typeof WallTokenView>;

/** Shown once; only the token's hash is stored. The token stands behind `#`, so that it reaches no log on its way. */
export const WallTokenIssued = z.object({ token: WallTokenView, path: z.string() });
export type WallTokenIssued = z.infer<typeof WallTokenIssued>;
export const WallTokenList = z.object({ at: Millis, tokens: z.array(WallTokenView) });
export type WallTokenList = z.infer<typeof WallTokenList>;
