import "leaflet/dist/leaflet.css";
import "./map.css";
import { CompressOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { kioskHealths } from "@kiosk/contract";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskPlace } from "../api-client/places.ts";
import { useLang } from "../i18n/use-lang.ts";
import { HealthIcon } from "../ui/HealthMark.tsx";
import type { BaseKind } from "./base-layer.ts";
import type { Box } from "./geo.ts";
import { loadMapConfig } from "./map-config.ts";
import { MapView } from "./map-view.ts";

export interface KioskMapProps {
  rows: readonly KioskPlace[];
  /** what "all points" means; the rows may be fewer while filters hide some */
  extent: readonly KioskPlace[];
  /** changes when another set of terminals is shown: the map then fits them */
  fitKey: string;
  selectedId: string | undefined;
  hoveredId: string | undefined;
  /** where to begin, in place of fitting all points */
  box?: Box | undefined;
  onHover: (id: string | undefined) => void;
  onSelect: (id: string) => void;
  onMove?: (box: Box, byUser: boolean) => void;
  /** lies over the map, lower left */
  children?: ReactNode;
}

function Legend() {
  const { t } = useTranslation();
  return (
    <details className="map-legend">
      <summary>{t("common.map.legend")}</summary>
      <ul>
        {kioskHealths.map((health) => (
          <li key={health}>
            <HealthIcon health={health} />
            {t(`words.health.${health}`)}
          </li>
        ))}
        <li>
          <i className="legend-low" aria-hidden="true" />
          {t("common.map.lowLegend")}
        </li>
      </ul>
    </details>
  );
}

export function KioskMap(props: KioskMapProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [view, setView] = useState<MapView>();
  const [base, setBase] = useState<BaseKind | "tiles">("schematic");
  const [tilesFailed, setTilesFailed] = useState(false);
  const [attribution, setAttribution] = useState("");
  const { rows, extent, fitKey, selectedId, hoveredId } = props;
  const ready = extent.length > 0;

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const created = new MapView(element, {
      onHover: (id) => latest.current.onHover(id),
      onSelect: (id) => latest.current.onSelect(id),
      onMove: (box, byUser) => latest.current.onMove?.(box, byUser),
      onBase: setBase,
      onTilesFailed: () => setTilesFailed(true),
    });
    setView(created);
    const abort = new AbortController();
    loadMapConfig(abort.signal).then(
      (config) => {
        if (config === undefined || abort.signal.aborted) return;
        setAttribution(config.tiles.attribution);
        created.showTiles(config);
      },
      // No answer is the same as no file: the schematic stays.
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
    view?.setPoints(
      rows.map((row) => ({
        ...row,
        label: t("common.map.marker", {
          name: row.name,
          health: t(`words.health.${row.health}`),
          confidence: t(`words.confidence.${row.confidence}`),
        }),
      })),
    );
  }, [view, rows, t]);

  useEffect(() => {
    if (view !== undefined && ready) view.begin(fitKey, latest.current.extent, latest.current.box);
  }, [view, fitKey, ready]);

  useEffect(() => view?.setSelected(selectedId), [view, selectedId]);
  useEffect(() => view?.setHovered(hoveredId), [view, hoveredId]);

  return (
    <section className="map-frame" aria-label={t("common.map.region")}>
      <div ref={holder} className="map-holder" data-testid="map" />
      <div className="map-buttons">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          aria-label={t("common.map.zoomIn")}
          onClick={() => view?.zoom(1)}
        />
        <Button
          size="small"
          icon={<MinusOutlined aria-hidden="true" />}
          aria-label={t("common.map.zoomOut")}
          onClick={() => view?.zoom(-1)}
        />
        <Button
          size="small"
          icon={<CompressOutlined aria-hidden="true" />}
          aria-label={t("common.map.fit")}
          title={t("common.map.fit")}
          data-testid="map-fit"
          onClick={() => view?.fitPoints(extent)}
        />
      </div>
      <div className="map-note" data-testid="map-base" data-base={base}>
        {tilesFailed ? <span className="map-note-warn">{t("common.map.tilesFailed")}</span> : null}
        {base === "tiles" ? (
          <span>{attribution}</span>
        ) : (
          <span title={t(`common.map.${base}Hint`)}>{t(`common.map.${base}`)}</span>
        )}
        <Legend />
      </div>
      {props.children}
    </section>
  );
}
