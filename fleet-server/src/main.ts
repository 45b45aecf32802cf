// `npm run server`: reads flags and environment, starts the app, ends it on a signal. One clear sentence when it cannot.
import { parseArgs } from "node:util";
import { type AppOptions, startApp } from "./app.ts";
import { createLog, createSystemClock, systemRandom } from "./system.ts";

const usage = `fleet-server
  --port N             HTTP on 127.0.0.1 (KIOSK_PORT, 8080)
  --mqtt-port N        MQTT over TLS (KIOSK_MQTT_PORT, 8883)
  --mqtt-host ADDRESS  where terminals connect (KIOSK_MQTT_HOST, 0.0.0.0)
  --mqtt-plain-port N  MQTT without TLS, on loopback only (KIOSK_MQTT_PLAIN_PORT, none)
  --data DIR           data folder (KIOSK_DATA, ./data)
  --console DIR        built console (KIOSK_CONSOLE, none)
  --seed DIR           contracts and terminals to load where missing (KIOSK_SEED, none)
  --demo               say on every page that this is a demonstration`;

const stopLimitMs = 4500;

class UsageError extends Error {}

function portOf(text: string | undefined, name: string): number | null {
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(
      `${name}：端口应为 0-65535 的整数，而不是 "${text}" / ${name}: a port is a whole number from 0 to 65535, not "${text}"`,
    );
  }
  return port;
}

function readOptions(argv: string[]): AppOptions | "help" {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: "string" },
      "mqtt-port": { type: "string" },
      "mqtt-host": { type: "string" },
      "mqtt-plain-port": { type: "string" },
      data: { type: "string" },
      console: { type: "string" },
      seed: { type: "string" },
      demo: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const env = process.env;
  return {
    dataDir: values.data ?? env.KIOSK_DATA ?? "data",
    httpPort: portOf(values.port ?? env.KIOSK_PORT, "--port") ?? 8080,
    mqttPort: portOf(values["mqtt-port"] ?? env.KIOSK_MQTT_PORT, "--mqtt-port") ?? 8883,
    mqttHost: values["mqtt-host"] ?? env.KIOSK_MQTT_HOST ?? "0.0.0.0",
    plainMqttPort: portOf(values["mqtt-plain-port"] ?? env.KIOSK_MQTT_PLAIN_PORT, "--mqtt-plain-port"),
    consoleDir: values.console ?? env.KIOSK_CONSOLE ?? null,
    seedDir: values.seed ?? env.KIOSK_SEED ?? null,
    demo: values.demo ?? false,
    clock: createSystemClock(),
    random: systemRandom,
    log: createLog(),
  };
}

/** One sentence a person can act on; both languages, no stack. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  const port = "port" in error ? error.port : "";
  if (code === "EADDRINUSE")
    return `端口 ${port} 已被占用，请换一个端口 / port ${port} is in use; choose another one (--port, --mqtt-port)`;
  if (code === "EACCES" && port !== "") return `没有权限监听端口 ${port} / no permission to listen on port ${port}`;
  if (typeof code === "string" && code.startsWith("ERR_PARSE_ARGS")) return `${error.message}\n${usage}`;
  return error.message;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const app = await startApp(options);
  const ready = { event: "ready", http: app.httpUrl, mqttPort: app.mqttPort, caFile: app.caFile };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // what is not committed by then was not acknowledged either
    setTimeout(() => process.exit(0), stopLimitMs).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${sentence(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (process.env.KIOSK_SUPERVISED === "1") {
    // started by the launcher: its end of the pipe closing means it is gone, however it went
    process.stdin.on("end", stop).on("close", stop).resume();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
});
