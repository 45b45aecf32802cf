// 阿里云 SMS, SendSms of 2017-05-25. The vendors' SDKs are not used (77 packages, 36 MB for one signed request each): neither
// takes time and nonce from its caller, so that no request of theirs could be tested byte for byte.
import { delivered, rejected } from "../domain/notice/outcome.ts";
import { signAcs3 } from "./acs3-signature.ts";
import { outcomeOfFailure, outcomeOfVendor, parseJsonObject, textField } from "./answer.ts";
import type { Channel } from "./channel.ts";
import type { HttpClient } from "./http-client.ts";
import { type SmsField, smsRecipients, smsValue } from "./sms-fields.ts";

export interface SmsAliyunSettings {
  readonly id: string;
  readonly baseUrl: string;
  /** the name that is signed and told as Host; differs from the address where a relay passes requests on */
  readonly host: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly signName: string;
  readonly templateCode: string;
  /** variable of the template -> what it stands for */
  readonly params: Readonly<Record<string, SmsField>>;
  readonly maxParamChars: number;
}

export const aliyunSmsUrl = "https://dysmsapi.aliyuncs.com";
/** Numbers one request may carry. */
const maxNumbers = 1000;

export function createSmsAliyun(settings: SmsAliyunSettings, http: HttpClient): Channel {
  return {
    id: settings.id,
    kind: "sms-aliyun",
    async deliver(message, { now, nonce, signal }) {
      const numbers = smsRecipients(message).slice(0, maxNumbers);
      if (numbers.length === 0) return rejected("no-recipient", "");
      const values = Object.entries(settings.params).map(([name, field]) => [
        name,
        smsValue(message, field, now, settings.maxParamChars),
      ]);
      const { query, headers } = signAcs3({
        host: settings.host,
        action: "SendSms",
        version: "2017-05-25",
        query: {
          PhoneNumbers: numbers.join(","),
          SignName: settings.signName,
          TemplateCode: settings.templateCode,
          TemplateParam: JSON.stringify(Object.fromEntries(values)),
        },
        now,
        nonce,
        accessKeyId: settings.accessKeyId,
        accessKeySecret: settings.accessKeySecret,
      });
      const answer = await http.send(
        { method: "POST", url: `${settings.baseUrl}/?${query}`, headers, body: "" },
        signal,
      );
      if (answer.kind === "failed") return outcomeOfFailure(answer);
      const json = parseJsonObject(answer.body);
      const said = { code: textField(json, "Code"), text: textField(json, "Message") ?? "" };
      const bad = outcomeOfVendor("aliyun", said, answer, now);
      return bad ?? delivered(textField(json, "BizId") ?? "", numbers);
    },
  };
}
