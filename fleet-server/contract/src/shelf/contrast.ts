// Whether a style can be read: WCAG 2.2, 1.4.3 and 1.4.6. Checked when a style is packed and again when it is handed in.
import type { ThemeColours, ThemeManifest } from "./manifest.ts";

type ColourName = keyof ThemeColours;

/** Each text colour and what it stands on. */
export const textPairs: readonly (readonly [text: ColourName, ground: ColourName])[] = [
  ["onPage", "page"],
  ["muted", "page"],
  ["onSurface", "surface"],
  ["muted", "surface"],
  ["onPrimary", "primary"],
  ["onAccent", "accent"],
  ["onDanger", "danger"],
  ["onWarning", "warning"],
];

/** The least ratio for text: AA in the usual colours, AAA in high contrast. */
export const leastContrast = { colours: 4.5, highContrast: 7 } as const;

export interface PoorContrast {
  readonly mode: keyof typeof leastContrast;
  readonly text: ColourName;
  readonly ground: ColourName;
  /** as it is, and as it has to be at least */
  readonly ratio: number;
  readonly least: number;
}

/** WCAG's contrast ratio, 1 to 21. @param one,other #rrggbb */
export function contrastRatio(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The pairs of a style that are too hard to read; empty: all can be read. */
export function poorContrasts(theme: Pick<ThemeManifest, "colours" | "highContrast">): PoorContrast[] {
  const modes = ["colours", "highContrast"] as const;
  return modes.flatMap((mode) =>
    textPairs.flatMap(([text, ground]) => {
      const ratio = contrastRatio(theme[mode][text], theme[mode][ground]);
      return ratio < leastContrast[mode] ? [{ mode, text, ground, ratio, least: leastContrast[mode] }] : [];
    }),
  );
}

/** Relative luminance of sRGB, 0 to 1 (WCAG 2.2, glossary). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
