// `npm run agent -- --config FILE`: one agent in one process, as it runs on a kiosk.
import { parseArgs } from "node:util";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { createJsonLog } from "./adapters/log.ts";
import { createAgent } from "./agent.ts";
import { readConfig } from "./config.ts";

/** After a signal the process is gone within this, whatever hangs. */
const shutdownMs = 4_500;

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
  await agent.start();
}

try {
  await main();
} catch (error) {
  // Configuration, profiles, identity and stores say in their message what to do; a stack would only hide it.
  fail(error instanceof Error ? error.message : String(error));
}
