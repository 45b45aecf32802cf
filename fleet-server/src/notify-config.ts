// The notification file: which channels there are, who is in which group, who hears of what. One JSON file, read once at
// start; without it people are told in the console alone.
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { ChannelKind } from "./domain/notice/channel-kind.ts";
import type { GroupChannel } from "./domain/notice/fallback.ts";
import { maskEmail, maskPhone } from "./domain/notice/mask-phone.ts";
import type { Person } from "./domain/notice/notice.ts";
import type { QuietHours } from "./domain/notice/quiet-hours.ts";
import type { NoticeRoute } from "./domain/notice/route.ts";
import { issueLines } from "./notify/config-issue.ts";
import { type ChannelConfig, type Env, fileSchema, type NotifyFile } from "./notify/config-schema.ts";

export interface NotifyGroup {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** in the order in which fallbacks are tried */
  readonly channels: readonly GroupChannel[];
  readonly people: readonly Person[];
}

/** Holds credentials: never log it, never send it anywhere; `describeNotifyConfig` is for showing. */
export interface NotifyConfig {
  /** without a slash at its end */
  readonly consoleUrl: string | null;
  readonly proxy: string | null;
  /** PEM */
  readonly ca: string | null;
  readonly timeoutMs: number;
  readonly channels: readonly ChannelConfig[];
  readonly groups: readonly NotifyGroup[];
  readonly routes: readonly NoticeRoute[];
  readonly quietHours: QuietHours | null;
}

/** Nobody is told but by the console. */
export const noNotifyConfig: NotifyConfig = {
  consoleUrl: null,
  proxy: null,
  ca: null,
  timeoutMs: 10_000,
  channels: [],
  groups: [],
  routes: [],
  quietHours: null,
};

/** The file cannot be used; each line of the message is `file: field: 中文 / English`. */
export class NotifyConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "NotifyConfigError";
    this.problems = problems;
  }
}

/** Not wrong, but likely not meant. */
export interface NotifyWarning {
  readonly zh: string;
  readonly en: string;
}

export interface LoadedNotifyConfig {
  readonly config: NotifyConfig;
  readonly warnings: readonly NotifyWarning[];
}

/** @throws NotifyConfigError naming file and field of every problem */
export function loadNotifyConfig(path: string, env: Env = process.env): LoadedNotifyConfig {
  const raw = readJson(path);
  const schema = fileSchema(dirname(path), env);
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new NotifyConfigError(issueLines(schema, raw).map((line) => `${path}: ${line}`));
  const file = parsed.data;
  const config: NotifyConfig = {
    consoleUrl: file.consoleUrl ?? null,
    proxy: file.proxy ?? null,
    ca: file.caFile ?? null,
    timeoutMs: file.timeoutMs,
    channels: file.channels,
    groups: file.groups.map((group) => ({ ...group, channels: groupChannels(group, file.channels) })),
    routes: file.routes,
    quietHours:
      file.quietHours === undefined ? null : { fromMinute: file.quietHours.from, toMinute: file.quietHours.to },
  };
  return { config, warnings: [...fileWarnings(path), ...configWarnings(config)] };
}

function groupChannels(group: NotifyFile["groups"][number], channels: readonly ChannelConfig[]): GroupChannel[] {
  return group.channels.flatMap(({ channel, fallback }) => {
    const kind = channels.find((c) => c.id === channel)?.kind;
    return kind === undefined ? [] : [{ channelId: channel, kind, fallback }];
  });
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new NotifyConfigError([`${path}: 无法读取（${reason}） / cannot be read (${reason})`]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // the parser's own sentence quotes the text around the mistake, which may be a secret
    const place = /line (\d+) column (\d+)/.exec(String(error));
    const zh = place === null ? "" : `（第 ${place[1]} 行第 ${place[2]} 列）`;
    const en = place === null ? "" : ` (line ${place[1]} column ${place[2]})`;
    throw new NotifyConfigError([`${path}: 不是 JSON${zh} / not JSON${en}`]);
  }
}

