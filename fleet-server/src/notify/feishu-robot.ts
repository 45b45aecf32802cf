// 飞书 group robot: time and signature in the body, at most 20 KB of it. Sent as `post`: rich text made of fields, in which
// nothing of a person's text can become a mark.
import { createHmac } from "node:crypto";
import { moreWords, utf8Bytes } from "../domain/notice/fit-lines.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { delivered, rejected } from "../domain/notice/outcome.ts";
import { type Millis, secondMs } from "../domain/time.ts";
import { outcomeOfFailure, outcomeOfVendor, parseJsonObject, textField } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";

export interface FeishuRobotSettings {
  readonly id: string;
  readonly baseUrl: string;
  /** the part of the hook's address after /hook/ */
  readonly hook: string;
  /** null where the robot does not check signatures */
  readonly secret: string | null;
  /** the robot's keyword, put before the title; null where it has none */
  readonly keyword: string | null;
}

export const feishuBaseUrl = "https://open.feishu.cn";
const maxBodyBytes = 20_000;

/** `sign` of the body; `timestamp` in seconds. Key and message are the other way round than DingTalk's. */
export function feishuSign(secret: string, timestamp: number): string {
  return createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64");
}

function feishuRobotBody(message: RenderedNotice, now: Millis, settings: FeishuRobotSettings): string {
  const { secret, keyword } = settings;
  const timestamp = Math.floor(now / secondMs);
  const signed = secret === null ? {} : { timestamp: String(timestamp), sign: feishuSign(secret, timestamp) };
  const called = message.attention ? message.notice.people : [];
  const ids = called.flatMap((p) => (p.feishuOpenId === undefined ? [] : [p.feishuOpenId]));
  const text = (line: string) => [{ tag: "text", text: line }];
  const tail = [
    ...(message.url === null ? [] : [[{ tag: "a", text: "打开控制台", href: message.url }]]),
    ...(ids.length === 0 ? [] : [ids.map((id) => ({ tag: "at", user_id: id }))]),
  ];
  const title = keyword === null ? message.zh.title : `${keyword} ${message.zh.title}`;
  const { lines } = message.zh;
  const body = (kept: number) => {
    const left = lines.length - kept;
    const content = [...lines.slice(0, kept).map(text), ...(left > 0 ? [text(moreWords(left))] : []), ...tail];
    return JSON.stringify({ ...signed, msg_type: "post", content: { post: { zh_cn: { title, content } } } });
  };
  let kept = lines.length;
  // halving first: ten thousand alarms after a long stop must not mean ten thousand tries
  while (kept > 0 && utf8Bytes(body(kept)) > 2 * maxBodyBytes) kept = Math.floor(kept / 2);
  while (kept > 0 && utf8Bytes(body(kept)) > maxBodyBytes) kept -= 1;
  return body(kept);
}

export function createFeishuRobot(settings: FeishuRobotSettings, http: HttpClient): Channel {
  const url = `${settings.baseUrl}/open-apis/bot/v2/hook/${encodeURIComponent(settings.hook)}`;
  return {
    id: settings.id,
    kind: "feishu-robot",
    async deliver(message, { now, signal }) {
      const headers = { "content-type": "application/json; charset=utf-8" };
      const body = feishuRobotBody(message, now, settings);
      const answer = await http.send({ method: "POST", url, headers, body }, signal);
      if (answer.kind === "failed") return outcomeOfFailure(answer);
      const json = parseJsonObject(answer.body);
      const said = { code: textField(json, "code"), text: textField(json, "msg") ?? "" };
      // 9499 is two things: too many requests with status 200, a body that is not understood with status 400
      if (said.code === "9499" && answer.status === 400) return rejected("feishu.9499", said.text);
      return outcomeOfVendor("feishu", said, answer, now) ?? delivered("", []);
    },
  };
}
