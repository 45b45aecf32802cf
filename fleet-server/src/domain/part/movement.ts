import type { PartMovement } from "@kiosk/contract";

/** One line of the ledger: never edited; one that comes from an order's event bears that event's id. */
export type Movement = Omit<PartMovement, "orderNumber">;

/** The order's event a movement comes from; of one received into stock, its own id. */
export function eventOf(movement: Pick<Movement, "id">): string {
  return movement.id.split("/", 1)[0] ?? movement.id;
}
