// 企业微信 group robot: the key in the address is the only secret. Text <= 2048 bytes, markdown <= 4096 bytes of UTF-8.
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { delivered } from "../domain/notice/outcome.ts";
import { outcomeOfFailure, outcomeOfVendor, parseJsonObject, textField } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";
import { robotText } from "./robot-text.ts";

export interface WecomRobotSettings {
  readonly id: string;
  readonly baseUrl: string;
  readonly key: string;
}

export const wecomBaseUrl = "https://qyapi.weixin.qq.com";
const maxMarkdownBytes = 4096;
const maxTextBytes = 2048;

/**
 * Markdown; or plain text where somebody who must be called has no user id here, because only text can call by phone
 * number.
 */
function wecomRobotBody(message: RenderedNotice): string {
  const called = message.attention ? message.notice.people : [];
  const ids = called.flatMap((p) => (p.wecomUserId === undefined ? [] : [p.wecomUserId]));
  const mobiles = called.flatMap((p) => (p.wecomUserId === undefined && p.phone !== undefined ? [p.phone] : []));
  const { title } = message.zh;
  if (mobiles.length > 0) {
    const content = robotText(message, {
      heading: title,
      separator: "\n",
      bullet: "",
      link: (url) => url,
      calls: "",
      maxBytes: maxTextBytes,
    });
    return JSON.stringify({
      msgtype: "text",
      text: { content, mentioned_list: ids, mentioned_mobile_list: mobiles },
    });
  }
  const content = robotText(message, {
    heading: message.attention ? `**<font color="warning">${title}</font>**` : `**${title}**`,
    separator: "\n",
    bullet: "> ",
    link: (url) => `[打开控制台](${url})`,
    calls: ids.map((id) => `<@${id}>`).join(" "),
    maxBytes: maxMarkdownBytes,
  });
  return JSON.stringify({ msgtype: "markdown", markdown: { content } });
}

export function createWecomRobot(settings: WecomRobotSettings, http: HttpClient): Channel {
  const url = `${settings.baseUrl}/cgi-bin/webhook/send?key=${encodeURIComponent(settings.key)}`;
  return {
    id: settings.id,
    kind: "wecom-robot",
    async deliver(message, { now, signal }) {
      const headers = { "content-type": "application/json; charset=utf-8" };
      const answer = await http.send({ method: "POST", url, headers, body: wecomRobotBody(message) }, signal);
      if (answer.kind === "failed") return outcomeOfFailure(answer);
      const json = parseJsonObject(answer.body);
      const said = { code: textField(json, "errcode"), text: textField(json, "errmsg") ?? "" };
      return outcomeOfVendor("wecom", said, answer, now) ?? delivered("", []);
    },
  };
}
