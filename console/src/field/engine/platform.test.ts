import { expect, it } from "vitest";
import { webviewOf } from "./platform.ts";

it.each([
  ["Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", null],
  ["Mozilla/5.0 (Linux; Android 14) XWEB/1260 MMWEBSDK/2024 MicroMessenger/8.0.50 WeChat/arm64", "wechat"],
  ["Mozilla/5.0 (iPhone) Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh", "wecom"],
])("%s is in %s", (agent, webview) => {
  expect(webviewOf(agent)).toBe(webview);
});
