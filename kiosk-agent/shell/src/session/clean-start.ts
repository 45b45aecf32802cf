// Before the first screen: what an earlier page left in this browser is wiped, and a use that lost its pages is over first, with
// what was read back here as the proof that its pages wanted.
import type { PageWipe, ShellState } from "@kiosk/contract";
import { useEffect, useState } from "react";
import { shell } from "../app/client.ts";
import { thisPage, wipePage } from "./wipe.ts";

/** true from the moment on in which citizens may use these pages; until then 正在恢复 stands there. */
export function useCleanStart(state: ShellState | null): boolean {
  const [wiped, setWiped] = useState<PageWipe>();
  const [clean, setClean] = useState(false);
  const orphaned = state !== null && state.session !== null && !clean;
  const unproven = clean ? null : (state?.unproven ?? null);

  useEffect(() => {
    void wipePage(thisPage()).then(setWiped);
  }, []);
  useEffect(() => {
    if (wiped !== undefined && state !== null && state.session === null && state.unproven === null) setClean(true);
  }, [wiped, state]);
  useEffect(() => {
    // Nobody here holds its token: the agent ends a use whose pages are gone.
    if (orphaned) shell.incident({ incident: "renderer-gone", detail: "started within a use" }).catch(() => undefined);
  }, [orphaned]);
  useEffect(() => {
    // An agent that does not take it waits for a while, and then says that nothing was proved.
    if (wiped !== undefined && unproven !== null) shell.wiped(unproven, wiped).catch(() => undefined);
  }, [wiped, unproven]);
  return clean;
}
