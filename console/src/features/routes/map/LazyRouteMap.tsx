// The map comes after the rest: if its code cannot be fetched or drawn, timeline and list still work.
import { Component, lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import type { RouteMapProps } from "./RouteMap.tsx";

const RouteMap = lazy(async () => ({ default: (await import("./RouteMap.tsx")).RouteMap }));

class Boundary extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

export function LazyRouteMap(props: RouteMapProps) {
  const { t } = useTranslation();
  return (
    <Boundary fallback={<EmptyState title={t("routes.map.failed")} />}>
      <Suspense fallback={<div className="map-loading">{t("routes.map.loading")}</div>}>
        <RouteMap {...props} />
      </Suspense>
    </Boundary>
  );
}
