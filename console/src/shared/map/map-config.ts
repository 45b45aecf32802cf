// Raster tiles are an option of the installation: a file /map-config.json beside the console. Without it nothing is asked
// for anywhere. Tiles must be WGS-84 or CGCS2000 in Web-Mercator (points are drawn as they are, unconverted).
import { z } from "zod";

export const MapConfig = z.object({
  tiles: z.object({
    /** Leaflet template with {z} {x} {y}, same origin unless the server's CSP img-src allows another */
    url: z.string().min(1),
    attribution: z.string().max(200),
    minZoom: z.int().min(0).max(22).default(3),
    maxZoom: z.int().min(0).max(22).default(18),
  }),
});
export type MapConfig = z.infer<typeof MapConfig>;

/** Undefined where the file is absent, is a page of HTML, or breaks its schema: then the schematic is the base. */
export async function loadMapConfig(signal: AbortSignal): Promise<MapConfig | undefined> {
  const response = await fetch("/map-config.json", { signal, headers: { accept: "application/json" } });
  if (!response.ok || !(response.headers.get("content-type") ?? "").includes("json")) return undefined;
  const parsed = MapConfig.safeParse(await response.json());
  return parsed.success ? parsed.data : undefined;
}
