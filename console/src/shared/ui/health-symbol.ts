// One sign per health, told apart by shape, glyph and colour, the same in lists and on the map.
import type { KioskHealth, KioskPoint } from "@kiosk/contract";

export interface HealthSign {
  /** path of the outline in a 24 × 24 box */
  outline: string;
  /** path of the strokes inside; empty for the calm state */
  glyph: string;
  /** a colour of the theme, hence for SVG in the page and not for a canvas */
  colour: string;
}

const circle = "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17Z";

export const healthSigns: Record<KioskHealth, HealthSign> = {
  ok: { outline: circle, glyph: "", colour: "var(--sign-ok)" },
  warning: { outline: "M12 2.5L22.5 21H1.5Z", glyph: "M12 9.2v5.4M12 17.3v.7", colour: "var(--sign-warning)" },
  fault: {
    outline: "M12 1.2L22.8 12L12 22.8L1.2 12Z",
    glyph: "M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4",
    colour: "var(--sign-fault)",
  },
  unknown: {
    outline: "M4 4h16v16H4Z",
    glyph: "M9.2 9.6a2.8 2.8 0 1 1 4 2.5c-.9.5-1.2.9-1.2 1.8M12 16.6v.6",
    colour: "var(--sign-unknown)",
  },
  offline: { outline: circle, glyph: "M7.8 12h8.4", colour: "var(--sign-offline)" },
};

/** A point whose position nobody has verified is drawn hollow with a ring of the radius it may be off. */
export interface PointSymbol {
  sign: HealthSign;
  hollow: boolean;
  /** metres; 0 draws no ring */
  accuracyM: number;
}

/** Area placements of the survey are said to be 300 to 600 m off; the ring shows the worse. */
const lowAccuracyM = 600;

export function pointSymbol(row: { health: KioskHealth } & Pick<KioskPoint, "confidence">): PointSymbol {
  const low = row.confidence === "low";
  return { sign: healthSigns[row.health], hollow: low, accuracyM: low ? lowAccuracyM : 0 };
}

/** The sign as SVG text for the map, which draws outside React. Nothing in it comes from data. */
export function symbolSvg(symbol: PointSymbol, sizePx: number): string {
  const { outline, glyph, colour } = symbol.sign;
  const fill = symbol.hollow ? "var(--panel)" : colour;
  const ink = symbol.hollow ? colour : "var(--sign-glyph)";
  const strokes = glyph === "" ? "" : `<path d="${glyph}" fill="none" stroke="${ink}" stroke-width="2.4"/>`;
  return (
    `<svg viewBox="0 0 24 24" width="${sizePx}" height="${sizePx}" aria-hidden="true">` +
    `<path d="${outline}" fill="none" stroke="var(--panel)" stroke-width="4.4" stroke-linejoin="round"/>` +
    `<path d="${outline}" fill="${fill}" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"/>` +
    `${strokes}</svg>`
  );
}
