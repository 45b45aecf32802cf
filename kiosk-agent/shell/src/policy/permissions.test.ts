import { expect, test } from "vitest";
import { isPermissionGiven, isSenderTrusted, type PermissionQuestion } from "./permissions.ts";

const pages = "http://127.0.0.1:8090";
const camera: PermissionQuestion = {
  permission: "media",
  isTop: true,
  origin: pages,
  pages,
  step: "face",
  mediaTypes: ["video"],
};

const words = [
  "ar",
  "automatic-fullscreen",
  "background-sync",
  "deprecated-sync-clipboard-read",
  "display-capture",
  "fileSystem",
  "fullscreen",
  "geolocation",
  "hid",
  "idle-detection",
  "keyboardLock",
  "local-fonts",
  "local-network-access",
  "media",
  "mediaKeySystem",
  "midi",
  "midiSysex",
  "nfc",
  "notifications",
  "openExternal",
  "payment-handler",
  "persistent-storage",
  "pointerLock",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "web-printing",
  "window-management",
  "unknown",
  "a-word-of-next-year",
];

test.each(words)("%s is refused in every ordinary step", (permission) => {
  expect(isPermissionGiven({ ...camera, permission, step: "other" })).toBe(false);
});

test.each(words.filter((word) => word !== "media"))("%s is refused in the face step as well", (permission) => {
  expect(isPermissionGiven({ ...camera, permission })).toBe(false);
});

test.each(["clipboard-read", "clipboard-sanitized-write"])("%s is the pages' own, for the wipe", (permission) => {
  const question: PermissionQuestion = { ...camera, permission, step: "other", mediaTypes: [] };
  expect(isPermissionGiven(question)).toBe(true);
  expect(isPermissionGiven({ ...question, isTop: false })).toBe(false);
  expect(isPermissionGiven({ ...question, origin: "http://127.0.0.1:8091" })).toBe(false);
});

test("the camera is given to the pages themselves in the face step", () => {
  expect(isPermissionGiven(camera)).toBe(true);
});

test.each([
  ["with sound", { mediaTypes: ["video", "audio"] }],
  ["sound alone", { mediaTypes: ["audio"] }],
  ["when the question does not say what", { mediaTypes: [] }],
  ["to a frame", { isTop: false }],
  ["to another origin", { origin: "http://127.0.0.1:8091" }],
  ["to an opaque origin", { origin: "null" }],
])("the camera is not given %s", (_, change) => {
  expect(isPermissionGiven({ ...camera, ...change })).toBe(false);
});

test.each([
  ["the pages' top frame of the view that is shown", { url: `${pages}/`, isTop: true, isShown: true }, true],
  ["a frame of theirs", { url: `${pages}/`, isTop: false, isShown: true }, false],
  ["a view that was put away", { url: `${pages}/`, isTop: true, isShown: false }, false],
  ["a service app", { url: "http://127.0.0.1:8091/", isTop: true, isShown: true }, false],
  ["the local page", { url: "file:///opt/recovering.html", isTop: true, isShown: true }, false],
  ["an address that begins like ours", { url: "http://127.0.0.1:80900/", isTop: true, isShown: true }, false],
  ["a frame that is gone", { url: null, isTop: true, isShown: true }, false],
])("IPC from %s: %s", (_, sender, trusted) => {
  expect(isSenderTrusted(sender, pages)).toBe(trusted);
});
