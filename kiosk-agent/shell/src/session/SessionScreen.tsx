// One use as the citizen sees it: the app in its frame, every step with hands over it, the clock, and the one way out.
import "./session.css";
import type { PageWipe, ShellTile } from "@kiosk/contract";
import { useEffect, useState, useSyncExternalStore } from "react";
import { shell } from "../app/client.ts";
import { useFrame } from "../app/frame-context.ts";
import type { PropsOf } from "../app/screen.ts";
import { HelpScreen } from "../help/HelpScreen.tsx";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { pxPerMm } from "../theme/dress.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { useSay } from "../voice/index.ts";
import { HeldIdentity } from "./HeldIdentity.tsx";
import { mergeParts, wipeHost } from "./host-wipe.ts";
import { EndDialog, IdleDialog } from "./IdleDialog.tsx";
import { ServiceFrame } from "./ServiceFrame.tsx";
import { StepPage } from "./StepPage.tsx";
import { type Step, standsStill } from "./step.ts";
import { type After, CitizenUse } from "./use.ts";
import { useIdleClock } from "./use-idle-clock.ts";
import { thisPage, wipePage } from "./wipe.ts";

/** It is said aloud that the time of a use runs out. */
const soonMs = 120_000;

export function SessionScreen(props: PropsOf<"session">) {
  const { screen, state, go } = props;
  // The tile as it was opened: its package stays in place until the use is over, whatever the shelf says by then.
  const [tile] = useState(() => state.tiles.find(({ manifest }) => manifest.id === screen.appId));
  const gone = tile === undefined || tile.frame === null;
  useEffect(() => {
    if (gone) go({ name: "service", appId: screen.appId });
  }, [gone, go, screen.appId]);
  return tile === undefined || tile.frame === null ? null : <Running {...props} opened={tile} src={tile.frame} />;
}

interface RunningProps extends PropsOf<"session"> {
  readonly opened: ShellTile;
  readonly src: string;
}

function Running({ screen, state, prefs, go, opened, src }: RunningProps) {
  const words = useWords().session;
  const said = useSaid();
  const { now } = useFrame();
  const { appId } = screen;
  const { sessionId, limitAt } = screen.opened;
  const use = useUse(screen, opened, (after) => {
    if (after === "rating") go({ name: "rating", sessionId, appId });
    else if (after === "report") go({ name: "report", sessionId, appId });
    else go({ name: "home" });
  });
  const { step, who, frame, sentence } = useSyncExternalStore(use.subscribe, use.view);
  const [asksEnd, setAsksEnd] = useState(false);
  const helps = screen.help === true && step.name !== "wiping";
  const busy = state.session?.busy ?? false;
  const idle = useIdleClock(
    prefs.elder,
    busy || standsStill(step),
    () => use.touch(),
    () => void use.endUse("timeout"),
  );

  useEffect(() => use.heard(state.session), [use, state.session]);
  const leftMs = limitAt - now;
  useEffect(() => {
    if (leftMs <= 0 && !busy) void use.endUse("limit");
  }, [use, leftMs, busy]);

  const tile = state.tiles.find(({ manifest }) => manifest.id === appId) ?? opened;
  const name = said(opened.manifest.name);
  const inApp = step.name === "app" && frame.state === "ready" && !helps;
  const colours = prefs.highContrast ? state.theme.highContrast : state.theme.colours;
  return (
    <div className="session" role={inApp ? "main" : undefined}>
      <header className="session-head">
        {inApp ? <h1 className="session-name">{name}</h1> : <p className="session-name">{name}</p>}
        {who !== null && <HeldIdentity who={who} reveal={(signal) => use.reveal(signal)} />}
        {step.name !== "wiping" && <TimeLeft leftMs={leftMs} />}
        {canLeave(step) && (
          <BigButton icon="back" onPress={() => setAsksEnd(true)}>
            {words.end}
          </BigButton>
        )}
      </header>
      <div className="session-body">
        {step.name !== "wiping" && step.name !== "broken" && (
          <div className={inApp ? "session-app" : "session-app session-covered"}>
            <ServiceFrame
              key={frame.n}
              use={use}
              src={src}
              title={name}
              tile={tile}
              settings={{
                language: prefs.language,
                elder: prefs.elder,
                highContrast: prefs.highContrast,
                colours,
                cornerPx: state.theme.cornerPx,
                cssPxPerMm: pxPerMm(state.screen, { width: innerWidth, height: innerHeight }),
              }}
              onTouched={idle.input}
            />
          </div>
        )}
        {inApp && <AppSentence sentence={sentence} />}
        {step.name === "app" && frame.state !== "ready" && !helps && <Opening again={frame.state === "recovering"} />}
        {helps ? (
          // Whatever is chosen there, the use goes on: it is left by its own button.
          <HelpScreen state={state} prefs={prefs} screen={{ name: "help" }} go={() => go({ ...screen, help: false })} />
        ) : (
          <StepPage step={step} elsewhere={tile.elsewhere} suspended={tile.state === "suspended"} />
        )}
      </div>
      {asksEnd && canLeave(step) && (
        <EndDialog
          onGoOn={() => setAsksEnd(false)}
          onEnd={() => {
            setAsksEnd(false);
            void use.leave("left");
          }}
        />
      )}
      {idle.seconds !== null && step.name !== "wiping" && (
        <IdleDialog
          seconds={idle.seconds}
          mayStay={idle.mayStay}
          onStay={idle.stay}
          onEnd={() => void use.endUse("left")}
        />
      )}
    </div>
  );
}

