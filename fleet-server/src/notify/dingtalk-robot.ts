// 钉钉 group robot: token, time and signature in the address. A called number must stand in the text as well.
import { createHmac } from "node:crypto";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { delivered } from "../domain/notice/outcome.ts";
import type { Millis } from "../domain/time.ts";
import { outcomeOfFailure, outcomeOfVendor, parseJsonObject, textField } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";
import { robotText } from "./robot-text.ts";

export interface DingtalkRobotSettings {
  readonly id: string;
  readonly baseUrl: string;
  readonly accessToken: string;
  /** SEC…; null where the robot is guarded by keyword or address */
  readonly secret: string | null;
  /** the robot's keyword, put before the title; null where it has none */
  readonly keyword: string | null;
}

export const dingtalkBaseUrl = "https://oapi.dingtalk.com";
/** The whole body may have 20 000 bytes; the client shows far less well. */
const maxTextBytes = 6000;

/** The `sign` parameter, already encoded for the address; `timestamp` in milliseconds. */
export function dingtalkSign(secret: string, timestamp: Millis): string {
  const mac = createHmac("sha256", secret).update(`${timestamp}\n${secret}`, "utf8").digest("base64");
  return encodeURIComponent(mac);
}

function dingtalkRobotBody(message: RenderedNotice, keyword: string | null): string {
  const called = message.attention ? message.notice.people : [];
  const atUserIds = called.flatMap((p) => (p.dingUserId === undefined ? [] : [p.dingUserId]));
  const atMobiles = called.flatMap((p) => {
    const mobile = p.dingMobile ?? p.phone;
    return p.dingUserId === undefined && mobile !== undefined ? [mobile] : [];
  });
  const title = keyword === null ? message.zh.title : `${keyword} ${message.zh.title}`;
  const text = robotText(message, {
    heading: `### ${title}`,
    separator: "\n\n",
    bullet: "",
    link: (url) => `[打开控制台](${url})`,
    calls: [...atMobiles, ...atUserIds].map((to) => `@${to}`).join(" "),
    maxBytes: maxTextBytes,
  });
  return JSON.stringify({
    msgtype: "markdown",
    markdown: { title, text },
    at: { atMobiles, atUserIds, isAtAll: false },
  });
}

export function createDingtalkRobot(settings: DingtalkRobotSettings, http: HttpClient): Channel {
  const { baseUrl, accessToken, secret, keyword } = settings;
  return {
    id: settings.id,
    kind: "dingtalk-robot",
    async deliver(message, { now, signal }) {
      const signature = secret === null ? "" : `&timestamp=${now}&sign=${dingtalkSign(secret, now)}`;
      const url = `${baseUrl}/robot/send?access_token=${encodeURIComponent(accessToken)}${signature}`;
      const headers = { "content-type": "application/json; charset=utf-8" };
      const body = dingtalkRobotBody(message, keyword);
      const answer = await http.send({ method: "POST", url, headers, body }, signal);
      if (answer.kind === "failed") return outcomeOfFailure(answer);
      const json = parseJsonObject(answer.body);
      const said = { code: textField(json, "errcode"), text: textField(json, "errmsg") ?? "" };
      return outcomeOfVendor("dingtalk", said, answer, now) ?? delivered("", []);
    },
  };
}
