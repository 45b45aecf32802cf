import type { OrderAction } from "@kiosk/contract";

/** A note without text says nothing, and a cancelled order must say why; the rest may stand alone. */
export function needsText(action: OrderAction): boolean {
  return action === "note" || action === "cancel";
}
