// What stands on the glass: which view, from when, and what is done when it dies, hangs, grows, or its citizen is through.
// When what is done is said by src/policy/watchdog.ts and memory.ts.
import { clipboard, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from "electron";
import { privateBytes } from "../browser/processes.ts";
import { judgeMemory } from "../src/policy/memory.ts";
import type { AllowedPlaces } from "../src/policy/navigation.ts";
import { isSenderTrusted } from "../src/policy/permissions.ts";
import { nextWatch, startWatch, type WatchAction, type WatchEvent, type WatchState } from "../src/policy/watchdog.ts";
import { type AgentLink, type Nearest, nearestOf, shelfOriginsOf } from "./agent-link.ts";
import { type CitizenView, openCitizenView } from "./citizen-view.ts";
import { type HostWipe, ipcChannels } from "./kiosk-host.ts";
import type { KioskWindow } from "./window.ts";
import { wiped, wipeSession } from "./wipe.ts";

const tickMs = 500;
const slowEveryMs = 30_000;
/** A page that wiped and never asked for a new view gets one: as long as the agent takes a rating. */
const renewAfterWipeMs = 125_000;

export interface ScreenOptions {
  /** where the bundled host is */
  readonly folder: string;
  readonly pages: string;
  readonly apps: string;
  readonly link: AgentLink;
  readonly window: KioskWindow;
}

/** Runs until the process ends. */
export async function runCitizenScreen({ folder, pages, apps, link, window }: ScreenOptions): Promise<never> {
  let places: AllowedPlaces = { pages, apps, shelf: [] };
  let nearest: Nearest | null = null;
  let current: CitizenView | null = null;
  let state: WatchState = startWatch(Date.now());
  let loadedAt = Date.now();
  let slowAt = 0;
  let wipedAt: number | null = null;
  const events: WatchEvent[] = [];

  /** A view is never used by two citizens: what it held is cleared while it goes. */
  const putAway = async () => {
    const old = current;
    current = null;
    wipedAt = null;
    if (old === null) return;
    window.uncover(old.view);
    await wipeSession(wiped(old.session), clipboard);
  };

  const load = async () => {
    await putAway();
    let isFit = true;
    const opened = openCitizenView(folder, () => places, {
      // signs of a view that was put away are no news
      onTrouble: (trouble) => {
        if (current !== opened) return;
        // at once: what it shows now is an error page or nothing
        isFit = false;
        window.hide(opened.view);
        events.push({ type: "trouble", trouble, at: Date.now() });
      },
      onBlocked: (what) => link.tell({ incident: "blocked", detail: what.slice(0, 200) }),
    });
    current = opened;
    loadedAt = Date.now();
    opened.view.webContents.once("did-finish-load", () => {
      if (current === opened && isFit) window.cover(opened.view);
    });
    // a load that fails comes as did-fail-load
    opened.view.webContents.loadURL(`${pages}/`).catch(() => undefined);
  };

  const renew = async () => {
    await load();
    state = nextWatch(state, { type: "renewed", at: Date.now() }).state;
  };

  const act = async (action: WatchAction) => {
    if (action === "show-recovering") {
      await putAway();
      await window.paint(nearest);
    } else if (action === "load") {
      await load();
    } else if (action === "tell-safe-mode") {
      link.tell({ incident: "safe-mode", detail: "pages died three times in ten minutes" });
    } else if (action === "tell-recovered") {
      link.tell({ incident: "recovered", detail: "pages are shown again" });
    } else {
      link.tell({ incident: action.tell, detail: "electron host" });
    }
  };

  const handle = async (event: WatchEvent) => {
    const step = nextWatch(state, event);
    state = step.state;
    for (const action of step.actions) await act(action);
  };

  const isTrusted = ({ sender, senderFrame }: IpcMainInvokeEvent | IpcMainEvent) => {
    const isShown = current !== null && sender === current.view.webContents;
    const isTop = senderFrame !== null && senderFrame.parent === null;
    return isSenderTrusted({ url: senderFrame?.url ?? null, isTop, isShown }, pages);
  };
  ipcMain.handle(ipcChannels.wipe, async (event): Promise<HostWipe> => {
    if (current === null || !isTrusted(event)) throw new Error("not for this frame");
    wipedAt = Date.now();
    return wipeSession(wiped(current.session), clipboard);
  });
  let renewAsked = false;
  ipcMain.on(ipcChannels.renew, (event) => {
    if (isTrusted(event)) renewAsked = true;
  });

  // what a page says of it is no more than a reason to ask: the agent knows whether a code was right, and until when
  let staffAsked = false;
  let staffUntil = 0;
  ipcMain.on(ipcChannels.staff, (event) => {
    if (isTrusted(event)) staffAsked = true;
  });
  const lookForStaff = async (at: number) => {
    if (staffAsked) {
      staffAsked = false;
      staffUntil = (await link.state())?.staffUntil ?? 0;
    }
    window.setOpen(at < staffUntil);
  };

  /** Every half minute: neighbours, shelf, memory. */
  const lookSlowly = async (at: number, isIdle: boolean) => {
    if (at - slowAt < slowEveryMs) return;
    slowAt = at;
    const said = await link.state();
    if (said !== null) {
      nearest = nearestOf(said) ?? nearest;
      places = { pages, apps, shelf: shelfOriginsOf(said) };
    }
    if (state.name !== "showing" || current === null) return;
    const bytes = privateBytes(current.view.webContents.getOSProcessId());
    const offsetMinutes = -new Date(at).getTimezoneOffset();
    const verdict = judgeMemory({ loadedAt }, { at, offsetMinutes, privateBytes: bytes, idle: isIdle });
    if (!verdict.reload) return;
    link.tell({ incident: "memory-reload", detail: verdict.why });
    await renew();
  };

  const tick = async () => {
    const health = await link.health();
    const at = Date.now();
    for (const event of events.splice(0)) await handle(event);
    if (renewAsked || (wipedAt !== null && at - wipedAt >= renewAfterWipeMs && health?.session === false)) {
      renewAsked = false;
      await renew();
    }
    await handle({ type: "tick", at: Date.now(), silentMs: health?.silentMs ?? null });
    await lookForStaff(at);
    if (health === null) return;
    await link.flush();
    await lookSlowly(at, !health.session);
  };

  await window.paint(nearest);
  await load();
  for (;;) {
    await tick().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
}
