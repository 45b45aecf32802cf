// The launcher as a process of its own, as a kiosk runs it; headless here.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../browser/main.ts", import.meta.url));

/** What Chromium needs on a machine without a screen, and as the user that tests run as. */
const testFlags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"];

export interface LaunchedShell {
  readonly process: ChildProcess;
  readonly base: string;
  /** one JSON object a line, as the launcher logs them */
  lines(): readonly string[];
  errors(): string;
  /** pid of the browser's first process */
  browserPid(): Promise<number>;
  /** Ends it as systemd does; resolves to its exit code. */
  stop(): Promise<number | null>;
}

export function newBase(): string {
  return mkdtempSync("/dev/shm/kiosk-shell-test-");
}

export async function until<T>(what: string, find: () => T | undefined, limitMs: number): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function launchShell(options: readonly string[], base = newBase()): LaunchedShell {
  const flags = testFlags.map((flag) => `--browser-flag=${flag}`);
  const child = spawn(
    process.execPath,
    [program, "--recovering-port", "0", "--profile-base", base, ...flags, ...options],
    { env: { ...process.env, KIOSK_SUPERVISED: "1" }, stdio: ["pipe", "pipe", "pipe"] },
  );
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
  });
  const lines = () => output.split("\n").filter((line) => line !== "");
  return {
    process: child,
    base,
    lines,
    errors: () => errors,
    browserPid: () =>
      until(
        "a browser was started",
        () => {
          const last = lines().findLast((line) => line.includes('"shell.browser"'));
          const pid = last === undefined ? undefined : /"pid":(\d+)/.exec(last)?.[1];
          return pid === undefined ? undefined : Number(pid);
        },
        20_000,
      ),
    stop: async () => {
      child.kill("SIGTERM");
      const code = await ended;
      rmSync(base, { recursive: true, force: true });
      return code;
    },
  };
}
