import { expect, test } from "vitest";
import { agentName } from "./agent-name.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36",
    "Chrome 126 · Windows",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
    "Edge 126 · Windows",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 · Linux"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1", "Safari 18 · iOS"],
  ["Mozilla/5.0 (Linux; Android 14) Chrome/118.0 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat 8 · Android"],
  ["curl/8.5.0", "curl/8.5.0"],
])("%s is %s", (agent, name) => {
  expect(agentName(agent)).toBe(name);
});
