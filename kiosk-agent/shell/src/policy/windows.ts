// What a page may open beside itself, and what a page is made of: both are the same for every view, so they are data.

/** `setWindowOpenHandler`: window.open, target=_blank, middle click, shift click. None is allowed. */
export const windowOpenAnswer = { action: "deny" } as const;

/** webPreferences of every view. None may be softened by an address or by a page. */
export const viewPreferences = {
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  devTools: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  disableDialogs: true,
  enableWebSQL: false,
  autoplayPolicy: "no-user-gesture-required",
} as const;

/** The window itself. On Linux `kiosk` is no more than full screen: the session around it is the lock (deploy/README.md). */
export const windowOptions = {
  kiosk: true,
  fullscreen: true,
  frame: false,
  autoHideMenuBar: true,
  closable: false,
  movable: false,
  resizable: false,
  skipTaskbar: true,
  backgroundColor: "#ffffff",
} as const;
