import { expect, test } from "vitest";
import { localVoice } from "./speaker.ts";

function voice(lang: string, localService: boolean): SpeechSynthesisVoice {
  return { lang, localService, default: false, name: lang, voiceURI: `${lang} ${localService}` };
}

test("a voice of the language that lives on this machine is taken, the usual accent before others", () => {
  const voices = [voice("zh_HK", true), voice("zh-CN", true), voice("en-GB", true)];
  expect(localVoice(voices, "zh")?.lang).toBe("zh-CN");
  expect(localVoice(voices, "en")?.lang).toBe("en-GB");
  expect(localVoice([voice("cmn-CN", true)], "zh")?.lang).toBe("cmn-CN");
});

test("a voice that speaks through a network is none", () => {
  expect(localVoice([voice("zh-CN", false)], "zh")).toBeUndefined();
});
