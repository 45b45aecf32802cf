import "leaflet/dist/leaflet.css";
import "../../../shared/map/map.css";
import { CompressOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { loadMapConfig } from "../../../shared/map/map-config.ts";
import type { Lane } from "../model/lanes.ts";
import { RouteMapView } from "./route-map-view.ts";

export interface RouteMapProps {
  lanes: readonly Lane[];
  selected: string | undefined;
  hovered: string | undefined;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
}

export function RouteMap(props: RouteMapProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [view, setView] = useState<RouteMapView>();
  const [attribution, setAttribution] = useState("");
  const { lanes, selected, hovered } = props;
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const created = new RouteMapView(element, {
      onHover: (id) => latest.current.onHover(id),
      onSelect: (id) => latest.current.onSelect(id),
    });
    setView(created);
    const abort = new AbortController();
    loadMapConfig(abort.signal).then(
      (config) => {
        if (config === undefined || abort.signal.aborted) return;
        setAttribution(config.tiles.attribution);
        created.showTiles(config);
      },
      // no answer is the same as no file: the schematic stays
      () => undefined,
    );
    return () => {
      abort.abort();
      created.destroy();
      setView(undefined);
    };
  }, []);
  useEffect(() => view?.setLanguage(lang), [view, lang]);
  useEffect(() => {
    view?.setRoutes(
      lanes.map(({ technician, index, letter, stops }) => ({
        index,
        letter,
        start: {
          lon: technician.startLon,
          lat: technician.startLat,
          label: t("routes.map.start", { name: technician.startName, who: technician.name }),
        },
        stops: stops.map(({ visit, code }) => ({
          ...{ id: visit.id, code, lon: visit.lon, lat: visit.lat, name: visit.kioskName },
          label: t("routes.visit.bar", {
            code,
            name: visit.kioskName,
            from: formatTime(visit.beginAt),
            to: formatTime(visit.leaveAt),
            state: t(`routes.visit.states.${visit.state}`),
          }),
        })),
      })),
    );
  }, [view, lanes, t]);
  useEffect(() => view?.setSelected(selected), [view, selected]);
  useEffect(() => view?.setHovered(hovered), [view, hovered]);
  return (
    <section className="map-frame route-map" aria-label={t("routes.map.label")}>
      <div ref={holder} className="map-holder" data-testid="route-map" />
      <div className="map-buttons">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          aria-label={t("routes.map.zoomIn")}
          onClick={() => view?.zoom(1)}
        />
        <Button
          size="small"
          icon={<MinusOutlined aria-hidden="true" />}
          aria-label={t("routes.map.zoomOut")}
          onClick={() => view?.zoom(-1)}
        />
        <Button
          size="small"
          icon={<CompressOutlined aria-hidden="true" />}
          aria-label={t("routes.map.fit")}
          title={t("routes.map.fit")}
          onClick={() => view?.fit()}
        />
      </div>
      <div className="map-note">
        {attribution === "" ? null : <span>{attribution}</span>}
        <span>{t("routes.map.straight")}</span>
      </div>
    </section>
  );
}
