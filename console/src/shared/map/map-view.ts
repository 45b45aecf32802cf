// The one place that drives Leaflet: points, selection, hover, fitting. React tells it what should be so; it tells React
// what the user did.
import type { KioskHealth, KioskPoint } from "@kiosk/contract";
import L from "leaflet";
import type { Lang } from "../format/lang.ts";
import { pointSymbol, symbolSvg } from "../ui/health-symbol.ts";
import { type BaseKind, BaseLayer, boxOfBounds } from "./base-layer.ts";
import { CrowdLayer, crowdFrom } from "./crowd-layer.ts";
import { type Box, boxOf, type LonLat } from "./geo.ts";
import type { MapConfig } from "./map-config.ts";

export interface MapPoint extends Pick<KioskPoint, "id" | "lon" | "lat" | "name" | "confidence"> {
  health: KioskHealth;
  /** what a screen reader says */
  label: string;
}

export interface MapEvents {
  onHover: (id: string | undefined) => void;
  onSelect: (id: string) => void;
  onMove: (box: Box, byUser: boolean) => void;
  onBase: (base: BaseKind | "tiles") => void;
  onTilesFailed: () => void;
}

interface Drawn {
  point: MapPoint;
  marker: L.Marker;
  ring: L.Circle | undefined;
}

const markerPx = 20;
/** What matters lies on top. */
const stacking: Record<KioskHealth, number> = { ok: 0, unknown: 100, offline: 200, warning: 300, fault: 400 };
const toBounds = (box: Box) => L.latLngBounds([box.south, box.west], [box.north, box.east]);

export class MapView {
  readonly #map: L.Map;
  readonly #base: BaseLayer;
  readonly #events: MapEvents;
  readonly #drawn = new Map<string, Drawn>();
  readonly #crowd: CrowdLayer;
  /** all points while they are a crowd; empty while each is drawn by itself */
  #crowded: ReadonlyMap<string, MapPoint> = new Map();
  readonly #tooltip = L.tooltip({ direction: "top", offset: [0, -10], className: "map-tooltip", opacity: 1 });
  readonly #resize: ResizeObserver;
  #tiles: L.TileLayer | undefined;
  #selected: string | undefined;
  #hovered: string | undefined;
  #fitted: Box | undefined;
  #begun: string | undefined;
  #programmatic = false;

