// The lockdown of a public machine as one list: each way out or trace, who shuts it in either host, and the test that shows
// it. lockdown.test.ts fails where an item is shut in neither host, or where what is named here does not exist.

/**
 * `electron`, `page`, `agent`, `session`: `word` stands in that file, below kiosk-agent. `policy` and `flag`: a line of the
 * browser's managed policy or of its flags. Tests of `shown` are named as they stand in the file.
 */
export type Shut =
  | { readonly by: "electron" | "page" | "agent" | "session"; readonly file: string; readonly word: string }
  | { readonly by: "policy" | "flag"; readonly name: string };

export interface LockdownItem {
  readonly id: string;
  readonly what: string;
  readonly electron: readonly Shut[];
  readonly browser: readonly Shut[];
  readonly shown: { readonly file: string; readonly test: string };
}

const view = (word: string): Shut => ({ by: "electron", file: "shell/host/citizen-view.ts", word });
const preference = (word: string): Shut => ({ by: "electron", file: "shell/src/policy/windows.ts", word });
const host = (file: string, word: string): Shut => ({ by: "electron", file: `shell/host/${file}`, word });
const page = (word: string): Shut => ({ by: "page", file: "shell/src/policy/lockdown-page.ts", word });
const launcher = (file: string, word: string): Shut => ({ by: "session", file: `shell/browser/${file}`, word });
const session = (file: string, word: string): Shut => ({ by: "session", file: `deploy/${file}`, word });
const policy = (name: string): Shut => ({ by: "policy", name });
const flag = (name: string): Shut => ({ by: "flag", name });
const inPage = (test: string) => ({ file: "shell/e2e/lockdown.test.ts", test });
const underPolicy = (test: string) => ({ file: "shell/e2e/lockdown-policy.test.ts", test });
const inLauncher = (test: string) => ({ file: "shell/e2e/host-browser.test.ts", test });
const inUnit = (name: string, test: string) => ({ file: `shell/src/policy/${name}.test.ts`, test });
const inHost = (name: string, test: string) => ({ file: `shell/host/${name}.test.ts`, test });

