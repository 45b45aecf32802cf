// Chromium's own switches of the Electron host; what Electron has a call for is not here.

export const hostSwitches: readonly { readonly name: string; readonly value: string; readonly why: string }[] = [
  {
    name: "disable-pinch",
    value: "",
    why: "two fingers do not enlarge a page so that its buttons are beyond the glass",
  },
  { name: "overscroll-history-navigation", value: "0", why: "a swipe does not go back" },
  { name: "pull-to-refresh", value: "0", why: "a pull does not reload" },
  { name: "disable-breakpad", value: "", why: "a crash dump holds the memory of a page" },
  { name: "disable-crash-reporter", value: "", why: "and none is sent" },
  { name: "disable-background-networking", value: "", why: "a terminal talks to its agent alone" },
  { name: "disable-component-update", value: "", why: "nothing is fetched that the administrator did not place" },
  { name: "disable-domain-reliability", value: "", why: "no reports about addresses" },
  { name: "disable-http-cache", value: "", why: "all comes from loopback" },
  { name: "disable-features", value: "Translate,TouchTextEditingRedesign", why: "no handles with a menu" },
  { name: "autoplay-policy", value: "no-user-gesture-required", why: "the voice speaks a page's first sentence" },
];
