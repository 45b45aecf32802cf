// Which item of stock is put into a device: what the contract says, else what the model's profile calls it.
import type { ItemFit } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { StoredItem } from "../part/place.ts";

/** What a device takes. */
export interface SupplyPlace {
  readonly profileId: string;
  readonly consumable: ConsumableKind;
  readonly part: string;
}

/** A profile's own name for what it takes; `part` is `*` for every part that has no entry of its own. */
export interface ProfileSupply {
  readonly profileId: string;
  readonly consumable: ConsumableKind;
  readonly part: string;
  readonly name: string;
}

/** Of several that fit the one that names most; of two alike the first by name. Undefined: neither says anything. */
export function itemFor(
  place: SupplyPlace,
  contract: readonly Pick<StoredItem, "item" | "fits">[],
  product: readonly ProfileSupply[],
): string | undefined {
  let best: { readonly item: string; readonly score: number } | undefined;
  for (const { item, fits } of contract) {
    for (const fit of fits) {
      const score = scoreOf(fit, place);
      if (score === undefined) continue;
      if (best === undefined || score > best.score || (score === best.score && item < best.item))
        best = { item, score };
    }
  }
  return best?.item ?? productItem(place, product);
}

function scoreOf(fit: ItemFit, place: SupplyPlace): number | undefined {
  if (fit.consumable !== place.consumable) return undefined;
  if (fit.profileId !== null && fit.profileId !== place.profileId) return undefined;
  if (fit.part !== null && fit.part !== place.part) return undefined;
  return (fit.profileId === null ? 0 : 2) + (fit.part === null ? 0 : 1);
}

function productItem({ profileId, consumable, part }: SupplyPlace, product: readonly ProfileSupply[]) {
  const own = product.filter((one) => one.profileId === profileId && one.consumable === consumable);
  const exact = own.find((one) => one.part === part);
  if (exact !== undefined) return exact.name;
  const any = own.find((one) => one.part === "*");
  if (any === undefined) return undefined;
  return part === "" ? any.name : `${any.name} ${part}`;
}
