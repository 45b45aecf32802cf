import type { Wall } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { boxOf, overlaps } from "../../../shared/map/geo.ts";
import { type SchematicKind, schematicBox, schematicLines } from "../../../shared/map/schematic-changning.ts";
import { healthSigns } from "../../../shared/ui/health-symbol.ts";
import { projectionOf } from "../wall-map.ts";

const strokes: Record<SchematicKind, { colour: string; width: number; dash?: string }> = {
  creek: { colour: "var(--map-creek)", width: 7 },
  street: { colour: "var(--map-street-edge)", width: 2 },
  elevated: { colour: "var(--map-elevated-edge)", width: 4 },
  metro2: { colour: "var(--map-metro2)", width: 2, dash: "8 5" },
  metro10: { colour: "var(--map-metro10)", width: 2, dash: "8 5" },
};
const order = { ok: 0, unknown: 1, offline: 2, warning: 3, fault: 4 } as const;
const size = 34;
const aspect = 1.62;

/** Nothing to hover or click: what a point says, it says by shape, colour and its number. */
export function WallMap({ points }: { points: Wall["points"] }) {
  const { t } = useTranslation();
  const projection = projectionOf(points, aspect);
  const box = boxOf(points);
  if (projection === undefined || box === undefined) return null;
  const { width, height, place } = projection;
  const count = { ok: 0, warning: 0, fault: 0, unknown: 0, offline: 0 };
  for (const { health } of points) count[health] += 1;
  const drawn = overlaps(box, schematicBox) ? schematicLines : [];
  return (
    <svg
      className="wall-map"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      role="img"
      aria-label={t("wall.mapLabel", count)}
    >
      {drawn.map((line) => {
        const { colour, width: strokeWidth, dash } = strokes[line.kind];
        const path = line.path.map(([lon, lat]) => {
          const { x, y } = place({ lon, lat });
          return `${x.toFixed(1)},${y.toFixed(1)}`;
        });
        return (
          <polyline
            key={`${line.kind}-${line.zh}`}
            points={path.join(" ")}
            fill="none"
            stroke={colour}
            strokeWidth={strokeWidth}
            strokeDasharray={dash}
            strokeLinejoin="round"
          />
        );
      })}
      {[...points]
        .sort((a, b) => order[a.health] - order[b.health])
        .map((point) => {
          const { x, y } = place(point);
          const sign = healthSigns[point.health];
          const calm = !point.open || point.health === "ok";
          const side = calm ? size * 0.72 : size * 1.25;
          return (
            <g key={point.id} transform={`translate(${x - side / 2} ${y - side / 2}) scale(${side / 24})`}>
              <path
                d={sign.outline}
                fill={point.open ? sign.colour : "none"}
                stroke={point.open ? "var(--panel)" : "var(--ink-3)"}
                strokeWidth="2.5"
              />
              {sign.glyph === "" || !point.open ? null : (
                <path d={sign.glyph} fill="none" stroke="var(--sign-glyph)" strokeWidth="2.6" />
              )}
              {calm ? null : (
                <text x="28" y="17" className="wall-map-seq">
                  {point.seq}
                </text>
              )}
            </g>
          );
        })}
    </svg>
  );
}
