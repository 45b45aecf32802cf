// Runs in the sandbox before the citizen's pages, as one CommonJS file (host/bundle.ts): gives them three typed calls, and no
// way to name a channel. Frames below get nothing: a preload runs in the top frame alone.
import { contextBridge, ipcRenderer } from "electron";
import type { KioskHost } from "./kiosk-host.ts";

// Written out: a sandboxed preload cannot load the contract's schemas, and the main process parses what crosses anyway.
const host: KioskHost = {
  kind: "electron",
  wipe: () => ipcRenderer.invoke("kiosk:wipe"),
  renew: () => {
    ipcRenderer.send("kiosk:renew");
  },
  staff: () => {
    ipcRenderer.send("kiosk:staff");
  },
};
contextBridge.exposeInMainWorld("kioskHost", host);
