// How the page may look: what a person chose on this browser, and what follows from it here. public/theme.js does the same
// before the first paint; e2e/themes.test.ts holds the two together.
export const brightnesses = ["system", "light", "dark"] as const;
export const contrasts = ["system", "normal", "high"] as const;

export interface ThemeChoice {
  brightness: (typeof brightnesses)[number];
  contrast: (typeof contrasts)[number];
}

export const themeNames = ["light", "dark", "contrast-light", "contrast-dark"] as const;
export type ThemeName = (typeof themeNames)[number];

/** What the system asks for, each as a media query. */
export const wantsDark = "(prefers-color-scheme: dark)";
export const wantsContrast = "(prefers-contrast: more)";

const brightnessKey = "kiosk.theme";
const contrastKey = "kiosk.contrast";

export function storedTheme(storage: Pick<Storage, "getItem">): ThemeChoice {
  const [brightness, contrast] = [storage.getItem(brightnessKey), storage.getItem(contrastKey)];
  return {
    brightness: brightnesses.find((b) => b === brightness) ?? "system",
    contrast: contrasts.find((c) => c === contrast) ?? "system",
  };
}

export function storeTheme(storage: Pick<Storage, "setItem">, choice: ThemeChoice): void {
  storage.setItem(brightnessKey, choice.brightness);
  storage.setItem(contrastKey, choice.contrast);
}

export function themeOf(choice: ThemeChoice, system: { dark: boolean; contrast: boolean }): ThemeName {
  const dark = choice.brightness === "system" ? system.dark : choice.brightness === "dark";
  const strong = choice.contrast === "system" ? system.contrast : choice.contrast === "high";
  if (strong) return dark ? "contrast-dark" : "contrast-light";
  return dark ? "dark" : "light";
}
