// The notification file as a person writes it.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alarmLevels } from "@kiosk/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelKinds } from "../src/domain/notice/channel-kind.ts";
import { createChannels } from "../src/notify/create-channels.ts";
import { describeNotifyConfig, loadNotifyConfig, NotifyConfigError, noNotifyConfig } from "../src/notify-config.ts";

const email = { id: "mail", kind: "email", host: "mail.example.cn", fromAddress: "kiosk@example.cn" };
const wecom = { id: "robot", kind: "wecom-robot", key: { file: "wecom.key" } };
const channels = [
  wecom,
  { id: "hook", kind: "webhook", url: "https://other.example.cn/in", secret: "c2VjcmV0" },
  { id: "app", kind: "wecom-app", corpId: "c", secret: { env: "WECOM_SECRET" }, agentId: 2 },
  { id: "ding", kind: "dingtalk-robot", accessToken: "ding-token", secret: "SECding", perMinute: 10 },
  { id: "feishu", kind: "feishu-robot", hook: "feishu-hook" },
  {
    ...{ id: "sms-a", kind: "sms-aliyun", accessKeyId: "a-id", accessKeySecret: "a-secret" },
    ...{ signName: "终端", templateCode: "SMS_1", params: { order: "order" } },
  },
  {
    ...{ id: "sms-t", kind: "sms-tencent", secretId: "t-id", secretKey: "t-key", sdkAppId: "1", signName: "终端" },
    ...{ templateId: "2", params: ["order"], direct: true },
  },
  { ...email, user: "relay", password: "mail-password" },
];
const people = [{ name: "王工", phone: "13812345678", email: "wang@example.cn", wecomUserId: "wang" }];
const good = {
  consoleUrl: "https://console.example.cn/",
  proxy: "http://user:proxy-password@10.0.0.1:3128",
  channels,
  groups: [
    {
      ...{ id: "duty", zh: "值班组", en: "Duty", people },
      channels: [
        ...channels.filter((c) => !c.kind.startsWith("sms")).map((c) => ({ channel: c.id })),
        { channel: "sms-a", fallback: true },
        { channel: "sms-t", fallback: true },
      ],
    },
  ],
  quietHours: { from: "22:00", to: "07:30" },
  routes: [{ contract: "*", groups: ["duty"] }],
};
const env = { WECOM_SECRET: "wecom-secret" };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notify-config-"));
  file = join(folder, "notify.json");
  writeFileSync(join(folder, "wecom.key"), "wecom-key\n", { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(config: unknown, mode = 0o600) {
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
  chmodSync(file, mode);
  return loadNotifyConfig(file, env);
}

/** The complaints without the file's name, which each must begin with. */
function complaints(config: unknown): string[] {
  try {
    load(config);
  } catch (error) {
    if (!(error instanceof NotifyConfigError)) throw error;
    for (const problem of error.problems) expect(problem.startsWith(`${file}: `)).toBe(true);
    return error.problems.map((problem) => problem.slice(file.length + 2));
  }
  throw new Error("the configuration was accepted");
}

describe("a complete file", () => {
  it("is completed with defaults, its secrets read from files and the environment", () => {
    const { config, warnings } = load(good);
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      consoleUrl: "https://console.example.cn",
      timeoutMs: 10_000,
      quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 + 30 },
      routes: [{ contract: "*", levels: [...alarmLevels], groups: ["duty"] }],
    });
    expect(config.channels.find((c) => c.id === "robot")).toMatchObject({
      key: "wecom-key",
      baseUrl: "https://qyapi.weixin.qq.com",
    });
    expect(config.channels.find((c) => c.id === "app")).toMatchObject({ secret: "wecom-secret" });
    expect(config.groups[0]?.channels.at(-1)).toEqual({ channelId: "sms-t", kind: "sms-tencent", fallback: true });
  });
  it("makes one channel an entry, of every kind", () => {
    const made = createChannels(load(good).config);
    expect(made.map((channel) => channel.id)).toEqual(channels.map((channel) => channel.id));
    expect(made.map((channel) => channel.kind).sort()).toEqual([...channelKinds].sort());
  });
  it("is shown without any secret or full number", () => {
    const view = describeNotifyConfig(load(good).config);
    expect(JSON.stringify(view)).not.toMatch(
      /wecom-key|wecom-secret|c2VjcmV0|ding-token|SECding|feishu-hook|a-id|a-secret|t-id|t-key|password|13812345678|wang@/,
    );
    expect(view.proxy).toBe(true);
    expect(view.channels.map((c) => c.host)).toEqual([
      "qyapi.weixin.qq.com",
      "other.example.cn",
      "qyapi.weixin.qq.com",
      "oapi.dingtalk.com",
      "open.feishu.cn",
      "dysmsapi.aliyuncs.com",
      "sms.tencentcloudapi.com",
      "mail.example.cn:587",
    ]);
    expect(view.groups[0]?.people).toEqual([{ name: "王工", phone: "138****5678", email: "w***@example.cn" }]);
  });
});

it("an empty file means that the console alone tells people", () => {
  expect(load({}).config).toEqual(noNotifyConfig);
});

