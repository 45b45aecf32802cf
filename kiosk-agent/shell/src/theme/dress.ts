// Puts a style, the citizen's choices and the size of the glass on the page: custom properties and attributes of the root.
import type { ShellState, ThemeColours, ThemeManifest } from "@kiosk/contract";
import { useEffect } from "react";
import type { Prefs } from "../app/prefs.ts";

/** CSS pixels of one millimetre of glass. A screen may be mounted upright: the longer side belongs to the longer side. */
export function pxPerMm(
  screen: ShellState["screen"],
  viewport: { readonly width: number; readonly height: number },
): number {
  const upright = viewport.width < viewport.height;
  const [short, long] = [Math.min(screen.widthMm, screen.heightMm), Math.max(screen.widthMm, screen.heightMm)];
  return viewport.width / (upright ? short : long);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `--c-on-page` and its siblings, and `--corner`. */
export function propertiesOf(theme: ThemeManifest, highContrast: boolean): ReadonlyMap<string, string> {
  const colours: ThemeColours = highContrast ? theme.highContrast : theme.colours;
  return new Map([
    ...Object.entries(colours).map(([name, value]) => [`--c-${kebab(name)}`, value] as const),
    ["--corner", `${theme.cornerPx}px`],
  ]);
}

export function useDressed(state: ShellState | null, prefs: Prefs): void {
  const theme = state?.theme ?? null;
  const { elder, highContrast, language } = prefs;
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language === "zh" ? "zh-CN" : "en";
    root.dataset.type = elder ? "elder" : "usual";
    root.dataset.contrast = highContrast ? "high" : "usual";
    if (theme === null) return;
    root.dataset.layout = theme.layout;
    root.dataset.motif = theme.motif;
    for (const [name, value] of propertiesOf(theme, highContrast)) root.style.setProperty(name, value);
  }, [theme, elder, highContrast, language]);

  const widthMm = state?.screen.widthMm;
  const heightMm = state?.screen.heightMm;
  useEffect(() => {
    if (widthMm === undefined || heightMm === undefined) return;
    const measure = () => {
      const viewport = { width: innerWidth, height: innerHeight };
      document.documentElement.style.setProperty("--mm", `${pxPerMm({ widthMm, heightMm }, viewport)}px`);
    };
    measure();
    addEventListener("resize", measure);
    return () => removeEventListener("resize", measure);
  }, [widthMm, heightMm]);
}
