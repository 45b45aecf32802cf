// Points by the thousand: drawn on one canvas, without an element each. The list names every terminal for keyboard and screen
// reader; here a pointer finds them. Which one is chosen or pointed at is drawn by MapView as a point of its own.
import type { KioskHealth } from "@kiosk/contract";
import L from "leaflet";
import { pointSymbol } from "../ui/health-symbol.ts";
import type { MapPoint } from "./map-view.ts";

/** More points than these are a crowd. */
export const crowdFrom = 600;
const radiusPx = 4.5;
/** Painted in this order: what matters lies on top. */
const painted: readonly KioskHealth[] = ["ok", "unknown", "offline", "warning", "fault"];

export interface CrowdEvents {
  onHover: (id: string | undefined) => void;
  onSelect: (id: string) => void;
}

export class CrowdLayer {
  readonly #map: L.Map;
  readonly #events: CrowdEvents;
  readonly #renderer = L.canvas({ padding: 0.2 });
  readonly #colours = new Map<string, string>();
  #layer: L.LayerGroup | undefined;

  constructor(map: L.Map, events: CrowdEvents) {
    this.#map = map;
    this.#events = events;
  }

  /** Draws these in place of those before; none takes the layer away. */
  setPoints(points: readonly MapPoint[]): void {
    this.#layer?.remove();
    this.#layer = undefined;
    if (points.length === 0) return;
    this.#colours.clear();
    const ordered = [...points].sort((a, b) => painted.indexOf(a.health) - painted.indexOf(b.health));
    const layer = L.layerGroup(ordered.map((point) => this.#dot(point)));
    this.#layer = layer.addTo(this.#map);
  }

  #dot(point: MapPoint): L.CircleMarker {
    const { sign, hollow } = pointSymbol(point);
    const colour = this.#resolved(sign.colour);
    const dot = L.circleMarker([point.lat, point.lon], {
      renderer: this.#renderer,
      radius: radiusPx,
      weight: hollow ? 1.5 : 1,
      color: hollow ? colour : this.#resolved("var(--panel)"),
      fillColor: hollow ? this.#resolved("var(--panel)") : colour,
      fillOpacity: 1,
      bubblingMouseEvents: false,
    });
    const id = String(point.id);
    dot.on("mouseover", () => this.#events.onHover(id));
    dot.on("mouseout", () => this.#events.onHover(undefined));
    dot.on("click", () => this.#events.onSelect(id));
    return dot;
  }

  /** A canvas knows no variables of the theme; each is looked up once a drawing. */
  #resolved(colour: string): string {
    const known = this.#colours.get(colour);
    if (known !== undefined) return known;
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    const container = this.#map.getContainer();
    const plain = name === undefined ? colour : getComputedStyle(container).getPropertyValue(name).trim();
    this.#colours.set(colour, plain);
    return plain;
  }
}
