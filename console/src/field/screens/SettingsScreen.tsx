import { useState } from "react";
import { formatBytes } from "../../shared/format/bytes.ts";
import { formatDuration } from "../../shared/format/duration.ts";
import { useTheme } from "../../shared/theme/ThemeProvider.tsx";
import { brightnesses, contrasts } from "../../shared/theme/theme-choice.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { languageNames, useLanguageChoice, useWords } from "../words/use-words.ts";
import { Choice } from "./Choice.tsx";
import { Screen } from "./Screen.tsx";

export function SettingsScreen() {
  const w = useWords();
  const { lang, choose } = useLanguageChoice();
  const theme = useTheme();
  return (
    <Screen title={w.settings.title}>
      <Person />
      <section className="card">
        <Choice label={w.settings.language} options={languageNames} chosen={lang} onChoose={choose} />
        <Choice
          label={w.settings.theme}
          options={brightnesses.map((value) => ({ value, label: w.settings.brightness[value] }))}
          chosen={theme.choice.brightness}
          onChoose={(brightness) => theme.choose({ ...theme.choice, brightness })}
        />
        <Choice
          label={w.settings.contrast}
          options={contrasts.map((value) => ({ value, label: w.settings.contrastWords[value] }))}
          chosen={theme.choice.contrast}
          onChoose={(contrast) => theme.choose({ ...theme.choice, contrast })}
        />
      </section>
      <Install />
      <StorageAndClock />
      <SignOut />
    </Screen>
  );
}

function Person() {
  const w = useWords();
  const { person, session } = useReady();
  return (
    <section className="card">
      <dl className="facts">
        <dt>{w.settings.person}</dt>
        <dd lang="zh-CN">{person?.name}</dd>
      </dl>
      <p className={session.name === "signed-in" ? "small" : "warn-text"}>{w.settings.session[session.name]}</p>
    </section>
  );
}

function Install() {
  const w = useWords();
  const { storage } = useReady();
  return (
    <section className="card">
      <h2>{w.settings.install}</h2>
      <p>{storage.installed ? w.settings.installed : w.settings.installHint}</p>
      <p className={storage.appOnPhone ? "small" : "warn-text"}>
        {storage.appOnPhone ? w.settings.appOnPhone : w.settings.appNotOnPhone}
      </p>
    </section>
  );
}

function StorageAndClock() {
  const w = useWords();
  const { lang } = useLanguageChoice();
  const engine = useEngine();
  const { storage, clock } = useReady();
  const { usedBytes, quotaBytes, persistence } = storage;
  const gap = formatDuration(clock.offsetMs ?? 0, lang);
  const clockText =
    clock.offsetMs === null
      ? w.settings.clockNever
      : fill(clock.doubt ? w.settings.clockBad : w.settings.clockGood, { gap });
  return (
    <section className="card">
      <h2>{w.settings.storage}</h2>
      <p className={persistence === "granted" ? undefined : "warn-text"}>{w.settings.persistence[persistence]}</p>
      {usedBytes === null || quotaBytes === null ? null : (
        <p className="small">{fill(w.settings.used, { used: roomText(usedBytes), quota: roomText(quotaBytes) })}</p>
      )}
      {persistence === "granted" ? null : (
        <button type="button" className="quiet" onClick={() => void engine.askPersistence()}>
          {w.settings.ask}
        </button>
      )}
      <h2>{w.settings.clock}</h2>
      <p className={clock.doubt ? "warn-text" : undefined}>{clockText}</p>
    </section>
  );
}

/** Nothing is deleted by it; who has work on the phone is told what becomes of it, and asked twice. */
function SignOut() {
  const w = useWords();
  const engine = useEngine();
  const { counts } = useReady();
  const [asked, setAsked] = useState(false);
  const waiting = counts.waiting + counts.waitingPhotos > 0;
  if (!asked) {
    const press = () => (waiting ? setAsked(true) : void engine.signOut());
    return (
      <>
        <p className="small">{w.settings.kept}</p>
        <button type="button" className="quiet bad" data-testid="sign-out" onClick={press}>
          {w.settings.signOut}
        </button>
      </>
    );
  }
  return (
    <section
      className="card"
      data-tone="warn"
      role="alertdialog"
      aria-label={w.settings.signOut}
      data-testid="sign-out-warning"
    >
      <p>{fill(w.settings.signOutWarn, { items: counts.waiting, photos: counts.waitingPhotos })}</p>
      <div className="row-of-two">
        <button type="button" className="quiet bad" onClick={() => void engine.signOut()}>
          {w.settings.signOutSure}
        </button>
        <button type="button" className="main" onClick={() => setAsked(false)}>
          {w.settings.stay}
        </button>
      </div>
    </section>
  );
}

const gigabyte = 1024 ** 3;

function roomText(bytes: number): string {
  return bytes < gigabyte ? formatBytes(bytes) : `${(bytes / gigabyte).toFixed(1)} GB`;
}
