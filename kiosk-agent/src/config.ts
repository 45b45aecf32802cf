// The agent's configuration: one JSON file, read once, checked wholly. Every problem is named with file, path and what
// is wrong, in Chinese and English, because the reader is a technician in front of a kiosk.
import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { dirname, resolve } from "node:path";
import { DeviceId, isEnrolmentCode, KioskId, type Mac, normaliseMac } from "@kiosk/contract";
import { z } from "zod";
import { parseTransportUrl } from "./adapters/transport.ts";
import { withDataFolder } from "./adapters/transport-host.ts";
import { isLoopback } from "./config-address.ts";
import { describeIssues, ownIssue } from "./config-issue.ts";
import { type ShellConfig, ShellConfigFile } from "./config-shell.ts";

const dayMs = 86_400_000;

const Url = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "mqtts:" && url.protocol !== "mqtt:") || url.hostname === "") {
    context.addIssue(ownIssue("应为 mqtts://主机:8883", "expected mqtts://host:8883"));
  } else if (url.protocol === "mqtt:" && !isLoopback(url.hostname)) {
    context.addIssue(
      ownIssue("不加密的 mqtt:// 只允许连接本机，请改用 mqtts://", "plain mqtt:// is for loopback only; use mqtts://"),
    );
  } else if (url.username !== "" || url.password !== "") {
    context.addIssue(ownIssue("地址中不得包含用户名或密码", "no user name or password in the URL"));
  }
});

const MacText = z.string().transform((text, context): Mac => {
  const mac = normaliseMac(text);
  if (mac !== undefined) return mac;
  context.addIssue(ownIssue(`“${text}”不是 MAC 地址`, `"${text}" is not a MAC address`));
  return z.NEVER;
});

const TransportUrl = z.string().superRefine((text, context) => {
  try {
    parseTransportUrl(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue(ownIssue(`设备地址有误：${reason}`, reason));
  }
});

const ServiceUrl = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  const known = url !== null && ["http:", "https:", "tcp:"].includes(url.protocol) && url.hostname !== "";
  if (!known || (url.protocol === "tcp:" && url.port === "")) {
    context.addIssue(
      ownIssue("应为 https://主机/路径 或 tcp://主机:端口", "expected https://host/path or tcp://host:port"),
    );
  } else if (url.username !== "" || url.password !== "") {
    context.addIssue(ownIssue("地址中不得包含用户名或密码", "no user name or password in the URL"));
  }
});

const PollOverride = z.strictObject({
  /** between two polls of a device that answers */
  intervalMs: z.int().min(200).max(600_000).optional(),
  /** the longest pause between two polls of a device that does not */
  maxBackoffMs: z.int().min(1_000).max(600_000).optional(),
});

const DeviceConfig = z.strictObject({
  id: DeviceId,
  /** id of a profile of @kiosk/firmware-profiles */
  profile: z.string().min(1),
  transport: TransportUrl,
  /** the hub or port expander it hangs on; devices that share one fail together */
  attachedTo: DeviceId.optional(),
  poll: PollOverride.optional(),
  /** where print jobs go, when the device is watched by another protocol (an SNMP printer prints by IPP) */
  jobs: TransportUrl.optional(),
});

const ConfigFile = z
  .strictObject({
    kioskId: KioskId,
    server: z.strictObject({
      url: Url,
      /** PEM file of the CA that signed the server's certificate */
      caFile: z.string().min(1).optional(),
      /** the name in the certificate, where it is not the host of the URL */
      servername: z.string().min(1).optional(),
    }),
    dataDir: z.string().min(1),
    enrolmentCode: z.string().refine(isEnrolmentCode, { error: "XXXX-XXXX-XXXX-XXXX" }).optional(),
    /** absent: those of this machine */
    macs: z.array(MacText).max(16).optional(),
    devices: z.array(DeviceConfig).max(32),
    /** what citizens are served with; each is tried in a system inspection */
    services: z
      .array(z.strictObject({ name: z.string().trim().min(1).max(80), url: ServiceUrl }))
      .max(40)
      .default([]),
    /** absent: no citizen's screen on this machine */
    shell: ShellConfigFile.optional(),
    poll: PollOverride.optional(),
    bounds: z
      .strictObject({
        outboxMaxBytes: z.int().min(1_000_000).default(200_000_000),
        outboxMaxAgeDays: z.number().min(1).max(365).default(30),
      })
      .prefault({}),
  })
  .superRefine((config, context) => {
    if (config.server.url.startsWith("mqtts:") && config.server.caFile === undefined) {
      const issue = ownIssue("mqtts:// 需要 CA 证书文件", "mqtts:// needs the CA file");
      context.addIssue({ ...issue, path: ["server", "caFile"] });
    }
    const ids = config.devices.map((d) => d.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) === index) return;
      const issue = ownIssue(`设备编号“${id}”重复`, `device id "${id}" is used twice`);
      context.addIssue({ ...issue, path: ["devices", index, "id"] });
    });
  });

