// Drives Leaflet for the routes of a day: a line and numbered stops for each technician, over the base that all maps have.
import L from "leaflet";
import type { Lang } from "../../../shared/format/lang.ts";
import { BaseLayer } from "../../../shared/map/base-layer.ts";
import { boxOf } from "../../../shared/map/geo.ts";
import type { MapConfig } from "../../../shared/map/map-config.ts";

export interface RouteStopPoint {
  readonly id: string;
  readonly code: string;
  readonly lon: number;
  readonly lat: number;
  readonly name: string;
  /** what a screen reader says */
  readonly label: string;
}

export interface RouteLine {
  /** chooses colour and dashes */
  readonly index: number;
  readonly letter: string;
  readonly start: { readonly lon: number; readonly lat: number; readonly label: string };
  readonly stops: readonly RouteStopPoint[];
}

interface RouteMapEvents {
  readonly onHover: (id: string | undefined) => void;
  readonly onSelect: (id: string) => void;
}

/** Not by colour alone: each person's line has dashes of its own. */
const dashes = [undefined, "9 5", "2 5", "12 4 2 4", "5 3", "1 3 6 3"] as const;

export class RouteMapView {
  readonly #map: L.Map;
  readonly #base: BaseLayer;
  readonly #events: RouteMapEvents;
  readonly #drawn = L.layerGroup();
  readonly #stops = new Map<string, L.Marker>();
  readonly #resize: ResizeObserver;
  #tiles: L.TileLayer | undefined;
  #points: readonly { readonly lon: number; readonly lat: number }[] = [];
  #fitted = true;
  #byUs = false;
  #selected: string | undefined;
  #hovered: string | undefined;