export const lockdown: readonly LockdownItem[] = [
  {
    id: "sandbox",
    what: "a page reaches nothing of Node, nor of the host but three typed calls",
    electron: [preference("sandbox: true"), preference("contextIsolation: true"), preference("nodeIntegration: false")],
    browser: [policy("ExtensionInstallBlocklist"), flag("--disable-extensions")],
    shown: inHost("preferences", "a page gets no Node, no webview and no developer tools"),
  },
  {
    id: "ipc-sender",
    what: "only the pages' own top frame may call the host",
    electron: [host("citizen-screen.ts", "isSenderTrusted")],
    browser: [launcher("recovering-server.ts", '"127.0.0.1"')],
    shown: inUnit("permissions", "IPC from %s: %s"),
  },
  {
    id: "navigate-top",
    what: "nothing but the agent's pages stands at the top, redirects included",
    electron: [view('"will-navigate"'), view('"will-redirect"')],
    browser: [policy("URLBlocklist"), policy("URLAllowlist")],
    shown: underPolicy("a page elsewhere is not asked for, nor by way of a redirect"),
  },
  {
    id: "navigate-frame",
    what: "a frame shows service apps and the shelf's origins alone",
    electron: [view('"will-frame-navigate"')],
    browser: [policy("URLBlocklist"), policy("URLAllowlist")],
    shown: underPolicy("a frame elsewhere is not asked for, the service apps' are"),
  },
  {
    id: "schemes",
    what: "file:, javascript:, blob:, data:, view-source:, chrome:, devtools: lead nowhere",
    electron: [view("judgeNavigation"), { by: "agent", file: "src/citizen/http/headers.ts", word: '"script-src"' }],
    browser: [policy("URLBlocklist"), { by: "agent", file: "src/citizen/http/headers.ts", word: '"script-src"' }],
    shown: underPolicy("no scheme but http leads away from the pages"),
  },
  {
    id: "new-window",
    what: "window.open and links to new windows open nothing",
    electron: [view("setWindowOpenHandler")],
    browser: [policy("DefaultPopupsSetting"), page("page.open"), page('"click"')],
    shown: inPage("window.open and links to new windows open nothing"),
  },
  {
    id: "download",
    what: "nothing is downloaded",
    electron: [view('"will-download"')],
    browser: [policy("DownloadRestrictions")],
    shown: underPolicy("a download leaves no file"),
  },
  {
    id: "permissions",
    what: "camera, microphone, place, notices, devices: refused, and nobody is asked",
    electron: [
      view("setPermissionRequestHandler"),
      view("setPermissionCheckHandler"),
      view("setDevicePermissionHandler"),
    ],
    browser: [
      policy("DefaultGeolocationSetting"),
      policy("DefaultNotificationsSetting"),
      policy("VideoCaptureAllowed"),
    ],
    shown: underPolicy("permissions are refused and nobody is asked"),
  },
  {
    id: "clipboard",
    what: "nothing is copied from a page to the next, nor read",
    electron: [host("wipe.ts", "clipboard.clear()"), view("setPermissionRequestHandler")],
    browser: [policy("DefaultClipboardSetting"), page('"copy"')],
    shown: inPage("copy, cut and paste do nothing"),
  },
  {
    id: "webview",
    what: "no webview is attached",
    electron: [preference("webviewTag: false"), view('"will-attach-webview"')],
    browser: [policy("ExtensionInstallBlocklist")],
    shown: inHost("preferences", "a page gets no Node, no webview and no developer tools"),
  },
  {
    id: "context-menu",
    what: "long press and right click open no menu",
    electron: [view('"context-menu"'), page('"contextmenu"')],
    browser: [page('"contextmenu"')],
    shown: inPage("a long press and a right click open no menu"),
  },
  {
    id: "drag",
    what: "nothing is dragged out of a page or dropped into it",
    electron: [preference("navigateOnDragDrop: false"), page('"drop"')],
    browser: [page('"dragstart"'), page('"drop"')],
    shown: inPage("nothing is dragged and nothing dropped"),
  },
  {
    id: "print",
    what: "no print dialog; paper comes through the agent",
    electron: [preference("disableDialogs: true"), page("page.print")],
    browser: [policy("PrintingEnabled"), flag("--disable-print-preview"), page("page.print")],
    shown: inPage("window.print does nothing"),
  },
  {
    id: "devtools",
    what: "no developer tools, by key or by port",
    electron: [preference("devTools: false"), view('"devtools-opened"')],
    browser: [policy("DeveloperToolsAvailability"), policy("RemoteDebuggingAllowed")],
    shown: underPolicy("a port for developer tools is not opened"),
  },
  {
    id: "keys",
    what: "keys of the browser and of the system do not work; the session has no keyboard at all",
    electron: [view('"before-input-event"'), session("72-kiosk-screen.rules", "LIBINPUT_IGNORE_DEVICE")],
    browser: [page('"keydown"'), flag("--kiosk"), session("72-kiosk-screen.rules", "LIBINPUT_IGNORE_DEVICE")],
    shown: inPage("keys that lead out do not reach the page, typing does"),
  },
  {
    id: "gestures",
    what: "no zoom by two fingers, no way back by a swipe, nothing by three",
    electron: [host("switches.ts", "disable-pinch"), host("switches.ts", "overscroll-history-navigation")],
    browser: [flag("--disable-pinch"), flag("--overscroll-history-navigation"), page('"touchmove"')],
    shown: inPage("two and three fingers do nothing, one does"),
  },
  {
    id: "certificates",
    what: "a wrong certificate is refused and is no question",
    electron: [view("setCertificateVerifyProc"), view('"certificate-error"')],
    browser: [policy("SSLErrorOverrideAllowed")],
    shown: inUnit("lockdown", "every policy and flag that an item names is in the browser's lists"),
  },
  {
    id: "spelling",
    what: "no dictionary learns what is typed",
    electron: [view("setSpellCheckerEnabled(false)")],
    browser: [policy("SpellcheckEnabled")],
    shown: inUnit("lockdown", "every policy and flag that an item names is in the browser's lists"),
  },
  {
    id: "memory-of-persons",
    what: "no password, address or history is kept",
    electron: [view("session.fromPartition")],
    browser: [policy("PasswordManagerEnabled"), policy("AutofillAddressEnabled"), flag("--incognito")],
    shown: inUnit("lockdown", "every policy and flag that an item names is in the browser's lists"),
  },
  {
    id: "service-worker",
    what: "a service app keeps nothing and leaves no worker behind",
    electron: [host("wipe.ts", '"service-workers"')],
    browser: [launcher("profile.ts", "wipeBase"), policy("IncognitoModeAvailability")],
    shown: inPage("a service app has no storage and no service worker"),
  },
  {
    id: "wipe",
    what: "at the end of a use the partition is cleared and read back",
    electron: [host("wipe.ts", "clearStorageData"), host("citizen-screen.ts", "putAway")],
    browser: [launcher("profile.ts", "wipeBase")],
    shown: inHost("wipe", "everything is cleared and then read back as empty"),
  },
  {
    id: "killed-host",
    what: "what a killed host left is gone before the next first paint",
    electron: [host("main.ts", "wipeBase"), host("main.ts", '"crashDumps"')],
    browser: [launcher("launcher.ts", "wipeBase(base)"), flag("--disable-breakpad")],
    shown: inLauncher("what a launcher left that was killed is gone before the next first paint"),
  },
  {
    id: "never-white",
    what: "a page that died, hangs or does not load gives way to a local one, and comes back",
    electron: [host("citizen-screen.ts", "nextWatch"), view('"render-process-gone"'), view('"did-fail-load"')],
    browser: [launcher("launcher.ts", "nextWatch"), launcher("recovering-server.ts", "recovering.html")],
    shown: inLauncher("a renderer that is killed is back on the screen within five seconds, and told"),
  },
  {
    id: "crash-loop",
    what: "three deaths in ten minutes are safe mode",
    electron: [host("citizen-screen.ts", '"safe-mode"')],
    browser: [launcher("launcher.ts", '"safe-mode"')],
    shown: inLauncher("three deaths in ten minutes are a crash loop, and the agent is told of safe mode"),
  },
  {
    id: "memory",
    what: "pages of 600 MB, or of yesterday, are loaded anew when nobody uses them",
    electron: [host("citizen-screen.ts", "judgeMemory")],
    browser: [launcher("launcher.ts", "judgeMemory")],
    shown: inUnit("memory", "four o'clock is the terminal's own"),
  },
  {
    id: "idle",
    what: "a use that nobody goes on with ends by itself",
    electron: [{ by: "page", file: "shell/src/policy/idle-clock.ts", word: "export" }],
    browser: [{ by: "page", file: "shell/src/policy/idle-clock.ts", word: "export" }],
    shown: inUnit("idle-clock", "sixty seconds without input ask, thirty more end"),
  },
  {
    id: "staff-exit",
    what: "only a technician's code opens a way out, for a limited time, and it is logged",
    electron: [
      { by: "agent", file: "src/citizen/staff-door.ts", word: "export" },
      host("citizen-screen.ts", "lookForStaff"),
    ],
    browser: [{ by: "agent", file: "src/citizen/staff-door.ts", word: "export" }],
    shown: inUnit("lockdown", "every file of the project that an item names says the word"),
  },
];
