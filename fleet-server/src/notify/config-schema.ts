// What may stand in the notification file. Unknown keys are refused: a misspelt one would be an alarm nobody gets.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { alarmLevels } from "@kiosk/contract";
import { routes } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { complain } from "./config-issue.ts";
import { dingtalkBaseUrl } from "./dingtalk-robot.ts";
import { feishuBaseUrl } from "./feishu-robot.ts";
import { aliyunSmsUrl } from "./sms-aliyun.ts";
import { smsFields } from "./sms-fields.ts";
import { tencentSmsUrl } from "./sms-tencent.ts";
import { wecomBaseUrl } from "./wecom-robot.ts";

export type Env = Readonly<Record<string, string | undefined>>;

const Id = z.string().superRefine((text, context) => {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(text)) {
    complain(context, "应为 1-40 个小写字母、数字或连字符", "expected 1-40 of a-z 0-9 -");
  }
});

function checkUrl(text: string, context: z.RefinementCtx): void {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "") {
    complain(context, "应为 https:// 或 http:// 开头的地址", "expected an address with https:// or http://");
  } else if (url.username !== "" || url.password !== "") {
    complain(context, "地址中不得包含用户名或密码", "no user name or password in the address");
  }
}

const Url = z.string().superRefine(checkUrl);
/** Without a slash at its end, so that paths can be put behind it. */
const BaseUrl = Url.transform((text) => text.replace(/\/+$/, ""));

const TimeOfDay = z.string().transform((text, context) => {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour !== undefined && minute !== undefined) return Number(hour) * 60 + Number(minute);
  complain(context, "应为 24 小时制的 HH:MM", "expected HH:MM of 24 hours");
  return z.NEVER;
});

const Person = z.strictObject({
  name: z.string().min(1).max(40),
  phone: mobile().optional(),
  email: z.email().optional(),
  wecomUserId: z
    .string()
    .regex(/^[\w.@-]{1,64}$/)
    .optional(),
  dingMobile: mobile().optional(),
  dingUserId: z
    .string()
    .regex(/^[\w.@-]{1,64}$/)
    .optional(),
  feishuOpenId: z
    .string()
    .regex(/^ou_[\w-]{1,64}$/)
    .optional(),
});

function mobile() {
  return z.string().superRefine((text, context) => {
    if (!/^1[3-9]\d{9}$/.test(text)) {
      complain(context, "应为 11 位手机号", "expected a mobile number of 11 digits");
    }
  });
}

const Group = z.strictObject({
  id: Id,
  zh: z.string().min(1).max(30),
  en: z.string().min(1).max(60),
  channels: z.array(z.strictObject({ channel: z.string(), fallback: z.boolean().default(false) })).default([]),
  people: z.array(Person).default([]),
});

const Route = z.strictObject({
  contract: z.string().min(1),
  levels: z
    .array(z.enum(alarmLevels))
    .min(1)
    .default([...alarmLevels]),
  /** 值守 duty, 运维 operations, 厂商 vendor: only orders that they are to deal with first */
  handlers: z.array(z.enum(routes)).min(1).optional(),
  groups: z.array(z.string()).min(1),
});

const SmsField = z.enum(smsFields);

/** Schemas that read secrets: text, `{"file": path}` beside the notification file, or `{"env": NAME}`. */
function channelSchemas(secret: z.ZodType<string>, file: z.ZodType<string>) {
  const common = { id: Id, perMinute: z.int().min(1).max(600).optional() };
  // `direct`: on the intranet, not through the proxy
  const http = { ...common, direct: z.boolean().default(false) };
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("webhook"), ...http, url: Url, secret }),
    z.strictObject({
      kind: z.literal("wecom-robot"),
      ...http,
      baseUrl: BaseUrl.default(wecomBaseUrl),
      key: secret,
    }),
    z.strictObject({
      kind: z.literal("wecom-app"),
      ...http,
      baseUrl: BaseUrl.default(wecomBaseUrl),
      corpId: z.string().min(1),
      secret,
      agentId: z.int().min(1),
    }),
    z.strictObject({
      kind: z.literal("dingtalk-robot"),
      ...http,
      baseUrl: BaseUrl.default(dingtalkBaseUrl),
      accessToken: secret,
      secret: secret.optional(),
      keyword: z.string().min(1).max(20).optional(),
    }),
    z.strictObject({
      kind: z.literal("feishu-robot"),
      ...http,
      baseUrl: BaseUrl.default(feishuBaseUrl),
      hook: secret,
      secret: secret.optional(),
      keyword: z.string().min(1).max(20).optional(),
    }),
    z.strictObject({
      kind: z.literal("sms-aliyun"),
      ...http,
      baseUrl: BaseUrl.default(aliyunSmsUrl),
      host: z.string().min(1).optional(),
      accessKeyId: secret,
      accessKeySecret: secret,
      signName: z.string().min(1),
      templateCode: z.string().min(1),
      params: z.record(z.string().min(1), SmsField),
      maxParamChars: z.int().min(2).max(100).default(35),
    }),
    z.strictObject({
      kind: z.literal("sms-tencent"),
      ...http,
      baseUrl: BaseUrl.default(tencentSmsUrl),
      host: z.string().min(1).optional(),
      secretId: secret,
      secretKey: secret,
      region: z.string().min(1).default("ap-guangzhou"),
      sdkAppId: z.string().min(1),
      signName: z.string().min(1),
      templateId: z.string().min(1),
      params: z.array(SmsField),
      maxParamChars: z.int().min(2).max(100).default(20),
    }),
    z.strictObject({
      kind: z.literal("email"),
      ...common,
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      tls: z.enum(["implicit", "starttls", "none"]).default("starttls"),
      user: z.string().min(1).optional(),
      password: secret.optional(),
      fromName: z.string().min(1).max(40).default("自助终端运维平台"),
      fromAddress: z.email(),
      caFile: file.optional(),
    }),
  ]);
}

