// The one window: the local page 正在恢复 below, always there and painted first; a view of the citizen's pages above it, or none.
import { join } from "node:path";
import { BrowserWindow, type WebContentsView } from "electron";
import { viewPreferences, windowOpenAnswer, windowOptions } from "../src/policy/windows.ts";
import type { Nearest } from "./agent-link.ts";

export interface KioskWindow {
  /** Puts the view above the local page. */
  cover(view: WebContentsView): void;
  /** Takes it from the glass and leaves it as it is. */
  hide(view: WebContentsView): void;
  /** Takes it away and destroys its page; the local page is what is seen. */
  uncover(view: WebContentsView): void;
  /** Open: out of the full screen, so that staff reach what lies beneath. */
  setOpen(open: boolean): void;
  /** Resolves when the local page stands, with the nearest terminal as last known. */
  paint(nearest: Nearest | null): Promise<void>;
}

/** @param folder where the bundled host and `recovering/` are */
export function openKioskWindow(folder: string): KioskWindow {
  const window = new BrowserWindow({
    ...windowOptions,
    show: true,
    // in memory: without "persist:"
    webPreferences: { ...viewPreferences, partition: "recovering" },
  });
  window.removeMenu();
  window.webContents.setWindowOpenHandler(() => windowOpenAnswer);
  window.webContents.on("will-navigate", (event) => event.preventDefault());
  // the session around it ends the host; no key and no page does
  window.on("close", (event) => event.preventDefault());
  let isOpen = false;
  window.on("leave-full-screen", () => {
    if (!isOpen) window.setKiosk(true);
  });

  let shown: WebContentsView | null = null;
  const stretch = () => {
    const { width, height } = window.getContentBounds();
    shown?.setBounds({ x: 0, y: 0, width, height });
  };
  const hide = (view: WebContentsView) => {
    if (shown !== view) return;
    shown = null;
    window.contentView.removeChildView(view);
  };
  window.on("resize", stretch);
  return {
    cover: (view) => {
      shown = view;
      window.contentView.addChildView(view);
      stretch();
      view.webContents.focus();
    },
    hide,
    uncover: (view) => {
      hide(view);
      if (!view.webContents.isDestroyed()) view.webContents.close({ waitForBeforeUnload: false });
    },
    setOpen: (open) => {
      if (open === isOpen) return;
      isOpen = open;
      window.setKiosk(!open);
      if (open) window.minimize();
      else window.restore();
    },
    paint: (nearest) => {
      const hash = nearest === null ? "" : encodeURIComponent(JSON.stringify(nearest));
      return window.loadFile(join(folder, "recovering", "recovering.html"), { hash });
    },
  };
}
