// `npm run agent -- --config FILE`: one agent in one process, as it runs on a kiosk.
import { parseArgs } from "node:util";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { createSystemClock } from "./adapters/clock.ts";
import { createJsonLog } from "./adapters/log.ts";
import { feedWatchdog, notifyServiceManager, watchdogMs } from "./adapters/service-watchdog.ts";
import { type Agent, createAgent } from "./agent.ts";
import { readConfig } from "./config.ts";

/** After a signal the process is gone within this, whatever hangs. */
const shutdownMs = 4_500;
/** Whoever shows the pages has this long to bring them back before the agent is started anew. */
const screenSilentMs = 60_000;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function configFile(): string {
  const usage = "用法 / usage: npm run agent -- --config FILE";
  try {
    const { values } = parseArgs({ options: { config: { type: "string" } } });
    return values.config ?? fail(usage);
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** The pages paint, were never there in this run, or are away because staff sent them away. */
function isScreenWell({ shell }: Agent): boolean {
  if (shell === undefined) return true;
  const { at, silentMs } = shell.room.health();
  if (silentMs === null || silentMs < screenSilentMs) return true;
  const { staffUntil } = shell.room.state();
  return staffUntil !== null && staffUntil > at;
}

async function main(): Promise<void> {
  const profiles = loadProfiles();
  const config = readConfig(configFile(), new Set(profiles.keys()));
  const log = createJsonLog((line) => process.stdout.write(line), Date.now, { kioskId: config.kioskId });
  const agent = createAgent({ config, profiles, log });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info("agent.stopping", { signal });
    setTimeout(() => process.exit(1), shutdownMs).unref();
    agent.stop({ graceful: true }).then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // started by a test or a launcher: the end of its pipe means that it is gone, however it went
  if (process.env.KIOSK_SUPERVISED === "1") process.stdin.on("end", () => stop("stdin")).resume();
  const withinMs = watchdogMs(process.env, process.pid);
  if (withinMs !== undefined) {
    // for as long as the process lives; never rejects
    void feedWatchdog({
      withinMs,
      isWell: () => isScreenWell(agent),
      notify: () => notifyServiceManager(process.env),
      clock: createSystemClock(),
      log,
      signal: new AbortController().signal,
    });
  }
  await agent.start();
}

try {
  await main();
} catch (error) {
  // Configuration, profiles, identity and stores say in their message what to do; a stack would only hide it.
  fail(error instanceof Error ? error.message : String(error));
}
