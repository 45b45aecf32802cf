// The map comes after the list: its code is fetched apart, and if it cannot be fetched or drawn the list still works.
import { Button } from "antd";
import { Component, lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../ui/EmptyState.tsx";
import type { KioskMapProps } from "./KioskMap.tsx";

const KioskMap = lazy(async () => ({ default: (await import("./KioskMap.tsx")).KioskMap }));

class MapBoundary extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

export function LazyKioskMap(props: KioskMapProps) {
  const { t } = useTranslation();
  return (
    <MapBoundary
      fallback={
        <EmptyState
          title={t("common.map.failed")}
          action={<Button onClick={() => window.location.reload()}>{t("common.state.reload")}</Button>}
        />
      }
    >
      <Suspense fallback={<div className="map-loading">{t("common.map.loading")}</div>}>
        <KioskMap {...props} />
      </Suspense>
    </MapBoundary>
  );
}
