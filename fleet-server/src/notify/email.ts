// E-mail: Chinese first, English below, as text and HTML. The message id is the notice's, so that a second try after a
// lost answer is known as the same mail.
import { createTransport } from "nodemailer";
import { fitLines } from "../domain/notice/fit-lines.ts";
import type { NoticeText, RenderedNotice } from "../domain/notice/notice.ts";
import { type DeliveryOutcome, delivered, rejected, retryLater } from "../domain/notice/outcome.ts";
import type { Channel } from "./channel.ts";
import { errorCode, failureOfCode } from "./network-failure.ts";

export interface EmailSettings {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (465); `starttls`: refused without (587); `none`: an intranet relay (25) */
  readonly tls: "implicit" | "starttls" | "none";
  readonly user: string | null;
  readonly password: string | null;
  readonly fromName: string;
  readonly fromAddress: string;
  /** PEM of authorities to trust; null: the usual ones */
  readonly ca: string | null;
  readonly timeoutMs: number;
}

/** Per language; enough for some three hundred alarms. */
const maxBytes = 65_536;

const more = {
  zh: (left: number) => `\n另有 ${left} 条，见控制台`,
  en: (left: number) => `\n${left} more: see the console`,
};

function block(text: NoticeText, lang: "zh" | "en"): string {
  const head = `${text.title}\n\n`;
  return fitLines({ head, lines: text.lines, separator: "\n", tail: "", more: more[lang], maxBytes });
}

/** Subject, text and HTML of the mail. */
export function emailContent(message: RenderedNotice): { subject: string; text: string; html: string } {
  const zh = block(message.zh, "zh");
  const en = block(message.en, "en");
  const link = message.url === null ? "" : `\n\n${message.url}`;
  const paragraphs = (lang: string, text: string) =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line, index) => (index === 0 ? `<h3>${escapeHtml(line)}</h3>` : `<p>${escapeHtml(line)}</p>`))
      .join("\n")
      .replace(/^/, `<div lang="${lang}">\n`)
      .concat("\n</div>");
  const url = message.url === null ? "" : escapeHtml(message.url);
  return {
    subject: message.zh.title,
    text: `${zh}${link}\n\n--\n\n${en}\n`,
    html: [
      paragraphs("zh-CN", zh),
      ...(url === "" ? [] : [`<p><a href="${url}">打开控制台 / Open the console</a></p>`]),
      "<hr>",
      paragraphs("en", en),
      "",
    ].join("\n"),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function createEmail(settings: EmailSettings): Channel {
  const { host, port, tls, user, password, ca, timeoutMs } = settings;
  const domain = settings.fromAddress.slice(settings.fromAddress.lastIndexOf("@") + 1);
  return {
    id: settings.id,
    kind: "email",
    async deliver(message, { now, signal }) {
      const to = message.notice.people.flatMap((p) =>
        p.email === undefined ? [] : [{ name: p.name, address: p.email }],
      );
      if (to.length === 0) return rejected("no-recipient", "");
      const transport = createTransport({
        host,
        port,
        secure: tls === "implicit",
        requireTLS: tls === "starttls",
        ignoreTLS: tls === "none",
        ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
        ...(ca === null ? {} : { tls: { ca } }),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        dnsTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const sending = transport
        .sendMail({
          from: { name: settings.fromName, address: settings.fromAddress },
          to,
          ...emailContent(message),
          date: new Date(now),
          messageId: `<${message.notice.id}@${domain}>`,
          // RFC 3834: no out-of-office replies, please
          headers: { "Auto-Submitted": "auto-generated" },
          xMailer: false,
        })
        .then(
          (info): DeliveryOutcome => {
            const failed = (info.rejectedErrors ?? []).flatMap((e) =>
              "recipient" in e && typeof e.recipient === "string"
                ? [{ to: e.recipient, code: `smtp.${e.responseCode ?? ""}` }]
                : [],
            );
            return delivered(info.response, info.accepted.map(addressOf), failed);
          },
          (error: unknown) => failure(error),
        );
      // The transport knows only limits between two bytes; a server that drips is ended here.
      const limit = AbortSignal.any([signal, AbortSignal.timeout(2 * timeoutMs)]);
      const ended = Promise.withResolvers<DeliveryOutcome>();
      const end = () => ended.resolve(retryLater(signal.aborted ? "aborted" : "timeout", ""));
      if (limit.aborted) end();
      else limit.addEventListener("abort", end, { once: true });
      return Promise.race([sending, ended.promise]);
    },
  };
}

function addressOf(to: string | { readonly address: string }): string {
  return typeof to === "string" ? to : to.address;
}

function failure(error: unknown): DeliveryOutcome {
  const field = (name: string): unknown =>
    error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined;
  const status = field("responseCode");
  const response = field("response");
  const said = typeof response === "string" ? response : "";
  if (field("command") === "STARTTLS") return rejected("tls", said);
  if (typeof status === "number") {
    // 4xx is "later", 5xx is "never" (RFC 5321 4.2.1)
    return status >= 500 ? rejected(`smtp.${status}`, said) : retryLater(`smtp.${status}`, said);
  }
  const code = errorCode(error);
  const kind = failureOfCode(code);
  return kind === "tls" ? rejected("tls", code) : retryLater(kind, code);
}
