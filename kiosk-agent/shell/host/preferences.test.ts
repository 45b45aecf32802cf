import type { BrowserWindowConstructorOptions, WebPreferences } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import { viewPreferences, windowOptions } from "../src/policy/windows.ts";

test("a page gets no Node, no webview and no developer tools", () => {
  expect(viewPreferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
  });
});

test("every preference is one that Electron knows", () => {
  expectTypeOf<Exclude<keyof typeof viewPreferences, keyof WebPreferences>>().toBeNever();
  expectTypeOf<Exclude<keyof typeof windowOptions, keyof BrowserWindowConstructorOptions>>().toBeNever();
  expect(windowOptions).toMatchObject({ kiosk: true, frame: false, closable: false });
});
