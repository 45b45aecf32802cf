import type { ShellState, ShellTile } from "@kiosk/contract";
import { useState } from "react";
import { ShellError, shell } from "../app/client.ts";
import { useFrame } from "../app/frame-context.ts";
import { hostKind } from "../app/host-kind.ts";
import { usePrefs } from "../app/prefs.ts";
import type { PropsOf } from "../app/screen.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import type { Words } from "../i18n/zh/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { ElsewhereLine } from "./Elsewhere.tsx";
import { canStart } from "./order.ts";
import { StateBadge } from "./Tile.tsx";
import { expectedOf } from "./when.ts";

/** What it is, what it takes, whether it can be done here now and where else: all of it before anybody identifies themselves. */
export function Service({ state, prefs, go, screen }: PropsOf<"service">) {
  const words = useWords();
  const said = useSaid();
  const tile = state.tiles.find((one) => one.manifest.id === screen.appId);
  const { starting, problem, start } = useStart(state, screen.appId, prefs, go);
  const back = () => go({ name: "home" });
  if (tile === undefined) {
    return (
      <Page title={words.home.off} say={words.home.saySuspended} onBack={back}>
        <Notice kind="warning">{words.home.none}</Notice>
      </Page>
    );
  }
  const { manifest } = tile;
  const startable = canStart(tile, state.mode) && state.session === null;
  const guide = manifest.category === "guide";
  return (
    <Page
      title={said(manifest.name)}
      say={sentenceOf(tile, state, words.home)}
      onBack={back}
      className="service"
      actions={
        <>
          {!startable && (
            <p className="service-reason" id="cannot-start">
              {state.session === null ? words.home.cannotStart : words.home.busy}
            </p>
          )}
          {problem !== null && (
            <Notice kind="danger" urgent>
              {problem.problem === null ? words.home.notOpened : said(problem.problem.said)}
            </Notice>
          )}
          <BigButton icon="report" onPress={() => go({ name: "report", sessionId: null, appId: manifest.id })}>
            {words.home.report}
          </BigButton>
          <BigButton
            kind="main"
            wide
            disabled={!startable || starting}
            onPress={start}
            {...(startable ? {} : { reasonId: "cannot-start" })}
          >
            {starting ? words.home.opening : guide ? words.home.startGuide : words.home.start}
          </BigButton>
        </>
      }
    >
      <StateHere tile={tile} state={state} />
      <section className="fact">
        <h2>
          <Icon name="info" />
          {words.home.whatItIs}
        </h2>
        <p>{said(manifest.summary)}</p>
        <p className="fact-more" lang="zh-CN">
          {manifest.owner.organisation}
        </p>
      </section>
      <Needs tile={tile} />
    </Page>
  );
}

function sentenceOf(tile: ShellTile, { mode }: ShellState, words: Words["home"]): string {
  if (!canStart(tile, mode)) return words.saySuspended;
  return tile.state === "limited" ? words.sayLimited : words.sayOk;
}

/** Of what a service requires, what people bring; the rest is the machine's own affair. */
const brought = ["idReader", "ssc", "endorse", "camera", "scanner"] as const;

function Needs({ tile }: { readonly tile: ShellTile }) {
  const words = useWords().home;
  const needed = brought.filter((capability) => tile.manifest.requires.includes(capability));
  return (
    <section className="fact">
      <h2>
        <Icon name="need" />
        {words.needed}
      </h2>
      {needed.length === 0 && <p>{words.nothingNeeded}</p>}
      <ul>
        {needed.map((capability) => (
          <li key={capability}>{words.needs[capability]}</li>
        ))}
      </ul>
    </section>
  );
}

function StateHere({ tile, state }: { readonly tile: ShellTile; readonly state: ShellState }) {
  const words = useWords().home;
  const said = useSaid();
  const { now } = useFrame();
  const { language } = usePrefs();
  const cannot = !canStart(tile, state.mode);
  return (
    <section className="fact">
      <h2>
        <Icon name="place" />
        {words.stateHere}
        <StateBadge state={tile.state} />
      </h2>
      {state.mode === "safe" && <p>{words.safe}</p>}
      <ul>
        {tile.causes.map((cause) => (
          <li key={cause.zh}>{said(cause)}</li>
        ))}
        {tile.without.map((without) => (
          <li key={without.zh}>{said(without)}</li>
        ))}
      </ul>
      {tile.state !== "ok" && (
        <p>
          {tile.expectedAt === null
            ? words.expectedUnknown
            : fill(words.expected, { when: expectedOf(tile.expectedAt, now, language) })}
        </p>
      )}
      {tile.elsewhere !== null && tile.state !== "ok" && <ElsewhereLine place={tile.elsewhere} />}
      {tile.elsewhere === null && cannot && <p>{words.elsewhereNone}</p>}
    </section>
  );
}

/** Opens a use of this service, then hands over to its screen. */
function useStart(
  state: ShellState,
  appId: PropsOf<"service">["screen"]["appId"],
  prefs: PropsOf<"service">["prefs"],
  go: PropsOf<"service">["go"],
) {
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<ShellError | null>(null);
  const start = () => {
    setStarting(true);
    setProblem(null);
    shell
      .open({ appId, host: state.host ?? hostKind(), elder: prefs.elder, language: prefs.language })
      .then((opened) => go({ name: "session", appId, opened }))
      .catch((error: unknown) => {
        setStarting(false);
        setProblem(error instanceof ShellError ? error : new ShellError(null, String(error)));
      });
  };
  return { starting, problem, start };
}
