/** The ways out of the house. The console itself is none: what it shows needs no delivery. */
export const channelKinds = [
  "webhook",
  "wecom-robot",
  "wecom-app",
  "dingtalk-robot",
  "feishu-robot",
  "sms-aliyun",
  "sms-tencent",
  "email",
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Makes a phone ring. Mail and other programs may be seen too late for a clock of two hours. */
export function reachesAtOnce(kind: ChannelKind): boolean {
  return kind !== "email" && kind !== "webhook";
}
