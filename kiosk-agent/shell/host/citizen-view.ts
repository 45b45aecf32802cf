// One view of the citizen's pages in a partition of its own, in memory, that no other view ever has. All doors are shut here.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Session, session, type WebContents, WebContentsView } from "electron";
import { isKeyAllowed } from "../src/policy/accelerators.ts";
import { downloadTold } from "../src/policy/downloads.ts";
import { type AllowedPlaces, judgeNavigation, schemeOf } from "../src/policy/navigation.ts";
import { isPermissionGiven } from "../src/policy/permissions.ts";
import { viewPreferences, windowOpenAnswer } from "../src/policy/windows.ts";

export interface ViewSigns {
  readonly onTrouble: (trouble: "renderer-gone" | "unresponsive" | "load-failed") => void;
  /** a door was tried; `what` holds no address and nothing of a person */
  readonly onBlocked: (what: string) => void;
}

/** Chromium's own code for a navigation that another one replaced: not a failure. */
const aborted = -3;

function shutSession(partition: Session, places: () => AllowedPlaces, signs: ViewSigns): void {
  partition.setPermissionRequestHandler((contents, permission, answer, details) => {
    const origin = URL.parse(details.requestingUrl)?.origin ?? "null";
    const types = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const question = { permission, origin, pages: places().pages, step: "other", mediaTypes: types } as const;
    const isTop = details.isMainFrame && !contents.isDestroyed();
    const given = isPermissionGiven({ ...question, isTop });
    if (!given) signs.onBlocked(`permission ${permission}`);
    answer(given);
  });
  partition.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermissionGiven({
      permission,
      isTop: details.isMainFrame,
      origin: URL.parse(origin)?.origin ?? "null",
      pages: places().pages,
      step: "other",
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  partition.setDevicePermissionHandler(() => false);
  partition.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  partition.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  // -3: as Chromium judged it; -2: refused. A fault is never a question to a citizen, and 0, which takes it, is never said
  partition.setCertificateVerifyProc((request, answer) => answer(request.errorCode === 0 ? -3 : -2));
  partition.setSpellCheckerEnabled(false);
  partition.on("will-download", (event, item) => {
    event.preventDefault();
    signs.onBlocked(`download ${downloadTold({ mimeType: item.getMimeType(), size: item.getTotalBytes() })}`);
  });
  partition.on("select-hid-device", (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  partition.on("select-serial-port", (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer("");
  });
  partition.on("select-usb-device", (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
}

function shutContents(contents: WebContents, places: () => AllowedPlaces, signs: ViewSigns): void {
  const judge = (event: { url: string; isMainFrame: boolean; preventDefault: () => void }) => {
    const verdict = judgeNavigation(event.url, event.isMainFrame, places());
    if (verdict.allowed) return;
    event.preventDefault();
    signs.onBlocked(`navigation ${verdict.why} ${schemeOf(event.url)}`);
  };
  contents.on("will-navigate", judge);
  contents.on("will-frame-navigate", judge);
  contents.on("will-redirect", judge);
  contents.setWindowOpenHandler(() => {
    signs.onBlocked("window");
    return windowOpenAnswer;
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
    signs.onBlocked("webview");
  });
  contents.on("before-input-event", (event, { key, code, shift, control, alt, meta }) => {
    if (!isKeyAllowed({ key, code, shift, control, alt, meta })) event.preventDefault();
  });
  contents.on("context-menu", (event) => event.preventDefault());
  contents.on("devtools-opened", () => contents.closeDevTools());
  contents.on("certificate-error", (event, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
    signs.onBlocked("certificate");
  });
  // unanswered, the request waits until the load's limit: the first certificate of the store is never taken
  contents.on("select-client-certificate", (event) => event.preventDefault());
  contents.on("login", (event, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
  // a page must not hold itself open
  contents.on("will-prevent-unload", (event) => event.preventDefault());
  contents.on("zoom-changed", () => contents.setZoomFactor(1));
  contents.on("did-finish-load", () => {
    void contents.setVisualZoomLevelLimits(1, 1).catch(() => signs.onBlocked("zoom limits"));
  });
  contents.on("render-process-gone", () => signs.onTrouble("renderer-gone"));
  contents.on("unresponsive", () => signs.onTrouble("unresponsive"));
  contents.on("did-fail-load", (_event, code, _text, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) signs.onTrouble("load-failed");
  });
}

export interface CitizenView {
  readonly view: WebContentsView;
  readonly session: Session;
}

/** @param preload absolute path of the bundled preload script */
export function openCitizenView(folder: string, places: () => AllowedPlaces, signs: ViewSigns): CitizenView {
  // without "persist:" a partition is in memory alone
  const partition = session.fromPartition(`citizen-${randomUUID()}`, { cache: false });
  shutSession(partition, places, signs);
  const view = new WebContentsView({
    webPreferences: { ...viewPreferences, session: partition, preload: join(folder, "preload.cjs") },
  });
  shutContents(view.webContents, places, signs);
  return { view, session: partition };
}
