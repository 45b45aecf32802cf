// What a change would do, before anybody makes it: 下架影响 12 台，今日 37 次使用.
import type { ShelfPreview } from "@kiosk/contract";
import type { StandingChange } from "../domain/shelf/change.ts";
import { lackingOf } from "../domain/shelf/lacking.ts";
import { covers, decider, mainAspect } from "../domain/shelf/wanted.ts";
import { dayStart, localDay } from "../domain/sla/local-day.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import { isReachable, placeOf, type ShelfWorld } from "./shelf-world.ts";

/** @param change as if it had taken effect everywhere */
export async function previewOf(
  world: ShelfWorld,
  change: StandingChange,
  history: ShelfHistory,
): Promise<ShelfPreview> {
  const { kiosks, changes, released, at, contractId, services, packages } = world;
  const covered = kiosks.filter((kiosk) => covers(change, placeOf(kiosk)));
  const isTheme = change.action === "theme";
  const same = changes.filter(
    (one) => (one.action === "theme") === isTheme && (isTheme || one.packageId === change.packageId),
  );
  const then = Math.max(at, change.effectiveAt);
  const overruled = covered.filter((kiosk) => {
    const place = placeOf(kiosk);
    return decider([...same, change], mainAspect[change.action], place, then, released)?.id !== change.id;
  });
  const followers = covered.filter((kiosk) => !overruled.includes(kiosk));
  const own = new Set(followers.map(({ master }) => master.id));
  const counts = await history.countUses(contractId, [dayStart(localDay(at)), at + 1]);
  const used = counts.filter(({ kioskId, appId }) => own.has(kioskId) && (isTheme || appId === change.packageId));
  const manifest = packages.find(({ id, version }) => id === change.packageId && version === change.version)?.manifest;
  const lacking =
    manifest?.kind !== "app"
      ? []
      : followers.flatMap((kiosk) => {
          const missing = lackingOf(manifest, kiosk, services.get(kiosk.master.id)?.services);
          return missing.length === 0 ? [] : [{ kioskId: kiosk.master.id, name: kiosk.master.name, missing }];
        });
  return {
    ...{ at, kiosks: covered.length, lacking },
    overruled: overruled.map(({ master }) => master.id),
    usedToday: used.reduce((sum, { uses }) => sum + uses, 0),
    unreachable: followers.filter((kiosk) => !isReachable(kiosk)).map(({ master }) => master.id),
  };
}
