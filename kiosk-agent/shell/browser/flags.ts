// The flags of the browser in kiosk mode, each with what it is for. What the managed policy can say stands there instead
// (policy-table.ts): flags can be seen and changed by whoever starts the browser, a policy by root alone.

export interface BrowserFlag {
  /** without its value */
  readonly flag: string;
  readonly value?: string;
  readonly why: string;
}

export const browserFlags: readonly BrowserFlag[] = [
  { flag: "--kiosk", why: "full screen without any control of the browser; keys go to the page before the browser" },
  { flag: "--incognito", why: "nothing of a run is written to the profile, which is in memory besides" },
  { flag: "--no-first-run", why: "no welcome page before the citizen's" },
  { flag: "--no-default-browser-check", why: "no question above the pages" },
  { flag: "--noerrdialogs", why: "no dialog of the browser after a crash" },
  { flag: "--disable-session-crashed-bubble", why: "no offer to restore what the last run showed" },
  { flag: "--hide-crash-restore-bubble", why: "the same under its newer name" },
  { flag: "--disable-breakpad", why: "a crash dump holds the memory of a page: none is written" },
  { flag: "--disable-crash-reporter", why: "and none is sent" },
  { flag: "--disable-background-networking", why: "a terminal talks to its agent alone" },
  { flag: "--disable-component-update", why: "nothing is fetched that the administrator did not place" },
  { flag: "--disable-domain-reliability", why: "no reports about addresses" },
  { flag: "--disable-sync", why: "no account" },
  { flag: "--disable-default-apps", why: "no apps of the browser's maker" },
  { flag: "--disable-extensions", why: "nothing reads the pages but the pages" },
  { flag: "--disable-pinch", why: "two fingers do not enlarge a page so that its buttons are beyond the glass" },
  { flag: "--overscroll-history-navigation", value: "0", why: "a swipe does not go back" },
  { flag: "--pull-to-refresh", value: "0", why: "a pull does not reload" },
  { flag: "--disable-translate", why: "no bar above the pages" },
  { flag: "--disable-notifications", why: "no window beside the pages" },
  { flag: "--disable-print-preview", why: "no dialog with its own way to a file" },
  { flag: "--disable-dev-shm-usage", why: "shared memory goes to the run's own folder, which is wiped" },
  { flag: "--disk-cache-size", value: "1", why: "no cache of its own: all comes from loopback" },
  { flag: "--password-store", value: "basic", why: "no question of a key ring" },
  {
    flag: "--disable-features",
    value: "Translate,TouchTextEditingRedesign,ContextMenuGoogleLensSearch,SpareRendererForSitePerProcess",
    why: "no translation, no handles with a menu, and no idle renderer whose end could be taken for the page's",
  },
  { flag: "--autoplay-policy", value: "no-user-gesture-required", why: "the voice speaks a page's first sentence" },
];

/** The command line for one run. `url` is what it shows first. */
export function browserArguments(profile: string, url: string, more: readonly string[] = []): string[] {
  const flags = browserFlags.map(({ flag, value }) => (value === undefined ? flag : `${flag}=${value}`));
  return [...flags, `--user-data-dir=${profile}`, ...more, url];
}
