// The browser host: keeps one browser in kiosk mode on the agent's pages, whatever happens to it. What is to be done when
// is said by src/policy/watchdog.ts and memory.ts; here it is done.
import { type AgentLink, createAgentLink, type Nearest, nearestOf } from "../host/agent-link.ts";
import { judgeMemory } from "../src/policy/memory.ts";
import {
  isRendererDead,
  nextWatch,
  startWatch,
  type WatchAction,
  type WatchEvent,
  type WatchState,
} from "../src/policy/watchdog.ts";
import { type BrowserRun, startRun } from "./browser-run.ts";
import { openBase, wipeBase } from "./profile.ts";
import { startRecoveringServer } from "./recovering-server.ts";

const tickMs = 300;
const memoryEveryMs = 30_000;
const nearestEveryMs = 60_000;

export interface LauncherOptions {
  /** origin of the agent's pages */
  readonly url: string;
  readonly program: string;
  /** folder in memory that is this launcher's alone */
  readonly base: string;
  /** of the page 正在恢复; 0: any free one */
  readonly recoveringPort: number;
  /** added to the browser's flags */
  readonly flags: readonly string[];
  readonly log: (event: string, detail: Readonly<Record<string, string | number>>) => void;
}

export interface Launcher {
  /** Ends the browser and wipes what it wrote; resolves to how many entries were left. */
  stop(): Promise<number>;
}

/** @throws where the folder or the port cannot be had */
export async function startLauncher(options: LauncherOptions): Promise<Launcher> {
  const { base, log } = options;
  openBase(base);
  const link: AgentLink = createAgentLink(options.url);
  const server = await startRecoveringServer(options.recoveringPort);
  let run: BrowserRun | undefined;
  let state: WatchState = startWatch(Date.now());
  let loadedAt = Date.now();
  let lookedAt = 0;
  let askedAt = 0;
  let nearest: Nearest | null = null;
  let stopping = false;

  /** A browser as new on a folder as new, on the local page: nothing of the last run is there when it first paints. */
  const restart = async () => {
    server.setGoal(null);
    await run?.end();
    const left = wipeBase(base);
    log("shell.wiped", { left });
    if (left > 0) link.tell({ incident: "blocked", detail: `${left} entries of the last browser's folder are left` });
    if (stopping) return;
    run = startRun({ program: options.program, base, url: server.address(nearest), flags: options.flags });
    loadedAt = Date.now();
    log("shell.browser", { program: options.program, pid: run.pid ?? 0 });
  };

  const act = async (action: WatchAction) => {
    if (action === "show-recovering") {
      await restart();
    } else if (action === "load") {
      if (run?.isRunning() !== true) await restart();
      server.setGoal(`${options.url}/`);
    } else if (action === "tell-safe-mode") {
      link.tell({ incident: "safe-mode", detail: "pages died three times in ten minutes" });
      log("shell.safe-mode", {});
    } else if (action === "tell-recovered") {
      link.tell({ incident: "recovered", detail: "pages are shown again" });
      log("shell.recovered", {});
    } else {
      link.tell({ incident: action.tell, detail: "browser host" });
      log("shell.trouble", { trouble: action.tell });
    }
  };

  const handle = async (event: WatchEvent) => {
    const step = nextWatch(state, event);
    state = step.state;
    for (const action of step.actions) await act(action);
  };

  const checkMemory = async (at: number, size: number | null, idle: boolean) => {
    if (at - lookedAt < memoryEveryMs) return;
    lookedAt = at;
    const offsetMinutes = -new Date(at).getTimezoneOffset();
    const verdict = judgeMemory({ loadedAt }, { at, offsetMinutes, privateBytes: size, idle });
    if (!verdict.reload) return;
    link.tell({ incident: "memory-reload", detail: verdict.why });
    log("shell.memory-reload", { why: verdict.why });
    await restart();
    server.setGoal(`${options.url}/`);
    await handle({ type: "renewed", at: Date.now() });
  };

  const tick = async () => {
    const health = await link.health();
    const at = Date.now();
    const silentMs = health?.silentMs ?? null;
    const size = run?.look(at) ?? null;
    if (health === null && state.name === "loading") {
      // a load begins when there is somebody to load from
      await handle({ type: "renewed", at });
      return;
    }
    if (state.name !== "recovering") {
      const vanishedAt = run?.vanishedAt() ?? null;
      // while it loads, renderers come and go as it passes from the local page to the agent's
      const renderers = run?.renderers() ?? 0;
      const isDead = state.name === "showing" && isRendererDead({ at, silentMs, vanishedAt, renderers });
      if (run?.isRunning() !== true || isDead) {
        await handle({ type: "trouble", trouble: "renderer-gone", at });
      }
    }
    if (state.name === "loading") server.setGoal(`${options.url}/`);
    await handle({ type: "tick", at: Date.now(), silentMs });
    if (health === null) return;
    await link.flush();
    if (at - askedAt >= nearestEveryMs) {
      askedAt = at;
      const said = await link.state();
      nearest = said === null ? nearest : (nearestOf(said) ?? nearest);
    }
    if (state.name === "showing") await checkMemory(at, size, !health.session);
  };

  const loop = async () => {
    await restart();
    while (!stopping) {
      const began = Date.now();
      await tick().catch((error: unknown) => log("shell.failed", { error: String(error) }));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + tickMs - Date.now())));
    }
  };
  const running = loop();

  return {
    stop: async () => {
      stopping = true;
      await running;
      await run?.end();
      await server.close();
      const left = wipeBase(base);
      log("shell.stopped", { left });
      return left;
    },
  };
}
