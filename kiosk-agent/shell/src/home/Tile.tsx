import type { ShellTile } from "@kiosk/contract";
import { useFrame } from "../app/frame-context.ts";
import { usePrefs } from "../app/prefs.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { distanceOf, expectedOf } from "./when.ts";

const stateIcons: Readonly<Record<ShellTile["state"], IconName>> = {
  ok: "ok",
  limited: "limited",
  suspended: "suspended",
  off: "off",
};

/** 正常 / 部分可办 / 暂停: a sign, a word and a colour. */
export function StateBadge({ state }: { readonly state: ShellTile["state"] }) {
  const words = useWords().home;
  return (
    <span className={`badge badge-${state}`}>
      <Icon name={stateIcons[state]} />
      {words[state]}
    </span>
  );
}

/** One service as a target: name, state, and why not. */
export function Tile({ tile, onPress }: { readonly tile: ShellTile; readonly onPress: () => void }) {
  const words = useWords().home;
  const said = useSaid();
  const { language } = usePrefs();
  const { now } = useFrame();
  const { manifest, state, causes, without, expectedAt, elsewhere } = tile;
  const cannot = state === "suspended" || state === "off";
  const note = state === "ok" ? manifest.summary : state === "limited" ? without[0] : causes[0];
  return (
    <button type="button" className={`tile tile-${state}`} onClick={onPress}>
      <Icon name={manifest.icon} className="tile-icon" />
      <span className="tile-name">{said(manifest.name)}</span>
      <StateBadge state={state} />
      <span className="tile-notes">
        {note !== undefined && <span className="tile-note">{said(note)}</span>}
        {cannot && expectedAt !== null && (
          <span className="tile-note">{fill(words.expected, { when: expectedOf(expectedAt, now, language) })}</span>
        )}
        {cannot && elsewhere !== null && (
          <span className="tile-note tile-else">
            <Icon name="place" />
            <span>
              <span lang="zh-CN">{elsewhere.name}</span>{" "}
              <span className="distance">{distanceOf(elsewhere.metres, words)}</span>
            </span>
          </span>
        )}
      </span>
    </button>
  );
}