function fileWarnings(path: string): NotifyWarning[] {
  // Windows has no such bits; node reports 0666 there
  if (process.platform === "win32" || (statSync(path).mode & 0o077) === 0) return [];
  return [
    {
      zh: `${path} 含有密钥，但本机其他用户可以读取；请执行 chmod 600`,
      en: `${path} holds credentials and others on this machine may read it; run chmod 600`,
    },
  ];
}

function configWarnings(config: NotifyConfig): NotifyWarning[] {
  const warnings: NotifyWarning[] = [];
  for (const channel of config.channels) {
    if (inTheClear(channel)) {
      warnings.push({
        zh: `渠道“${channel.id}”不加密，密钥可被途中读取`,
        en: `channel "${channel.id}" is not encrypted: its credentials can be read on the way`,
      });
    }
    if (!config.groups.some((g) => g.channels.some((c) => c.channelId === channel.id))) {
      warnings.push({
        zh: `渠道“${channel.id}”未被任何通知组使用`,
        en: `channel "${channel.id}" is used by no group`,
      });
    }
  }
  for (const group of config.groups) {
    for (const { channelId, kind } of group.channels) {
      if (!needsAddress(kind) || group.people.some((person) => canReach(kind, person))) continue;
      warnings.push({
        zh: `通知组“${group.zh}”中没有人登记渠道“${channelId}”所需的地址`,
        en: `nobody of group "${group.id}" has an address for channel "${channelId}"`,
      });
    }
  }
  return warnings;
}

function inTheClear(channel: ChannelConfig): boolean {
  if (channel.kind === "email") return channel.tls === "none" && channel.password !== undefined;
  const url = new URL(channel.kind === "webhook" ? channel.url : channel.baseUrl);
  return url.protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
}

function needsAddress(kind: ChannelKind): boolean {
  return kind === "email" || kind === "wecom-app" || kind === "sms-aliyun" || kind === "sms-tencent";
}

function canReach(kind: ChannelKind, person: Person): boolean {
  if (kind === "email") return person.email !== undefined;
  if (kind === "wecom-app") return person.wecomUserId !== undefined;
  return person.phone !== undefined;
}

/** What the console may show: no credential, no full number, no full address. */
export interface NotifyConfigView {
  readonly consoleUrl: string | null;
  readonly proxy: boolean;
  readonly channels: readonly {
    readonly id: string;
    readonly kind: ChannelKind;
    readonly host: string;
    readonly perMinute: number | null;
  }[];
  readonly groups: readonly {
    readonly id: string;
    readonly zh: string;
    readonly en: string;
    readonly channels: readonly GroupChannel[];
    readonly people: readonly { readonly name: string; readonly phone: string | null; readonly email: string | null }[];
  }[];
  readonly routes: readonly NoticeRoute[];
  readonly quietHours: QuietHours | null;
}

export function describeNotifyConfig(config: NotifyConfig): NotifyConfigView {
  return {
    consoleUrl: config.consoleUrl,
    proxy: config.proxy !== null,
    channels: config.channels.map((channel) => ({
      id: channel.id,
      kind: channel.kind,
      host: hostOf(channel),
      perMinute: channel.perMinute ?? null,
    })),
    groups: config.groups.map(({ id, zh, en, channels, people }) => ({
      id,
      zh,
      en,
      channels,
      people: people.map(({ name, phone, email }) => ({
        name,
        phone: phone === undefined ? null : maskPhone(phone),
        email: email === undefined ? null : maskEmail(email),
      })),
    })),
    routes: config.routes,
    quietHours: config.quietHours,
  };
}

function hostOf(channel: ChannelConfig): string {
  if (channel.kind === "email") return `${channel.host}:${channel.port}`;
  return new URL(channel.kind === "webhook" ? channel.url : channel.baseUrl).host;
}
