// Before the first screen: what an earlier page left in this browser is wiped, and a use that lost its pages is over first.
import type { ShellState } from "@kiosk/contract";
import { useEffect, useState } from "react";
import { shell } from "../app/client.ts";
import { thisPage, wipePage } from "./wipe.ts";

/** true from the moment on in which citizens may use these pages; until then 正在恢复 stands there. */
export function useCleanStart(state: ShellState | null): boolean {
  const [wiped, setWiped] = useState(false);
  const [clean, setClean] = useState(false);
  const orphaned = state !== null && state.session !== null && !clean;

  useEffect(() => {
    // What could not be read back is seen at the end of every use; here nobody is told of it.
    void wipePage(thisPage()).then(() => setWiped(true));
  }, []);
  useEffect(() => {
    if (wiped && state !== null && state.session === null) setClean(true);
  }, [wiped, state]);
  useEffect(() => {
    // Nobody here holds its token: the agent ends a use whose pages are gone.
    if (orphaned) shell.incident({ incident: "renderer-gone", detail: "started within a use" }).catch(() => undefined);
  }, [orphaned]);
  return clean;
}
