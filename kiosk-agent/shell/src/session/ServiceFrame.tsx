import type { AppGreeting, AppRequest, ShellNotice, ShellTile } from "@kiosk/contract";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Bridge, openBridge } from "../bridge/host.ts";
import type { CitizenUse } from "./use.ts";

type Settings = Omit<Extract<ShellNotice, { notice: "settings" }>, "notice">;

/**
 * A service app's page. Sandboxed without allow-same-origin: it has an origin of its own that keeps nothing, and reaches neither
 * these pages nor the agent but through the port.
 */
export function ServiceFrame(props: {
  readonly use: CitizenUse;
  readonly src: string;
  readonly title: string;
  readonly tile: ShellTile;
  readonly settings: Settings;
  readonly onTouched: () => void;
}) {
  const { use, src, title, tile, settings, onTouched } = props;
  // Of the package that was opened: a state that says the same once more is a new object, and no new page.
  const [permissions] = useState(tile.manifest.permissions);
  const frame = useRef<HTMLIFrameElement>(null);
  const bridge = useRef<Bridge | null>(null);
  const latest = useRef({ settings, tile, onTouched });
  latest.current = { settings, tile, onTouched };

  useLayoutEffect(() => {
    if (frame.current === null) return;
    const greeting = (): AppGreeting => ({
      kiosk: "port",
      v: 1,
      ...latest.current.settings,
      missing: latest.current.tile.missing.map(({ capability }) => capability),
    });
    const answer = (ask: AppRequest["ask"]) => {
      if (ask.name === "touched") latest.current.onTouched();
      return use.answer(ask, latest.current.tile);
    };
    const opened = openBridge(frame.current, {
      permissions,
      greeting,
      answer,
      connected: () => use.frameConnected(),
      lost: () => use.frameLost(),
      blocked: (what) => use.blocked(what),
    });
    bridge.current = opened;
    use.frameOpened();
    return () => {
      bridge.current = null;
      opened.close();
    };
  }, [use, permissions]);

  const said = JSON.stringify(settings);
  useEffect(() => {
    if (said !== "") bridge.current?.tell({ notice: "settings", ...latest.current.settings });
  }, [said]);
  const causes = JSON.stringify(tile.causes);
  useEffect(() => {
    if (causes !== "[]") bridge.current?.tell({ notice: "device", causes: [...latest.current.tile.causes] });
  }, [causes]);

  return (
    <iframe
      ref={frame}
      className="service-frame"
      src={src}
      title={title}
      sandbox="allow-scripts allow-forms"
      referrerPolicy="no-referrer"
    />
  );
}
