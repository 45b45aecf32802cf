// One terminal and one app: what is wanted, what is there, what it can do.
import type { AppId, KioskId, ShelfCell } from "@kiosk/contract";
import type { KioskServices, KioskShelfApplied } from "./use.ts";
import type { WantedApp } from "./wanted.ts";

/** Of each app that is wanted there, stands there or is offered there; by app id. */
export function cellsOf(
  kioskId: KioskId,
  wanted: readonly WantedApp[],
  applied: Pick<KioskShelfApplied, "places"> | undefined,
  services: Pick<KioskServices, "services"> | undefined,
): ShelfCell[] {
  const placed = (applied?.places ?? []).filter(({ kind }) => kind === "app");
  const offered = services?.services ?? [];
  const ids = new Set<AppId>([
    ...wanted.map(({ appId }) => appId),
    ...placed.map(({ id }) => id),
    ...offered.map(({ appId }) => appId),
  ]);
  return [...ids].sort().map((appId) => {
    const one = wanted.find((app) => app.appId === appId);
    const place = placed.find(({ id }) => id === appId);
    const service = offered.find((offer) => offer.appId === appId);
    return {
      ...{ kioskId, appId, wanted: one === undefined ? null : wantedView(one) },
      ...{ inPlace: place?.inPlace ?? null, error: place?.error ?? null },
      ...{ service: service?.state ?? null, missing: service?.missing ?? [] },
    };
  });
}

function wantedView({ state, version, effectiveAt, reason, until, frequent, changeId }: WantedApp) {
  return { state, version, effectiveAt, reason, until, frequent, changeId };
}
