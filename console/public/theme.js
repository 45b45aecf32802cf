// Before the first paint: the theme that was chosen on this browser, else the system's. A file of its own because inline
// scripts are forbidden and modules run after the page is drawn. Keys and rule as in src/shared/theme/theme-choice.ts.
{
  const chosen = (key) => localStorage.getItem(key);
  const asked = (query) => matchMedia(query).matches;
  const brightness = chosen("kiosk.theme");
  const contrast = chosen("kiosk.contrast");
  const known = brightness === "light" || brightness === "dark";
  const dark = known ? brightness === "dark" : asked("(prefers-color-scheme: dark)");
  const settled = contrast === "normal" || contrast === "high";
  const strong = settled ? contrast === "high" : asked("(prefers-contrast: more)");
  const shade = dark ? "dark" : "light";
  document.documentElement.dataset.theme = strong ? `contrast-${shade}` : shade;
}