/** A configuration that can be run: paths absolute, defaults filled in. */
export interface AgentConfig {
  readonly kioskId: KioskId;
  readonly server: { readonly url: string; readonly caFile?: string; readonly servername?: string };
  readonly dataDir: string;
  readonly enrolmentCode?: string;
  readonly macs: readonly Mac[];
  readonly devices: readonly ConfiguredDevice[];
  readonly services: readonly ConfiguredService[];
  readonly shell?: ShellConfig;
  /** for all devices; a device's own `poll` comes before it, the profile's after it */
  readonly poll: PollSettings;
  readonly outbox: { readonly maxBytes: number; readonly maxAgeMs: number };
}

export interface ConfiguredDevice {
  readonly id: DeviceId;
  readonly profile: string;
  readonly transport: string;
  readonly attachedTo?: DeviceId;
  /** transport of print jobs; absent: the device's own */
  readonly jobs?: string;
  readonly poll: PollSettings;
}

export interface ConfiguredService {
  readonly name: string;
  /** `http(s)://` is asked for its page, `tcp://host:port` only opened */
  readonly url: string;
}

export interface PollSettings {
  readonly intervalMs?: number;
  readonly maxBackoffMs?: number;
}

/** The configuration cannot be used. `message` is for people: a line a problem, `file: path: 中文 / English`. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads and checks a configuration file.
 * @param profileIds the profiles there are
 * @throws ConfigError naming file, path and what is wrong
 */
export function readConfig(file: string, profileIds: ReadonlySet<string>): AgentConfig {
  const raw = parseJson(file, readText(file, file, ""));
  const parsed = ConfigFile.safeParse(raw);
  if (!parsed.success) {
    throw new ConfigError(
      describeIssues(ConfigFile, raw)
        .map((said) => `${file}: ${said}`)
        .join("\n"),
    );
  }
  const { server, macs, devices, bounds, enrolmentCode, poll, ...rest } = parsed.data;
  const unknown = devices.flatMap((d, i) => (profileIds.has(d.profile) ? [] : [unknownProfile(file, i, d.profile)]));
  if (unknown.length > 0) throw new ConfigError(unknown.join("\n"));
  const folder = dirname(resolve(file));
  const caFile = server.caFile === undefined ? undefined : resolve(folder, server.caFile);
  if (caFile !== undefined && !readText(caFile, file, "server.caFile").includes("-----BEGIN CERTIFICATE-----")) {
    throw new ConfigError(`${file}: server.caFile: ${caFile} 不是 PEM 证书 / is not a PEM certificate`);
  }
  return {
    kioskId: rest.kioskId,
    server: {
      url: server.url,
      ...(caFile === undefined ? {} : { caFile }),
      ...(server.servername === undefined ? {} : { servername: server.servername }),
    },
    dataDir: resolve(folder, rest.dataDir),
    ...(enrolmentCode === undefined ? {} : { enrolmentCode }),
    macs: macs ?? machineMacs(),
    devices: devices.map(({ id, profile, transport, attachedTo, ...d }) => ({
      id,
      profile,
      transport: withDataFolder(transport, resolve(folder, rest.dataDir)),
      ...(attachedTo === undefined ? {} : { attachedTo }),
      ...(d.jobs === undefined ? {} : { jobs: d.jobs }),
      poll: pollSettings(d.poll),
    })),
    services: rest.services,
    ...(rest.shell === undefined ? {} : { shell: shellSettings(rest.shell, file, folder) }),
    poll: pollSettings(poll),
    outbox: { maxBytes: bounds.outboxMaxBytes, maxAgeMs: bounds.outboxMaxAgeDays * dayMs },
  };
}

function shellSettings(shell: z.output<typeof ShellConfigFile>, file: string, folder: string): ShellConfig {
  const publishers = shell.publishers.map((name, index) => {
    const path = `shell.publishers[${index}]`;
    const pem = readText(resolve(folder, name), file, path);
    if (pem.includes("-----BEGIN PUBLIC KEY-----")) return pem;
    throw new ConfigError(`${file}: ${path}: ${name} 不是 PEM 公钥 / is not a PEM public key`);
  });
  return {
    port: shell.port,
    appPort: shell.appPort,
    pages: shell.pages === undefined ? undefined : resolve(folder, shell.pages),
    screen: shell.screen,
    api: shell.api,
    publishers,
    phoneCodes: shell.phoneCodes,
    sessionMs: shell.sessionMinutes * 60_000,
  };
}

function pollSettings(poll: z.output<typeof PollOverride> = {}): PollSettings {
  return {
    ...(poll.intervalMs === undefined ? {} : { intervalMs: poll.intervalMs }),
    ...(poll.maxBackoffMs === undefined ? {} : { maxBackoffMs: poll.maxBackoffMs }),
  };
}

function unknownProfile(file: string, index: number, profile: string): string {
  return `${file}: devices[${index}].profile: 没有名为“${profile}”的设备描述 / there is no profile "${profile}"`;
}

function readText(file: string, config: string, path: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const place = path === "" ? config : `${config}: ${path}`;
    throw new ConfigError(`${place}: 无法读取（${reason}） / cannot be read (${reason})`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${file}: 不是 JSON（${reason}） / not JSON (${reason})`);
  }
}

/** The network cards of this machine. A terminal is recognised by them at enrolment, never trusted for them. */
function machineMacs(): Mac[] {
  const cards = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const macs = cards.filter((c) => !c.internal).flatMap((c) => normaliseMac(c.mac) ?? []);
  return [...new Set(macs)].filter((mac) => mac !== "00-00-00-00-00-00").slice(0, 16);
}
