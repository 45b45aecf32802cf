// Messages that the fixture server keeps in quarantine.
import { QuarantineDetail } from "@kiosk/contract";

export function buildMessages(now: number): QuarantineDetail[] {
  const message = (n: number, kioskId: string, leaf: string, reason: string, detail: string, text: string) =>
    QuarantineDetail.parse({
      id: `q${n}`,
      receivedAt: now - n * 37 * 60_000,
      kioskId,
      topic: `kiosk/v1/${kioskId}/${leaf}`,
      reason,
      detail,
      bytes: Buffer.byteLength(text),
      preview: text.slice(0, 120),
      hex: Buffer.from(text).toString("hex"),
      truncated: n === 3,
      resolution: null,
      resolvedAt: null,
      resolvedBy: null,
      resolvedWhy: null,
    });
  return [
    message(
      1,
      "cn-016",
      "report",
      "wire.schema",
      "devices.0.state: Invalid option",
      '{"v":1,"type":"diff","devices":[{"deviceId":"laser","state":"fine"}]}',
    ),
    message(2, "cn-016", "report", "wire.not-json", "position 12", '{"v":1,"id":'),
    message(3, "cn-030", "report", "wire.too-large", "262145 bytes", `{"v":1,"pad":"${"x".repeat(400)}"}`),
    message(4, "cn-031", "event", "wire.foreign-kiosk", "kioskId cn-030", '{"v":1,"kioskId":"cn-030"}'),
    message(5, "cn-044", "report", "wire.not-utf8", "byte 3", "\u0001\u0002��"),
  ];
}
