// The base without tiles: our schematic where there is one, else a graticule. Drawn by Leaflet, knows no terminals.
import L from "leaflet";
import type { Lang } from "../format/lang.ts";
import { pick } from "../format/lang.ts";
import { type Box, graticuleLines, graticuleStep, overlaps } from "./geo.ts";
import { type SchematicKind, schematicBox, schematicLines, schematicStations } from "./schematic-changning.ts";

export type BaseKind = "schematic" | "graticule";

interface Stroke {
  colour: string;
  /** pixels at zoom 13 */
  weight: number;
  dash?: string;
}

const strokes: Record<SchematicKind, Stroke[]> = {
  creek: [{ colour: "var(--map-creek)", weight: 7 }],
  street: [
    { colour: "var(--map-street-edge)", weight: 4 },
    { colour: "var(--map-street)", weight: 2.4 },
  ],
  elevated: [
    { colour: "var(--map-elevated-edge)", weight: 6 },
    { colour: "var(--map-elevated)", weight: 3.6 },
  ],
  metro2: [{ colour: "var(--map-metro2)", weight: 2, dash: "7 4" }],
  metro10: [{ colour: "var(--map-metro10)", weight: 2, dash: "7 4" }],
};

const streetLabelZoom = 13.25;
const stationLabelZoom = 14;

function label(text: string, className: string, lat: number, lon: number): L.Marker {
  const node = document.createElement("span");
  node.textContent = text;
  const icon = L.divIcon({ className: `map-label ${className}`, html: node, iconSize: [0, 0] });
  return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "base-labels" });
}

export function boxOfBounds(bounds: L.LatLngBounds): Box {
  return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
}

export class BaseLayer {
  readonly #map: L.Map;
  readonly #lines: { line: L.Polyline; weight: number }[] = [];
  readonly #schematic = L.layerGroup();
  readonly #streetLabels = L.layerGroup();
  readonly #stationLabels = L.layerGroup();
  readonly #graticule = L.layerGroup();

  constructor(map: L.Map) {
    this.#map = map;
    map.createPane("base").style.zIndex = "210";
    map.createPane("base-labels").style.zIndex = "220";
    const renderer = L.svg({ pane: "base", padding: 0.3 });
    for (const { kind, path } of schematicLines) {
      for (const { colour, weight, dash } of strokes[kind]) {
        const line = L.polyline(
          path.map(([lon, lat]) => L.latLng(lat, lon)),
          {
            renderer,
            color: colour,
            weight,
            interactive: false,
            lineCap: "round",
            smoothFactor: 0.5,
            ...(dash === undefined ? {} : { dashArray: dash }),
          },
        );
        this.#lines.push({ line, weight });
        this.#schematic.addLayer(line);
      }
    }
    for (const { at } of schematicStations) {
      const dot = {
        renderer,
        radius: 3,
        color: "var(--map-station)",
        weight: 1.2,
        fillColor: "var(--map-street)",
        fillOpacity: 1,
      };
      this.#schematic.addLayer(L.circleMarker([at[1], at[0]], { ...dot, interactive: false }));
    }
    this.#schematic.addTo(map);
    this.#graticule.addTo(map);
  }

  setLanguage(lang: Lang): void {
    this.#streetLabels.clearLayers();
    this.#stationLabels.clearLayers();
    for (const { kind, labels, zh, en } of schematicLines) {
      for (const [lon, lat] of labels) {
        this.#streetLabels.addLayer(label(pick(lang, { zh, en }), `label-${kind}`, lat, lon));
      }
    }
    for (const station of schematicStations) {
      this.#stationLabels.addLayer(label(pick(lang, station), "label-station", station.at[1], station.at[0]));
    }
    this.refresh();
  }

  /** Redraws for the present view and says which base it shows. */
  refresh(): BaseKind {
    const zoom = this.#map.getZoom();
    const factor = 2 ** ((zoom - 13) * 0.6);
    for (const { line, weight } of this.#lines) line.setStyle({ weight: Math.max(0.6, weight * factor) });
    this.#show(this.#streetLabels, zoom >= streetLabelZoom);
    this.#show(this.#stationLabels, zoom >= stationLabelZoom);
    this.#graticule.clearLayers();
    const view = boxOfBounds(this.#map.getBounds());
    if (overlaps(view, schematicBox) && zoom >= 10) return "schematic";
    this.#drawGraticule(view);
    return "graticule";
  }

  setVisible(visible: boolean): void {
    for (const layer of [this.#schematic, this.#graticule]) this.#show(layer, visible);
    if (!visible) for (const layer of [this.#streetLabels, this.#stationLabels]) this.#show(layer, false);
  }

  #show(layer: L.LayerGroup, visible: boolean): void {
    if (visible) layer.addTo(this.#map);
    else layer.remove();
  }

  #drawGraticule(view: Box): void {
    const step = graticuleStep(Math.max(view.east - view.west, 0.001));
    const style = { color: "var(--map-line)", weight: 1, interactive: false, pane: "base" };
    const side = (n: number, positive: string, negative: string) => `${Math.abs(n)}°${n < 0 ? negative : positive}`;
    for (const lon of graticuleLines(view.west, view.east, step)) {
      const line: L.LatLngTuple[] = [
        [view.south, lon],
        [view.north, lon],
      ];
      this.#graticule.addLayer(L.polyline(line, style));
      this.#graticule.addLayer(label(side(lon, "E", "W"), "label-graticule", view.south, lon));
    }
    for (const lat of graticuleLines(view.south, view.north, step)) {
      const line: L.LatLngTuple[] = [
        [lat, view.west],
        [lat, view.east],
      ];
      this.#graticule.addLayer(L.polyline(line, style));
      this.#graticule.addLayer(label(side(lat, "N", "S"), "label-graticule", lat, view.west));
    }
  }
}
