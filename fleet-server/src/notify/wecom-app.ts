// 企业微信 application message: to the group's members by user id, with a token that lives for two hours.
import { fitLines, moreWords } from "../domain/notice/fit-lines.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import { type DeliveryOutcome, delivered, rejected } from "../domain/notice/outcome.ts";
import { clip } from "../domain/notice/plain-text.ts";
import { type Millis, minuteMs, secondMs } from "../domain/time.ts";
import { outcomeOfFailure, outcomeOfVendor, parseJsonObject, textField } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";

export interface WecomAppSettings {
  readonly id: string;
  readonly baseUrl: string;
  readonly corpId: string;
  readonly secret: string;
  readonly agentId: number;
}

/** 128 bytes */
const maxTitleChars = 40;
const maxDescriptionBytes = 512;
const maxTextBytes = 2048;
/** So that a token does not run out on its way. */
const tokenMarginMs = 5 * minuteMs;
/** Invalid and expired token; WeCom also says 40001 for one that another program's gettoken replaced. */
const tokenCodes = ["40014", "42001"];

/** A card where there is a console to open (a card must have an address), plain text otherwise. */
function wecomAppBody(message: RenderedNotice, agentId: number, userIds: readonly string[]): string {
  const { title, lines } = message.zh;
  const more = (left: number) => `\n${moreWords(left)}`;
  const fitted = (head: string, maxBytes: number) =>
    fitLines({ head, lines, separator: "\n", tail: "", more, maxBytes }).replace(/^\n/, "");
  const content =
    message.url === null
      ? { msgtype: "text", agentid: agentId, text: { content: fitted(`${title}\n`, maxTextBytes) } }
      : {
          msgtype: "textcard",
          agentid: agentId,
          textcard: {
            title: clip(title, maxTitleChars),
            description: fitted("", maxDescriptionBytes),
            url: message.url,
            btntxt: "详情",
          },
        };
  return JSON.stringify({
    touser: userIds.join("|"),
    toparty: "",
    totag: "",
    ...content,
    // a try whose answer was lost must not ring twice
    enable_duplicate_check: 1,
    duplicate_check_interval: 1800,
  });
}

export function createWecomApp(settings: WecomAppSettings, http: HttpClient): Channel {
  const { baseUrl, corpId, secret } = settings;
  let token: { readonly value: string; readonly until: Millis } | null = null;

  async function fetchToken(now: Millis, signal: AbortSignal): Promise<DeliveryOutcome | null> {
    const query = `corpid=${encodeURIComponent(corpId)}&corpsecret=${encodeURIComponent(secret)}`;
    const url = `${baseUrl}/cgi-bin/gettoken?${query}`;
    const answer = await http.send({ method: "GET", url, headers: {}, body: "" }, signal);
    if (answer.kind === "failed") return outcomeOfFailure(answer);
    const json = parseJsonObject(answer.body);
    const value = textField(json, "access_token");
    const code = textField(json, "errcode") ?? (value === null ? null : "0");
    const bad = outcomeOfVendor("wecom", { code, text: textField(json, "errmsg") ?? "" }, answer, now);
    if (bad !== null) return bad;
    if (value === null) return outcomeOfVendor("wecom", { code: null, text: "" }, answer, now);
    const lives = Number(textField(json, "expires_in") ?? "7200") * secondMs;
    token = { value, until: now + Math.max(0, lives - tokenMarginMs) };
    return null;
  }

  return {
    id: settings.id,
    kind: "wecom-app",
    async deliver(message, { now, signal }) {
      const userIds = message.notice.people.flatMap((p) => (p.wecomUserId === undefined ? [] : [p.wecomUserId]));
      if (userIds.length === 0) return rejected("no-recipient", "");
      const body = wecomAppBody(message, settings.agentId, userIds);
      for (let refetched = false; ; refetched = true) {
        if (token === null || token.until <= now) {
          const bad = await fetchToken(now, signal);
          if (bad !== null) return bad;
        }
        const url = `${baseUrl}/cgi-bin/message/send?access_token=${encodeURIComponent(token?.value ?? "")}`;
        const headers = { "content-type": "application/json; charset=utf-8" };
        const answer = await http.send({ method: "POST", url, headers, body }, signal);
        if (answer.kind === "failed") return outcomeOfFailure(answer);
        const json = parseJsonObject(answer.body);
        const code = textField(json, "errcode");
        if (code !== null && tokenCodes.includes(code)) {
          token = null;
          if (!refetched) continue;
        }
        const bad = outcomeOfVendor("wecom", { code, text: textField(json, "errmsg") ?? "" }, answer, now);
        if (bad !== null) return bad;
        const failed = (textField(json, "invaliduser") ?? "").split("|").filter((user) => user !== "");
        return delivered(
          textField(json, "msgid") ?? "",
          userIds.filter((user) => !failed.includes(user)),
          failed.map((to) => ({ to, code: "wecom.invaliduser" })),
        );
      }
    },
  };
}
