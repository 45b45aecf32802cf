import type { ShellState } from "@kiosk/contract";
import { useFrame } from "../app/frame-context.ts";
import { usePrefs } from "../app/prefs.ts";
import type { ScreenProps } from "../app/screen.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import type { Words } from "../i18n/zh/index.ts";
import { Motif } from "../theme/Motif.tsx";
import { BigButton } from "../ui/BigButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Scroll } from "../ui/Scroll.tsx";
import { useSay } from "../voice/index.ts";
import { categoryCounts, frequentTiles, offered } from "./order.ts";
import { Tile } from "./Tile.tsx";
import { dateOf, durationOf } from "./when.ts";

/** Neighbours that were heard of longer ago than this are told with their age. */
const freshMs = 15 * 60_000;

function sentenceOf(state: ShellState, words: Words["home"]): string {
  if (state.mode === "safe") return words.saySafe;
  if (state.mode === "starting") return words.sayStarting;
  if (state.point?.openNow === false) return words.sayClosed;
  return words.say;
}

export function Home({ state, go }: ScreenProps) {
  const words = useWords();
  const { home } = words;
  const said = useSaid();
  const { language } = usePrefs();
  const { now } = useFrame();
  const tiles = offered(state.tiles, state.mode);
  useSay(sentenceOf(state, home));
  return (
    <main className="home">
      <Scroll>
        <div className="home-flow">
          <section className="hero">
            <Motif name={state.theme.motif} />
            {state.banner !== null && <img className="hero-banner" src={state.banner} alt="" />}
            <div className="hero-words">
              <h1 className="hero-title">{said(state.theme.title)}</h1>
              <p className="hero-date">{dateOf(now, language)}</p>
            </div>
            <button type="button" className="search-bar" onClick={() => go({ name: "search" })}>
              <Icon name="search" />
              <span>{home.search}</span>
            </button>
          </section>
          <Tidings state={state} />
          <div className="home-services">
            <section className="home-frequent" aria-labelledby="frequent">
              <h2 id="frequent">{home.frequent}</h2>
              {tiles.length === 0 && <Notice kind="info">{home.noShelf}</Notice>}
              <div className="tiles">
                {frequentTiles(tiles).map((tile) => (
                  <Tile
                    key={tile.manifest.id}
                    tile={tile}
                    onPress={() => go({ name: "service", appId: tile.manifest.id })}
                  />
                ))}
              </div>
            </section>
            <div className="home-side">
              <section className="home-categories" aria-labelledby="categories">
                <h2 id="categories">{home.categories}</h2>
                <div className="categories">
                  {categoryCounts(tiles).map(({ category, count }) => (
                    <button
                      key={category}
                      type="button"
                      className="category"
                      onClick={() => go({ name: "category", category })}
                    >
                      <Icon name={category} />
                      <span className="category-name">{home.category[category]}</span>
                      <span className="category-count">{fill(home.items, { n: count })}</span>
                    </button>
                  ))}
                </div>
              </section>
              <div className="home-more">
                <button
                  type="button"
                  className="more"
                  onClick={() => go({ name: "report", sessionId: null, appId: null })}
                >
                  <Icon name="report" />
                  <span className="more-name">{home.report}</span>
                  <span className="more-text">{home.reportMore}</span>
                </button>
                <button type="button" className="more" onClick={() => go({ name: "help" })}>
                  <Icon name="help" />
                  <span className="more-name">{words.common.help}</span>
                  <span className="more-text">{home.helpMore}</span>
                </button>
              </div>
            </div>
          </div>
        </div>
      </Scroll>
    </main>
  );
}

/** What is not as usual today, one line each, most important first. */
function Tidings({ state }: { readonly state: ShellState }) {
  const words = useWords();
  const { home } = words;
  const { now, saidRecovery, sayRecovery } = useFrame();
  const { recovered, serverSaidAt } = state;
  const old = serverSaidAt !== null && now - serverSaidAt > freshMs && state.tiles.some((tile) => tile.elsewhere);
  return (
    <div className="tidings">
      {recovered !== null && recovered.at !== saidRecovery && (
        <div className="tiding-closable">
          <Notice kind={recovered.clean ? "good" : "warning"}>
            {recovered.clean ? home.recovered : home.recoveredUnproven}
          </Notice>
          <BigButton onPress={() => sayRecovery(recovered.at)}>{home.understood}</BigButton>
        </div>
      )}
      {state.mode === "safe" && (
        <Notice kind="warning">
          {home.safe}
          {state.point?.phone != null && ` ${words.frame.phone} ${state.point.phone}`}
        </Notice>
      )}
      {state.mode === "starting" && <Notice kind="info">{home.starting}</Notice>}
      {state.network === "offline" && <Notice kind="warning">{home.offline}</Notice>}
      {state.point?.openNow === false && <Notice kind="info">{home.closed}</Notice>}
      {old && <Notice kind="info">{fill(home.serverAgo, { age: durationOf(now - serverSaidAt, home) })}</Notice>}
    </div>
  );
}
