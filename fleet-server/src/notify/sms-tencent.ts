// 腾讯云 SMS, SendSms of 2021-01-11. Each number has its own result: some may fail while others got the message.
import { z } from "zod";
import { type DeliveryOutcome, delivered, rejected, retryLater } from "../domain/notice/outcome.ts";
import { verdictOf } from "../domain/notice/vendor-codes.ts";
import { type Millis, secondMs } from "../domain/time.ts";
import { outcomeOf, outcomeOfFailure, outcomeOfVendor, parseJsonObject } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpAnswer, HttpClient } from "./http-client.ts";
import { type SmsField, smsRecipients, smsValue } from "./sms-fields.ts";
import { signTc3, tc3ContentType } from "./tc3-signature.ts";

export interface SmsTencentSettings {
  readonly id: string;
  readonly baseUrl: string;
  /** the name that is signed and told as Host */
  readonly host: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly region: string;
  readonly sdkAppId: string;
  readonly signName: string;
  readonly templateId: string;
  /** what the template's {1}, {2} … stand for */
  readonly params: readonly SmsField[];
  readonly maxParamChars: number;
}

export const tencentSmsUrl = "https://sms.tencentcloudapi.com";
/** Numbers one request may carry. */
const maxNumbers = 200;

const Answer = z.object({
  Response: z.union([
    z.object({ Error: z.object({ Code: z.string(), Message: z.string() }) }),
    z.object({
      SendStatusSet: z.array(
        z.object({ SerialNo: z.string(), PhoneNumber: z.string(), Code: z.string(), Message: z.string() }),
      ),
    }),
  ]),
});

function outcome(answer: Extract<HttpAnswer, { kind: "answer" }>, now: Millis): DeliveryOutcome {
  const parsed = Answer.safeParse(parseJsonObject(answer.body)).data?.Response;
  const garbage = () => outcomeOfVendor("tencent", { code: null, text: "" }, answer, now) ?? retryLater("garbage", "");
  if (parsed === undefined) return garbage();
  if ("Error" in parsed) {
    const said = { code: parsed.Error.Code, text: parsed.Error.Message };
    return outcomeOfVendor("tencent", said, answer, now) ?? garbage();
  }
  const [sent, failed] = [true, false].map((ok) => parsed.SendStatusSet.filter((s) => (s.Code === "Ok") === ok));
  const first = failed?.[0];
  if (sent !== undefined && sent.length > 0) {
    return delivered(
      sent.map((s) => s.SerialNo).join(" "),
      sent.map((s) => s.PhoneNumber),
      (failed ?? []).map((s) => ({ to: s.PhoneNumber, code: `tencent.${s.Code}` })),
    );
  }
  if (first === undefined) return garbage();
  return outcomeOf(verdictOf("tencent", first.Code), `tencent.${first.Code}`, first.Message, null) ?? garbage();
}

export function createSmsTencent(settings: SmsTencentSettings, http: HttpClient): Channel {
  return {
    id: settings.id,
    kind: "sms-tencent",
    async deliver(message, { now, signal }) {
      const numbers = smsRecipients(message).slice(0, maxNumbers);
      if (numbers.length === 0) return rejected("no-recipient", "");
      const body = JSON.stringify({
        PhoneNumberSet: numbers.map((number) => `+86${number}`),
        SmsSdkAppId: settings.sdkAppId,
        TemplateId: settings.templateId,
        SignName: settings.signName,
        TemplateParamSet: settings.params.map((field) => smsValue(message, field, now, settings.maxParamChars)),
      });
      const timestamp = Math.floor(now / secondMs);
      const { host, secretId, secretKey } = settings;
      const headers = {
        host,
        "content-type": tc3ContentType,
        "x-tc-action": "SendSms",
        "x-tc-version": "2021-01-11",
        "x-tc-region": settings.region,
        "x-tc-timestamp": String(timestamp),
        authorization: signTc3({ host, service: "sms", action: "SendSms", body, timestamp, secretId, secretKey }),
      };
      const answer = await http.send({ method: "POST", url: `${settings.baseUrl}/`, headers, body }, signal);
      return answer.kind === "failed" ? outcomeOfFailure(answer) : outcome(answer, now);
    },
  };
}
