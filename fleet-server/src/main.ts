// `npm run server`: reads flags and environment, starts the app, ends it on a signal. One clear sentence when it cannot.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AppOptions, startApp } from "./app.ts";
import { type ListenPlan, listenPlan } from "./http/listen.ts";
import { loadNotifyConfig, type NotifyConfig, noNotifyConfig } from "./notify-config.ts";
import { openStore, type StandbyNotice, type StoreOptions } from "./open-store.ts";
import { StoreError } from "./ports.ts";
import { addKey } from "./secrets/key-file.ts";
import { createLog, createSystemClock, systemRandom } from "./system.ts";

const usage = `fleet-server
  --port N             HTTP (KIOSK_PORT, 8080)
  --host ADDRESS       where HTTP listens (KIOSK_HOST, 127.0.0.1); anywhere but on loopback only over TLS
  --tls on|off         HTTP over TLS (KIOSK_TLS; off on loopback, on anywhere else, where off is refused)
  --tls-cert FILE, --tls-key FILE
                       an own certificate, PEM with its chain (KIOSK_TLS_CERT, KIOSK_TLS_KEY; one of the server's own authority)
  --public-name NAME   a name people use for this server; may be given more than once (KIOSK_PUBLIC_NAME, with commas)
  --key FILE           what secrets in the database are sealed with (KIOSK_KEY_FILE, keys/secrets.key in the data folder)
  --new-key            add a key to that file, which seals from the next start on, and end
  --mqtt-port N        MQTT over TLS (KIOSK_MQTT_PORT, 8883)
  --mqtt-host ADDRESS  where terminals connect (KIOSK_MQTT_HOST, 0.0.0.0)
  --mqtt-plain-port N  MQTT without TLS, on loopback only (KIOSK_MQTT_PLAIN_PORT, none)
  --data DIR           data folder (KIOSK_DATA, ./data)
  --database URL       PostgreSQL instead of the data folder's file: postgres://user@host/database (KIOSK_DATABASE)
  --database-password-file FILE
                       its first line is the password (KIOSK_DATABASE_PASSWORD_FILE; else PGPASSWORD)
  --standby            with a data folder: wait while another server has it open (on PostgreSQL every server does)
  --console DIR        built console (KIOSK_CONSOLE, none)
  --notify FILE        how people are told of deadlines: robots, mail, SMS (KIOSK_NOTIFY, none: in the console only)
  --seed DIR           contracts and terminals to load where missing (KIOSK_SEED, none)
  --demo               say on every page that this is a demonstration`;

const stopLimitMs = 4500;
/** EX_TEMPFAIL of sysexits.h: another server may lead now; to be started again it stands by */
const lostLeadershipExit = 75;

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

interface Options extends AppOptions, StoreOptions {
  readonly keyFile: string;
  readonly newKey: boolean;
}

function readOptions(argv: string[]): Options | "help" {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: "string" },
      host: { type: "string" },
      tls: { type: "string" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "public-name": { type: "string", multiple: true },
      key: { type: "string" },
      "new-key": { type: "boolean" },
      "mqtt-port": { type: "string" },
      "mqtt-host": { type: "string" },
      "mqtt-plain-port": { type: "string" },
      data: { type: "string" },
      database: { type: "string" },
      "database-password-file": { type: "string" },
      standby: { type: "boolean" },
      console: { type: "string" },
      seed: { type: "string" },
      notify: { type: "string" },
      demo: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const env = process.env;
  const dataDir = values.data ?? env.KIOSK_DATA ?? "data";
  return {
    dataDir,
    listen: readListen({
      host: values.host ?? env.KIOSK_HOST,
      tls: values.tls ?? env.KIOSK_TLS,
      certFile: values["tls-cert"] ?? env.KIOSK_TLS_CERT,
      keyFile: values["tls-key"] ?? env.KIOSK_TLS_KEY,
      publicNames: values["public-name"] ?? env.KIOSK_PUBLIC_NAME?.split(",") ?? [],
    }),
    keyFile: values.key ?? env.KIOSK_KEY_FILE ?? join(dataDir, "keys", "secrets.key"),
    newKey: values["new-key"] ?? false,
    databaseUrl: values.database ?? env.KIOSK_DATABASE ?? null,
    passwordFile: values["database-password-file"] ?? env.KIOSK_DATABASE_PASSWORD_FILE ?? null,
    standby: values.standby ?? false,
    httpPort: portOf(values.port ?? env.KIOSK_PORT, "--port") ?? 8080,
    mqttPort: portOf(values["mqtt-port"] ?? env.KIOSK_MQTT_PORT, "--mqtt-port") ?? 8883,
    mqttHost: values["mqtt-host"] ?? env.KIOSK_MQTT_HOST ?? "0.0.0.0",
    plainMqttPort: portOf(values["mqtt-plain-port"] ?? env.KIOSK_MQTT_PLAIN_PORT, "--mqtt-plain-port"),
    consoleDir: absolute(values.console ?? env.KIOSK_CONSOLE),
    seedDir: values.seed ?? env.KIOSK_SEED ?? null,
    demo: values.demo ?? false,
    // whoever tries the demo has no authenticator at hand; the product asks the administrators for one
    ...(values.demo === true ? { firstPolicy: { secondFactorRoles: [] } } : {}),
    notify: readNotify(values.notify ?? env.KIOSK_NOTIFY),
    clock: createSystemClock(),
    random: systemRandom,
    log: createLog(),
  };
}

