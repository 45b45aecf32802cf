// The ledger of spare parts of a contract: every movement, never edited, and the balances that follow.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";
import { EvidenceDigest } from "./order-events.ts";

/**
 * received: into stock. arrived: bought for one order. allocated: stock to an order. returned: an order's part back to stock.
 * moved: from one place to another. used: put into a terminal as a consumable. found, lost: what counting the stock showed.
 */
export const movementKinds = [
  "received",
  "arrived",
  "allocated",
  "rejected",
  "installed",
  "returned",
  "moved",
  "used",
  "found",
  "lost",
] as const;

export const PartMovement = z.object({
  id: z.string(),
  contractId: ContractId,
  part: z.string(),
  serial: z.string().nullable(),
  kind: z.enum(movementKinds),
  quantity: z.int().min(1),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  at: Millis,
  recordedAt: Millis,
  actor: z.string(),
  /** delivery note (到货单) */
  evidence: z.array(EvidenceDigest),
  text: z.string(),
  /** depot or van; null: the main depot, or wherever the serial number lies */
  place: z.string().nullable(),
  /** of `moved`: where to */
  toPlace: z.string().nullable(),
});
export type PartMovement = z.infer<typeof PartMovement>;

export const PartBalance = z.object({
  part: z.string(),
  inStock: z.int(),
  onOrders: z.int(),
  installed: z.int(),
  rejected: z.int(),
  serialsInStock: z.array(z.string()),
});
export type PartBalance = z.infer<typeof PartBalance>;

export const PartLedger = z.object({
  contractId: ContractId,
  balances: z.array(PartBalance),
  /** newest first */
  movements: z.array(PartMovement),
});
export type PartLedger = z.infer<typeof PartLedger>;

export const PartReceipt = z.strictObject({
  part: z.string().trim().min(1).max(80),
  /** with serials: one each, the quantity is their number */
  serials: z.array(z.string().trim().min(1).max(80)).max(200).default([]),
  quantity: z.int().min(1).max(10_000),
  text: z.string().max(500).default(""),
  evidence: z.array(EvidenceDigest).min(1).max(20),
  at: Millis.optional(),
});
export type PartReceipt = z.input<typeof PartReceipt>;