  constructor(element: HTMLElement, events: MapEvents) {
    this.#events = events;
    this.#map = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.75,
      wheelPxPerZoomLevel: 90,
      minZoom: 4,
      maxZoom: 18,
      fadeAnimation: false,
    });
    this.#map.setView([31.21, 121.39], 13, { animate: false });
    this.#base = new BaseLayer(this.#map);
    this.#crowd = new CrowdLayer(this.#map, events);
    this.#map.on("moveend", () => this.#moved());
    this.#resize = new ResizeObserver(() => {
      // Another size is no move of the user's, though Leaflet reports it as one.
      this.#programmatic = true;
      this.#map.invalidateSize({ animate: false, pan: false });
      this.#programmatic = false;
      if (this.#fitted !== undefined) this.fit(this.#fitted);
    });
    this.#resize.observe(element);
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#map.remove();
  }

  setLanguage(lang: Lang): void {
    this.#base.setLanguage(lang);
    this.#reportBase();
  }

  setPoints(points: readonly MapPoint[]): void {
    const crowd = points.length >= crowdFrom;
    this.#crowded = new Map(crowd ? points.map((p) => [String(p.id), p]) : []);
    this.#crowd.setPoints(crowd ? points : []);
    this.#draw(crowd ? this.#marked() : points);
  }

  /** Of a crowd only what is chosen or pointed at is a point of its own. */
  #marked(): MapPoint[] {
    const ids = new Set([this.#selected, this.#hovered]);
    return [...ids].flatMap((id) => (id === undefined ? [] : (this.#crowded.get(id) ?? [])));
  }

  #draw(points: readonly MapPoint[]): void {
    const wanted = new Map(points.map((p) => [String(p.id), p]));
    for (const [id, drawn] of this.#drawn) {
      if (wanted.has(id)) continue;
      drawn.marker.remove();
      drawn.ring?.remove();
      this.#drawn.delete(id);
    }
    for (const [id, point] of wanted) {
      const drawn = this.#drawn.get(id);
      if (drawn === undefined) this.#drawn.set(id, this.#newPoint(point));
      else this.#redraw(drawn, point);
    }
    this.#mark();
  }

  setSelected(id: string | undefined): void {
    if (this.#selected === id) return;
    this.#selected = id;
    if (this.#crowded.size > 0) this.#draw(this.#marked());
    else this.#mark();
    const drawn = id === undefined ? undefined : this.#drawn.get(id);
    if (drawn === undefined || this.#map.getBounds().pad(-0.05).contains(drawn.marker.getLatLng())) return;
    this.#fitted = undefined;
    this.#programmatic = true;
    this.#map.panTo(drawn.marker.getLatLng(), { animate: false });
    this.#programmatic = false;
  }

  setHovered(id: string | undefined): void {
    if (this.#hovered === id) return;
    this.#hovered = id;
    if (this.#crowded.size > 0) this.#draw(this.#marked());
    else this.#mark();
  }

  /** Once for each set of terminals: shows the given box, or all points. */
  begin(key: string, extent: readonly LonLat[], box: Box | undefined): void {
    if (this.#begun === key) return;
    this.#begun = key;
    if (box === undefined) this.fitPoints(extent);
    else this.fit(box);
  }

  /** Keeps the box in view through later changes of size, until the user moves the map. */
  fit(box: Box): void {
    this.#fitted = box;
    this.#programmatic = true;
    this.#map.fitBounds(toBounds(box), { animate: false, padding: [0, 0] });
    this.#programmatic = false;
  }

  fitPoints(points: readonly LonLat[]): void {
    const box = boxOf(points);
    if (box === undefined) return;
    // A margin, and at least some 600 m, so that one point does not fill the world with its ring.
    const padLon = Math.max((box.east - box.west) * 0.06, 0.004);
    const padLat = Math.max((box.north - box.south) * 0.08, 0.004);
    this.fit({
      west: box.west - padLon,
      east: box.east + padLon,
      south: box.south - padLat,
      north: box.north + padLat,
    });
  }

  zoom(direction: 1 | -1): void {
    this.#map.setZoom(this.#map.getZoom() + direction * 0.75);
  }

  showTiles(config: MapConfig): void {
    const { url, attribution, minZoom, maxZoom } = config.tiles;
    const tiles = L.tileLayer(url, { attribution, minZoom, maxZoom });
    let loaded = false;
    let failed = 0;
    tiles.on("tileload", () => {
      loaded = true;
    });
    tiles.on("tileerror", () => {
      failed += 1;
      if (loaded || failed < 3 || this.#tiles !== tiles) return;
      tiles.remove();
      this.#tiles = undefined;
      this.#base.setVisible(true);
      this.#reportBase();
      this.#events.onTilesFailed();
    });
    this.#tiles = tiles.addTo(this.#map);
    this.#base.setVisible(false);
    this.#reportBase();
  }

  #moved(): void {
    const byUser = !this.#programmatic;
    if (byUser) this.#fitted = undefined;
    this.#reportBase();
    this.#events.onMove(boxOfBounds(this.#map.getBounds()), byUser);
  }

  #reportBase(): void {
    this.#events.onBase(this.#tiles === undefined ? this.#base.refresh() : "tiles");
  }

  #newPoint(point: MapPoint): Drawn {
    const id = String(point.id);
    const marker = L.marker([point.lat, point.lon], { icon: this.#icon(point), keyboard: true });
    marker.on("mouseover", () => this.#events.onHover(id));
    marker.on("mouseout", () => this.#events.onHover(undefined));
    marker.on("click", () => this.#events.onSelect(id));
    marker.on("keypress", (event: L.LeafletKeyboardEvent) => {
      if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") this.#events.onSelect(id);
    });
    marker.addTo(this.#map);
    const element = marker.getElement();
    element?.addEventListener("focus", () => this.#events.onHover(id));
    element?.addEventListener("blur", () => this.#events.onHover(undefined));
    const drawn: Drawn = { point, marker, ring: this.#ring(point) };
    this.#name(drawn);
    return drawn;
  }

  #redraw(drawn: Drawn, point: MapPoint): void {
    const before = drawn.point;
    drawn.point = point;
    if (before.health !== point.health || before.confidence !== point.confidence) {
      const element = drawn.marker.getElement();
      if (element !== undefined) element.innerHTML = symbolSvg(pointSymbol(point), markerPx);
      drawn.marker.setZIndexOffset(stacking[point.health]);
    }
    if (before.lat !== point.lat || before.lon !== point.lon || before.confidence !== point.confidence) {
      drawn.marker.setLatLng([point.lat, point.lon]);
      drawn.ring?.remove();
      drawn.ring = this.#ring(point);
    }
    this.#name(drawn);
  }

  #name({ point, marker }: Drawn): void {
    const element = marker.getElement();
    if (element === undefined) return;
    element.setAttribute("aria-label", point.label);
    element.dataset.testid = `kiosk-point-${point.id}`;
    element.dataset.health = point.health;
    element.dataset.confidence = point.confidence;
    marker.setZIndexOffset(stacking[point.health]);
  }

  #icon(point: MapPoint): L.DivIcon {
    const html = symbolSvg(pointSymbol(point), markerPx);
    return L.divIcon({ className: "kiosk-point", html, iconSize: [markerPx, markerPx] });
  }

  #ring(point: MapPoint): L.Circle | undefined {
    const { accuracyM, sign } = pointSymbol(point);
    if (accuracyM === 0) return undefined;
    const style = { color: sign.colour, weight: 1, opacity: 0.55, dashArray: "2 5", fill: false };
    return L.circle([point.lat, point.lon], { ...style, radius: accuracyM, interactive: false }).addTo(this.#map);
  }

  #mark(): void {
    for (const [id, { marker }] of this.#drawn) {
      const element = marker.getElement();
      element?.classList.toggle("selected", id === this.#selected);
      element?.classList.toggle("hovered", id === this.#hovered);
    }
    const hovered = this.#hovered === undefined ? undefined : this.#drawn.get(this.#hovered);
    if (hovered === undefined) {
      this.#tooltip.remove();
      return;
    }
    const name = document.createElement("span");
    name.lang = "zh-CN";
    name.textContent = hovered.point.name;
    this.#tooltip.setLatLng(hovered.marker.getLatLng()).setContent(name).addTo(this.#map);
  }
}