interface ListenWords {
  readonly host: string | undefined;
  readonly tls: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly publicNames: readonly string[];
}

/** What is empty was not given. @throws ListenError, UsageError */
function readListen({ host, tls, certFile, keyFile, publicNames }: ListenWords): ListenPlan {
  if (tls !== undefined && !["on", "off", ""].includes(tls)) {
    throw new UsageError(`--tls：应为 on 或 off，而不是 "${tls}" / --tls is on or off, not "${tls}"`);
  }
  return listenPlan({
    host: host || "127.0.0.1",
    tls: tls ? tls === "on" : null,
    certFile: certFile || null,
    keyFile: keyFile || null,
    publicNames: publicNames.filter((name) => name.trim() !== ""),
  });
}

/** The notification file; its doubts go to standard error. @throws NotifyConfigError naming file and fields */
function readNotify(file: string | undefined): NotifyConfig {
  if (file === undefined || file === "") return noNotifyConfig;
  const { config, warnings } = loadNotifyConfig(file);
  for (const { zh, en } of warnings) process.stderr.write(`${zh} / ${en}\n`);
  return config;
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

/** For a program on standard output, for a person on standard error. */
function announceStandby({ database, holder }: StandbyNotice): void {
  process.stdout.write(`${JSON.stringify({ event: "standby", database, holder })}\n`);
  const where = holder?.host === undefined ? "" : `${holder.host} `;
  const whoZh = holder === null ? "" : `（${where}进程 ${holder.process}）`;
  const whoEn = holder === null ? "" : ` (${where}process ${holder.process})`;
  process.stderr.write(
    `${database} 正由另一台服务器${whoZh}使用；本进程待命，在其结束后接管 / Another server${whoEn} has ${database}; this one stands by and takes over when it ends\n`,
  );
}

/** Aborted when this process is told to end. */
function endingSignal(): AbortSignal {
  const ending = new AbortController();
  const end = () => {
    if (ending.signal.aborted) return;
    // what is not committed by then was not acknowledged either
    setTimeout(() => process.exit(0), stopLimitMs).unref();
    ending.abort();
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  if (process.env.KIOSK_SUPERVISED === "1") {
    // started by the launcher: its end of the pipe closing means it is gone, however it went
    process.stdin.on("end", end).on("close", end).resume();
  }
  return ending.signal;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (options.newKey) {
    const { keyFile } = options;
    const keys = await addKey(keyFile, options.random);
    process.stdout.write(`${JSON.stringify({ event: "new-key", keyFile, keyId: keys.at(-1)?.id })}\n`);
    return;
  }
  const ending = endingSignal();
  try {
    await serve(options, ending);
  } catch (error) {
    // whatever was cut off by being told to end is not a failure
    if (!ending.aborted) throw error;
  }
  process.exit(0);
}

/** Until told to end. */
async function serve(options: AppOptions & StoreOptions, ending: AbortSignal): Promise<void> {
  const ended = new Promise<void>((resolve) => ending.addEventListener("abort", () => resolve(), { once: true }));
  const { store, lost } = await openStore(options, { signal: ending, standby: announceStandby });
  // at once and not in order: another server may serve already
  void lost?.then(fail);
  const app = await startApp({ ...options, store });
  const { setupToken, httpUrl } = app;
  const ready = { event: "ready", http: httpUrl, mqttPort: app.mqttPort, caFile: app.caFile, setupToken };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  // a launcher says it itself
  if (setupToken !== null && process.env.KIOSK_SUPERVISED !== "1") {
    const link = `${httpUrl}/setup?token=${setupToken}`;
    process.stderr.write(
      `还没有账户。请用此一次性链接建立三名管理员：${link} / There are no accounts yet; name the three administrators by this link, once: ${link}\n`,
    );
  }
  await ended;
  await app.stop();
}

function fail(error: unknown): never {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(error instanceof StoreError && error.code === "LEADERSHIP_LOST" ? lostLeadershipExit : 1);
}

main().catch(fail);

/** A folder as somebody typed it, from where they stand; null where they named none. */
function absolute(folder: string | undefined): string | null {
  return folder === undefined ? null : resolve(folder);
}
