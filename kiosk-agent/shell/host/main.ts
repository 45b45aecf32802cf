// The Electron host: the citizen's pages on the whole glass and nothing else. `kiosk-shell --agent=http://127.0.0.1:8090
// --apps=http://127.0.0.1:8091`. Bundled by host/bundle.ts. What no Electron binary has run yet says README.md.
import { join } from "node:path";
import { app, type WebContents } from "electron";
import { defaultBase, isInMemory, openBase, wipeBase } from "../browser/profile.ts";
import { windowOpenAnswer } from "../src/policy/windows.ts";
import { createAgentLink } from "./agent-link.ts";
import { runCitizenScreen } from "./citizen-screen.ts";
import { hostSwitches } from "./switches.ts";
import { openKioskWindow } from "./window.ts";

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function loopbackOrigin(name: string, fallback: string): string {
  const text = app.commandLine.getSwitchValue(name);
  const url = URL.parse(text === "" ? fallback : text);
  const isLoopback = url?.hostname === "127.0.0.1" || url?.hostname === "[::1]";
  if (url === null || url.protocol !== "http:" || !isLoopback) return fail(`--${name}: http://127.0.0.1:port`);
  return url.origin;
}

/** Everything that the host may write: in memory, emptied before the first window. Returns what could not be. */
function openFolders(): number {
  const base = `${defaultBase(process.env.XDG_RUNTIME_DIR, process.getuid?.() ?? 0)}-electron`;
  openBase(base);
  if (!isInMemory(base)) return fail(`${base}: not in memory (tmpfs)`);
  const left = wipeBase(base);
  app.setPath("userData", join(base, "data"));
  app.setPath("sessionData", join(base, "session"));
  // crashReporter is never started: nothing should come here, and what does is gone and counted at the next start
  app.setPath("crashDumps", join(base, "crashes"));
  app.setPath("logs", join(base, "logs"));
  app.setPath("temp", join(base));
  return left;
}

/** Contents that nobody of us made: shut and closed. */
function shutStranger(contents: WebContents): void {
  contents.setWindowOpenHandler(() => windowOpenAnswer);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  if (contents.getType() === "webview" || contents.getType() === "backgroundPage") contents.close();
}

const left = openFolders();
for (const { name, value } of hostSwitches) app.commandLine.appendSwitch(name, value);
app.enableSandbox();
if (!app.requestSingleInstanceLock()) fail("another one is running");
app.on("web-contents-created", (_event, contents) => shutStranger(contents));
app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {
  event.preventDefault();
  answer(false);
});
// the window cannot be closed; if the system does so all the same, the session starts the host again
app.on("window-all-closed", () => app.exit(1));
process.on("SIGTERM", () => app.exit(0));

const agent = loopbackOrigin("agent", "http://127.0.0.1:8090");
const apps = loopbackOrigin("apps", "http://127.0.0.1:8091");
const link = createAgentLink(agent);
if (left > 0) link.tell({ incident: "blocked", detail: `${left} entries of the last run are left` });

app
  .whenReady()
  .then(() => {
    const folder = import.meta.dirname;
    return runCitizenScreen({ folder, pages: agent, apps, link, window: openKioskWindow(folder) });
  })
  .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