  constructor(element: HTMLElement, events: RouteMapEvents) {
    this.#events = events;
    this.#map = L.map(element, {
      ...{ zoomControl: false, attributionControl: false, fadeAnimation: false },
      ...{ zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: 4, maxZoom: 18 },
    });
    this.#map.setView([31.21, 121.39], 13, { animate: false });
    this.#base = new BaseLayer(this.#map);
    this.#drawn.addTo(this.#map);
    this.#map.on("moveend", () => {
      if (!this.#byUs) this.#fitted = false;
      if (this.#tiles === undefined) this.#base.refresh();
    });
    this.#resize = new ResizeObserver(() => {
      this.#quietly(() => this.#map.invalidateSize({ animate: false, pan: false }));
      if (this.#fitted) this.fit();
    });
    this.#resize.observe(element);
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#map.remove();
  }

  setLanguage(lang: Lang): void {
    this.#base.setLanguage(lang);
  }

  showTiles({ tiles }: MapConfig): void {
    const { url, attribution, minZoom, maxZoom } = tiles;
    const layer = L.tileLayer(url, { attribution, minZoom, maxZoom });
    let loaded = false;
    let failed = 0;
    layer.on("tileload", () => {
      loaded = true;
    });
    layer.on("tileerror", () => {
      failed += 1;
      if (loaded || failed < 3 || this.#tiles !== layer) return;
      layer.remove();
      this.#tiles = undefined;
      this.#base.setVisible(true);
      this.#base.refresh();
    });
    this.#tiles = layer.addTo(this.#map);
    this.#base.setVisible(false);
  }

  setRoutes(lines: readonly RouteLine[]): void {
    this.#drawn.clearLayers();
    this.#stops.clear();
    for (const line of lines) this.#drawLine(line);
    this.#drawStarts(lines.filter(({ stops }) => stops.length > 0));
    this.#points = lines.flatMap(({ start, stops }) => (stops.length === 0 ? [] : [start, ...stops]));
    this.#mark();
    if (this.#fitted) this.fit();
  }

  /** All routes in view, also after later changes of size, until the person moves the map. */
  fit(): void {
    const box = boxOf(this.#points);
    this.#fitted = true;
    if (box === undefined) return;
    const bounds = L.latLngBounds([box.south, box.west], [box.north, box.east]);
    this.#quietly(() => this.#map.fitBounds(bounds, { animate: false, padding: [34, 34], maxZoom: 16 }));
  }

  zoom(direction: 1 | -1): void {
    this.#map.setZoom(this.#map.getZoom() + direction * 0.75);
  }

  setSelected(id: string | undefined): void {
    this.#selected = id;
    this.#mark();
    const marker = id === undefined ? undefined : this.#stops.get(id);
    if (marker === undefined || this.#map.getBounds().pad(-0.05).contains(marker.getLatLng())) return;
    this.#quietly(() => this.#map.panTo(marker.getLatLng(), { animate: false }));
  }

  setHovered(id: string | undefined): void {
    this.#hovered = id;
    this.#mark();
  }

  #quietly(run: () => void): void {
    this.#byUs = true;
    run();
    this.#byUs = false;
  }

  #drawLine({ index, start, stops }: RouteLine): void {
    if (stops.length === 0) return;
    const dash = dashes[index % dashes.length];
    const path = [start, ...stops, start].map(({ lat, lon }) => L.latLng(lat, lon));
    const style = { interactive: false, smoothFactor: 0, lineJoin: "round" } as const;
    this.#drawn.addLayer(L.polyline(path, { ...style, color: "var(--panel)", weight: 6, opacity: 0.8 }));
    this.#drawn.addLayer(
      L.polyline(path, {
        ...{ ...style, className: `route-line route-c${index % 6}`, weight: 3, opacity: 1 },
        ...(dash === undefined ? {} : { dashArray: dash }),
      }),
    );
    for (const stop of stops) this.#drawStop(stop, index);
  }

  /** Several people of one place share its sign. */
  #drawStarts(lines: readonly RouteLine[]): void {
    const places = Map.groupBy(lines, ({ start: { lat, lon } }) => `${lat} ${lon}`);
    for (const here of places.values()) {
      const [first] = here;
      if (first === undefined) continue;
      const colour = here.length === 1 ? `route-c${first.index % 6}` : "route-shared";
      const icon = this.#pin(here.map(({ letter }) => letter).join(" "), `route-home ${colour}`);
      const title = here.map(({ start }) => start.label).join("\n");
      this.#drawn.addLayer(
        L.marker([first.start.lat, first.start.lon], { icon, keyboard: false, title, zIndexOffset: -1000 }),
      );
    }
  }

  #drawStop(stop: RouteStopPoint, index: number): void {
    const icon = this.#pin(stop.code, `route-stop route-c${index % 6}`);
    const marker = L.marker([stop.lat, stop.lon], { icon, keyboard: true, riseOnHover: true });
    marker.on("click", () => this.#events.onSelect(stop.id));
    marker.on("mouseover", () => this.#events.onHover(stop.id));
    marker.on("mouseout", () => this.#events.onHover(undefined));
    marker.on("keypress", ({ originalEvent: { key } }: L.LeafletKeyboardEvent) => {
      if (key === "Enter" || key === " ") this.#events.onSelect(stop.id);
    });
    marker.bindTooltip(named(stop), { direction: "top", offset: [0, -12], className: "map-tooltip", opacity: 1 });
    this.#drawn.addLayer(marker);
    const element = marker.getElement();
    element?.setAttribute("aria-label", stop.label);
    if (element !== undefined) element.dataset.testid = `route-stop-${stop.id}`;
    this.#stops.set(stop.id, marker);
  }

  #pin(text: string, className: string): L.DivIcon {
    const node = document.createElement("span");
    node.textContent = text;
    return L.divIcon({ className, html: node, iconSize: [28, 22] });
  }

  #mark(): void {
    for (const [id, marker] of this.#stops) {
      const on = id === this.#selected || id === this.#hovered;
      marker.getElement()?.classList.toggle("selected", id === this.#selected);
      marker.getElement()?.classList.toggle("hovered", id === this.#hovered);
      marker.setZIndexOffset(on ? 1000 : 0);
    }
  }
}

function named({ code, name }: RouteStopPoint): HTMLElement {
  const node = document.createElement("span");
  node.lang = "zh-CN";
  node.textContent = `${code} ${name}`;
  return node;
}
