// The frame around every screen: state row, the screen, captions, tool bar. Alone switches screens, knows who is idle, and
// stands in for the agent while it is away.
import type { ShellState } from "@kiosk/contract";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Attract } from "../home/Attract.tsx";
import { Recovering } from "../home/Recovering.tsx";
import { StateRow } from "../home/StateRow.tsx";
import { useWords } from "../i18n/index.ts";
import { useCleanStart } from "../session/clean-start.ts";
import { renewHost } from "../session/host-wipe.ts";
import { useStaffCorner } from "../staff/corner.ts";
import { useDressed } from "../theme/dress.ts";
import { ToolBar } from "../ui/ToolBar.tsx";
import { browserSpeaker, Captions, VoiceProvider } from "../voice/index.ts";
import { useAlive } from "./alive.ts";
import { FrameContext } from "./frame-context.ts";
import { useIdleness } from "./idle.ts";
import { defaultPrefs, type Prefs, PrefsContext } from "./prefs.ts";
import { Screens } from "./Screens.tsx";
import type { Screen } from "./screen.ts";
import { type Heard, isAway, useHeard } from "./shell-state.ts";

const home: Screen = { name: "home" };
/** Screens of a use: idle clocks of their own, and the preferences go back when they are left for the home page. */
const ofUse: readonly Screen["name"][] = ["session", "rating", "receipt"];

/** The kiosk's clock, once a second. */
function useNow({ offsetMs }: Heard): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now + offsetMs;
}

export function Shell() {
  const heard = useHeard();
  useAlive();
  const clean = useCleanStart(heard.state);
  const [prefs, setAllPrefs] = useState<Prefs>(defaultPrefs);
  const [speaker] = useState(() => browserSpeaker(globalThis.speechSynthesis));
  const now = useNow(heard);
  const [saidRecovery, sayRecovery] = useState<number | null>(null);
  const frame = useMemo(
    () => ({
      setPrefs: (change: Partial<Prefs>) => setAllPrefs((last) => ({ ...last, ...change })),
      resetPrefs: () => setAllPrefs(defaultPrefs),
      now,
      saidRecovery,
      sayRecovery,
    }),
    [now, saidRecovery],
  );
  useDressed(heard.state, prefs);
  return (
    <PrefsContext value={prefs}>
      <FrameContext value={frame}>
        <VoiceProvider speaker={speaker}>
          {heard.state === null || !clean ? (
            <Waiting state={heard.state} away={isAway(heard, now - heard.offsetMs)} now={now} />
          ) : (
            <Standing
              state={heard.state}
              away={isAway(heard, now - heard.offsetMs)}
              prefs={prefs}
              now={now}
              reset={frame.resetPrefs}
            />
          )}
        </VoiceProvider>
      </FrameContext>
    </PrefsContext>
  );
}

/** Nothing was heard yet, or not all is wiped: what index.html has drawn stands on, until it takes longer than a start does. */
function Waiting({ state, away, now }: Pick<StandingProps, "away" | "now"> & { readonly state: ShellState | null }) {
  const words = useWords().frame;
  // A use that lost its pages is being ended and wiped: whoever it was may still stand here.
  const recovers = state !== null && (state.session !== null || state.unproven !== null);
  if (away || recovers) return <Recovering state={state} now={now} />;
  return (
    <main className="first">
      <div className="first-head" />
      <p className="first-word">{words.noPoint}</p>
      <p className="first-more">{words.preparing}</p>
      <div className="first-foot" />
    </main>
  );
}

interface StandingProps {
  readonly state: ShellState;
  readonly away: boolean;
  readonly prefs: Prefs;
  readonly now: number;
  readonly reset: () => void;
}

function Standing({ state, away, prefs, now, reset }: StandingProps) {
  const [screen, setScreen] = useState<Screen>(home);
  const idleness = useIdleness();
  // Ends with a whole tap, not with its beginning: the rest of it would touch what lies beneath.
  const [calm, setCalm] = useState(false);
  const inUse = ofUse.includes(screen.name);

  const go = useCallback((next: Screen) => {
    // A use goes on under its help: to leave its screen is to end it.
    setScreen((last) => (last.name === "session" && next.name === "help" ? { ...last, help: true } : next));
    scrollTo(0, 0);
  }, []);

  // Back home after a use, by whichever screens: nothing of how somebody wanted it stays, and a host gives a new page.
  const wasUsed = useRef(false);
  useEffect(() => {
    if (ofUse.includes(screen.name)) wasUsed.current = true;
    else if (screen.name === "home" && wasUsed.current) {
      wasUsed.current = false;
      reset();
      renewHost();
    }
  }, [screen.name, reset]);

  const toStaff = useCallback(() => go({ name: "staff" }), [go]);
  useStaffCorner(inUse || away ? null : toStaff);

  useEffect(() => {
    if (inUse || away) return;
    if (idleness !== "here") reset();
    if (idleness === "gone") {
      setScreen(home);
      setCalm(true);
    }
  }, [inUse, away, idleness, reset]);

  // An agent that comes back without the use that was under way has ended it.
  const wasAway = useRef(false);
  useEffect(() => {
    const back = wasAway.current && !away;
    wasAway.current = away;
    if (back && screen.name === "session" && state.session?.sessionId !== screen.opened.sessionId) go(home);
  }, [away, screen, state.session, go]);

  return (
    <>
      {away && <Recovering state={state} now={now} />}
      {/* What somebody was about is kept where it is, unseen, until the agent says whether it goes on. */}
      <div className="frame" hidden={away} data-screen={screen.name}>
        <StateRow state={state} />
        <Screens screen={screen} state={state} prefs={prefs} go={go} />
        <Captions />
        <ToolBar go={go} />
      </div>
      {calm && !inUse && !away && <Attract state={state} onTouch={() => setCalm(false)} />}
    </>
  );
}
