// What became of one try to deliver a message.
import { maskEmail, maskPhone } from "./mask-phone.ts";
import { clip } from "./plain-text.ts";

/**
 * `code` names what was wrong: `timeout`, `refused`, `dns`, `tls`, `proxy`, `network`, `oversize`, `garbage`, `aborted`,
 * `no-recipient`, `http.<status>`, `smtp.<status>` or `<vendor>.<the vendor's code>`. `detail` is the other side's own
 * text, cut and masked.
 */
export type DeliveryOutcome =
  | {
      readonly kind: "delivered";
      /** the vendor's own id of the message (BizId, SerialNo, msgid, SMTP's last line); empty where it gives none */
      readonly reference: string;
      /** who it went to, masked */
      readonly to: readonly string[];
      /** who of them it could not reach, masked, and why */
      readonly failed: readonly { readonly to: string; readonly code: string }[];
    }
  /** may work later */
  | { readonly kind: "retry"; readonly code: string; readonly detail: string; readonly afterMs: number | null }
  /** will not work until somebody changes something */
  | { readonly kind: "rejected"; readonly code: string; readonly detail: string }
  /** too many messages; counts as no failed try */
  | { readonly kind: "blocked"; readonly code: string; readonly detail: string; readonly waitMs: number };

/** `138****5678` or `w***@example.cn`. */
function maskAddress(address: string): string {
  return address.includes("@") ? maskEmail(address) : maskPhone(address);
}

const maxDetail = 200;

/** Text of the other side as it may be kept. */
export function maskDetail(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return clip(maskPhone(line.replace(/[^\s<>"',;:]+@[^\s<>"',;]+/g, maskEmail)), maxDetail);
}

export function rejected(code: string, detail: string): DeliveryOutcome {
  return { kind: "rejected", code, detail: maskDetail(detail) };
}

export function retryLater(code: string, detail: string, afterMs: number | null = null): DeliveryOutcome {
  return { kind: "retry", code, detail: maskDetail(detail), afterMs };
}

export function blockedFor(code: string, detail: string, waitMs: number): DeliveryOutcome {
  return { kind: "blocked", code, detail: maskDetail(detail), waitMs };
}

/** Recipients and reference are masked here, so that no channel can forget it. */
export function delivered(
  reference: string,
  to: readonly string[],
  failed: readonly { readonly to: string; readonly code: string }[] = [],
): DeliveryOutcome {
  return {
    kind: "delivered",
    reference: maskDetail(reference),
    to: to.map(maskAddress),
    failed: failed.map((f) => ({ to: maskAddress(f.to), code: f.code })),
  };
}

const codeWords: Readonly<Record<string, { zh: string; en: string }>> = {
  timeout: { zh: "对方没有及时应答", en: "no answer in time" },
  refused: { zh: "连接被拒绝", en: "connection refused" },
  dns: { zh: "找不到主机名", en: "host name not found" },
  tls: { zh: "证书不受信任", en: "certificate not trusted" },
  proxy: { zh: "出口代理没有接通", en: "the outbound proxy did not connect" },
  network: { zh: "网络中断", en: "network failure" },
  oversize: { zh: "应答过大", en: "answer too large" },
  garbage: { zh: "应答无法识别", en: "answer not understood" },
  aborted: { zh: "本系统停机而中止", en: "stopped with the server" },
  "no-recipient": { zh: "组内没有人登记该渠道的地址", en: "nobody of the group has an address for this channel" },
};

/** One sentence for the console, in both languages. */
export function describeOutcome(outcome: DeliveryOutcome): { zh: string; en: string } {
  switch (outcome.kind) {
    case "delivered": {
      const failed = outcome.failed.length;
      return failed === 0
        ? { zh: "已送达", en: "delivered" }
        : { zh: `已送达，${failed} 人未送达`, en: `delivered, ${failed} not reached` };
    }
    case "rejected": {
      const why = reason(outcome.code, outcome.detail);
      return { zh: `被拒绝，不再重试：${why.zh}`, en: `refused, not tried again: ${why.en}` };
    }
    case "blocked": {
      const why = reason(outcome.code, outcome.detail);
      return { zh: `发送过于频繁，稍后再发：${why.zh}`, en: `too many messages, sent later: ${why.en}` };
    }
    case "retry": {
      const why = reason(outcome.code, outcome.detail);
      return { zh: `未送达，将重试：${why.zh}`, en: `not delivered, will be tried again: ${why.en}` };
    }
  }
}

/** What went wrong, in words; a service's own code with its own text. */
export function reason(code: string, detail: string): { zh: string; en: string } {
  return (
    codeWords[code] ?? {
      zh: `对方答复 ${code}${detail === "" ? "" : `：${detail}`}`,
      en: `the other side answered ${code}${detail === "" ? "" : `: ${detail}`}`,
    }
  );
}