function canLeave({ name }: Step): boolean {
  switch (name) {
    case "app":
    case "choose":
    case "card":
    case "phone":
    case "code":
    case "scan":
    case "trouble":
      return true;
    case "working":
    case "take-card":
    case "take-paper":
    case "notice":
    case "broken":
    case "wiping":
      return false;
  }
}

/** What the page can wipe, then what its host can: the frame is gone by then. */
async function wipeAll(): Promise<PageWipe> {
  const started = performance.now();
  const { parts } = await wipePage(thisPage());
  const host = await wipeHost();
  return { parts: mergeParts(parts, host), durationMs: Math.max(0, Math.round(performance.now() - started)) };
}

/** Made once; what is left of it when its screen goes is wiped all the same. */
function useUse(screen: RunningProps["screen"], { manifest }: ShellTile, over: (after: After) => void): CitizenUse {
  const [held] = useState(() => {
    const place = { over };
    const use = new CitizenUse({
      opened: screen.opened,
      manifest,
      agent: shell,
      wipe: wipeAll,
      over: (after) => place.over(after),
    });
    return { place, use };
  });
  useEffect(() => {
    held.place.over = over;
  });
  useEffect(
    () => () => {
      held.place.over = () => undefined;
      void held.use.endUse("left");
    },
    [held],
  );
  return held.use;
}

function AppSentence({ sentence }: { readonly sentence: string | null }) {
  useSay(sentence);
  return null;
}

function Opening({ again }: { readonly again: boolean }) {
  const words = useWords().session;
  const sentence = again ? words.recovering : words.opening;
  useSay(sentence);
  return (
    <main className="page" aria-busy="true">
      <div className="step-centre" role="status">
        <p className="page-title">{sentence}</p>
        {again && <p className="step-more">{words.recoveringMore}</p>}
      </div>
    </main>
  );
}

function TimeLeft({ leftMs }: { readonly leftMs: number }) {
  const words = useWords().session;
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const soon = leftMs <= soonMs;
  const left = soon ? fill(words.seconds, { n: seconds }) : fill(words.minutes, { n: Math.round(seconds / 60) });
  return (
    <p className={soon ? "session-left session-soon" : "session-left"}>
      <span>{soon ? words.leftSoon : words.left}</span>
      <strong>{left}</strong>
    </p>
  );
}