describe("a file that is likely not meant so is warned of", () => {
  it("others on this machine may read it", () => {
    const { warnings } = load({}, 0o644);
    expect(warnings).toEqual([
      { zh: expect.stringContaining(`${file} 含有密钥`), en: expect.stringContaining("run chmod 600") },
    ]);
  });
  it("credentials go unencrypted, a channel is unused, a group cannot be reached", () => {
    const { warnings } = load({
      channels: [
        { ...wecom, baseUrl: "http://relay.example.cn" },
        { ...email, tls: "none", user: "u", password: "p" },
        { id: "local", kind: "webhook", url: "http://127.0.0.1:9/", secret: "c2VjcmV0" },
      ],
      groups: [{ id: "g", zh: "组", en: "G", channels: [{ channel: "mail" }, { channel: "local" }] }],
    });
    expect(warnings.map((warning) => warning.en)).toEqual([
      expect.stringMatching(/^channel "robot" is not encrypted/),
      'channel "robot" is used by no group',
      expect.stringMatching(/^channel "mail" is not encrypted/),
      'nobody of group "g" has an address for channel "mail"',
    ]);
  });
});

describe("each mistake is named with file, field and both languages", () => {
  const group = { id: "duty", zh: "值班组", en: "Duty" };
  const table: readonly [string, unknown, RegExp][] = [
    ["a field nobody knows", { chanels: [] }, /^\(file\): .*chanels.* \/ .*chanels/],
    ["a field nobody knows in a channel", { channels: [{ ...wecom, kye: 1 }] }, /^channels\[0\]: .*kye.* \/ .*kye/],
    ["a kind that is none", { channels: [{ id: "x", kind: "fax" }] }, /^channels\[0\]\.kind: .+ \/ .+/],
    ["a missing field", { channels: [{ id: "x", kind: "wecom-robot" }] }, /^channels\[0\]\.key: 应为文本或 .* \/ /],
    ["an id with capitals", { groups: [{ ...group, id: "DUTY" }] }, /^groups\[0\]\.id: 应为 1-40 个.* \/ expected/],
    [
      "a secret file that is not there",
      { channels: [{ ...wecom, key: { file: "no.key" } }] },
      /^channels\[0\]\.key: 无法读取 .*no\.key（ENOENT） \/ cannot read/,
    ],
    [
      "an environment variable that is not set",
      { channels: [{ ...wecom, key: { env: "NO_KEY" } }] },
      /^channels\[0\]\.key: 环境变量 NO_KEY 未设置 \/ /,
    ],
    ["an empty secret", { channels: [{ ...wecom, key: " " }] }, /^channels\[0\]\.key: 不得为空 \/ must not be empty/],
    [
      "an address with a password",
      { channels: [{ ...wecom, baseUrl: "https://a:b@h" }] },
      /^channels\[0\]\.baseUrl: .*密码.* \/ no user/,
    ],
    ["a console address of no kind", { consoleUrl: "console.example" }, /^consoleUrl: 应为 https:\/\/ .* \/ /],
    ["a proxy of another kind", { proxy: "socks5://h:1" }, /^proxy: 应为 http:\/\/主机:端口 \/ expected/],
    [
      "a number that is no mobile number",
      { groups: [{ ...group, people: [{ name: "王工", phone: "021-52345678" }] }] },
      /^groups\[0\]\.people\[0\]\.phone: 应为 11 位手机号 \/ /,
    ],
    ["a time of no clock", { quietHours: { from: "22:00", to: "24:00" } }, /^quietHours\.to: 应为 24 小时制.* \/ /],
    [
      "a level of no alarm",
      { routes: [{ contract: "*", levels: ["D-2"], groups: [] }] },
      /^routes\[0\]\.levels\[0\]: /,
    ],
    [
      "a channel nobody defined",
      { groups: [{ ...group, channels: [{ channel: "fax" }] }] },
      /^groups\[0\]\.channels\[0\]\.channel: 没有渠道“fax” \/ there is no channel "fax"/,
    ],
    [
      "a channel named twice",
      { channels: [email], groups: [{ ...group, channels: [{ channel: "mail" }, { channel: "mail" }] }] },
      /^groups\[0\]\.channels\[1\]\.channel: .*重复 \/ .*twice/,
    ],
    [
      "a group nobody defined",
      { routes: [{ contract: "*", groups: ["duty"] }] },
      /^routes\[0\]\.groups\[0\]: 没有通知组“duty” \/ /,
    ],
    ["one id twice", { channels: [email, email] }, /^channels\[1\]\.id: 编号“mail”重复 \/ id "mail" is used twice/],
    [
      "one robot twice, which would be counted twice and blocked",
      { channels: [wecom, { ...wecom, id: "again" }] },
      /^channels\[1\]: 与渠道“robot”是同一机器人 \/ is the same robot as channel "robot"/,
    ],
  ];
  it.each(table)("%s", (_what, config, said) => {
    expect(complaints(config)[0]).toMatch(said);
  });
  it("all of them at once", () => {
    expect(complaints({ consoleUrl: "x", channels: [{ ...email, fromAddress: "x" }] })).toHaveLength(2);
  });
  it("a file that is no JSON, without repeating what may be a secret", () => {
    const [said] = complaints('{\n "key": SECRET }');
    expect(said).toMatch(/^不是 JSON.* \/ not JSON/);
    expect(said).not.toContain("SECRET");
  });
  it("a file that is not there", () => {
    expect(() => loadNotifyConfig(join(folder, "none.json"))).toThrow(
      /none\.json: 无法读取（ENOENT） \/ cannot be read/,
    );
  });
});