function readText(folder: string, name: string, context: z.RefinementCtx): string {
  const path = resolve(folder, name);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    complain(context, `无法读取 ${path}（${reason}）`, `cannot read ${path} (${reason})`);
    return z.NEVER;
  }
}

const SecretPlace = z.union([z.strictObject({ file: z.string() }), z.strictObject({ env: z.string() })]);

function secretSchema(folder: string, env: Env): z.ZodType<string> {
  return z.unknown().transform((raw, context) => {
    const from = SecretPlace.safeParse(raw).data;
    if (typeof raw !== "string" && from === undefined) {
      const forms = '{"file": …} | {"env": …}';
      complain(context, `应为文本或 ${forms}`, `expected text or ${forms}`);
      return z.NEVER;
    }
    const value =
      typeof raw === "string"
        ? raw
        : from === undefined
          ? ""
          : "env" in from
            ? env[from.env]
            : readText(folder, from.file, context);
    if (typeof value !== "string" && from !== undefined && "env" in from) {
      complain(context, `环境变量 ${from.env} 未设置`, `environment variable ${from.env} is not set`);
      return z.NEVER;
    }
    const text = String(value).trim();
    if (text === "" && context.issues.length === 0) complain(context, "不得为空", "must not be empty");
    return text;
  });
}

/** The whole file; relative paths are looked up in `folder`. What it says is not yet checked for contradictions. */
export function fileSchema(folder: string, env: Env) {
  const secret = secretSchema(folder, env);
  const file = z.string().transform((name, context) => readText(folder, name, context));
  return z
    .strictObject({
      consoleUrl: BaseUrl.optional(),
      /** http://[user:password@]host:port */
      proxy: secret.optional(),
      caFile: file.optional(),
      timeoutMs: z.int().min(1000).max(60_000).default(10_000),
      channels: z.array(channelSchemas(secret, file)).default([]),
      groups: z.array(Group).default([]),
      routes: z.array(Route).default([]),
      quietHours: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).optional(),
    })
    .superRefine((config, context) => {
      if (config.proxy !== undefined && URL.parse(config.proxy)?.protocol !== "http:") {
        complain(context, "应为 http://主机:端口", "expected http://host:port", ["proxy"]);
      }
      checkReferences(config, context);
    });
}

export type NotifyFile = z.output<ReturnType<typeof fileSchema>>;
export type ChannelConfig = NotifyFile["channels"][number];

function checkReferences(config: Pick<NotifyFile, "channels" | "groups" | "routes">, context: z.RefinementCtx): void {
  const { channels, groups, routes } = config;
  checkUnique(channels, "channels", context);
  checkUnique(groups, "groups", context);
  for (const [index, group] of groups.entries()) {
    const seen = new Set<string>();
    for (const [at, { channel }] of group.channels.entries()) {
      const path = ["groups", index, "channels", at, "channel"];
      if (!channels.some((c) => c.id === channel)) {
        complain(context, `没有渠道“${channel}”`, `there is no channel "${channel}"`, path);
      } else if (seen.has(channel)) {
        complain(context, `渠道“${channel}”重复`, `channel "${channel}" is named twice`, path);
      }
      seen.add(channel);
    }
  }
  for (const [index, route] of routes.entries()) {
    for (const [at, group] of route.groups.entries()) {
      if (groups.some((g) => g.id === group)) continue;
      const path = ["routes", index, "groups", at];
      complain(context, `没有通知组“${group}”`, `there is no group "${group}"`, path);
    }
  }
  // two channels over one robot would each count its messages alone and get it blocked
  const robots = new Map<string, string>();
  for (const [index, channel] of channels.entries()) {
    const robot = robotOf(channel);
    if (robot === null) continue;
    const other = robots.get(robot);
    if (other === undefined) robots.set(robot, channel.id);
    else
      complain(context, `与渠道“${other}”是同一机器人`, `is the same robot as channel "${other}"`, ["channels", index]);
  }
}

function checkUnique(items: readonly { readonly id: string }[], name: string, context: z.RefinementCtx): void {
  for (const [index, { id }] of items.entries()) {
    if (items.findIndex((item) => item.id === id) === index) continue;
    complain(context, `编号“${id}”重复`, `id "${id}" is used twice`, [name, index, "id"]);
  }
}

function robotOf(channel: ChannelConfig): string | null {
  switch (channel.kind) {
    case "wecom-robot":
      return `${channel.kind} ${channel.key}`;
    case "dingtalk-robot":
      return `${channel.kind} ${channel.accessToken}`;
    case "feishu-robot":
      return `${channel.kind} ${channel.hook}`;
    case "webhook":
    case "wecom-app":
    case "sms-aliyun":
    case "sms-tencent":
    case "email":
      return null;
  }
}
