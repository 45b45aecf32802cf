// Which supplies of a terminal may be replaced: those it reports, and those somebody is to replace without its reporting them.
import type { FieldBundle, FieldKiosk } from "@kiosk/contract";
import { supplyKey } from "./visit-data.ts";

type Supply = FieldKiosk["supplies"][number];

export interface SupplyOption extends Pick<Supply, "deviceId" | "consumable" | "part" | "item"> {
  readonly key: string;
  /** null: the terminal does not report it, or not how much there is */
  readonly percent: number | null;
  /** nobody measures it; the counter begins anew with the replacement */
  readonly counted: boolean;
}

export function supplyOptions(kiosk: Pick<FieldKiosk, "id" | "supplies">, tasks: FieldBundle["tasks"]): SupplyOption[] {
  const options = new Map<string, SupplyOption>();
  for (const supply of kiosk.supplies) options.set(supplyKey(supply), { ...supply, key: supplyKey(supply) });
  for (const task of tasks.filter(({ kioskId, state }) => kioskId === kiosk.id && state === "open")) {
    const key = supplyKey(task);
    if (!options.has(key)) options.set(key, { ...task, key, percent: null, counted: false });
  }
  return [...options.values()];
}
