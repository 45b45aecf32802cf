import { type FormEvent, useState } from "react";
import { pick } from "../../shared/format/lang.ts";
import type { SignInAnswer } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { useLang, useWords } from "../words/use-words.ts";
import { Banners } from "./Banners.tsx";
import { goInstead } from "./use-route.ts";

/** Name and password, then six digits for who has an authenticator. */
export function SignInScreen() {
  const w = useWords();
  const engine = useEngine();
  const { person, counts } = useReady();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [answer, setAnswer] = useState<SignInAnswer>();
  const [busy, setBusy] = useState(false);
  const asksCode = answer?.name === "second-factor" || (answer?.name === "refused" && code !== "");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const told = await engine.signIn(login.trim(), password, code.trim());
      setAnswer(told);
      if (told.name === "done") goInstead({ name: "today" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="field">
      <Banners atWork />
      <main className="page sign-in">
        <h1 className="big">{w.app}</h1>
        {person !== null && counts.waiting > 0 ? <p>{w.signIn.waiting}</p> : null}
        <form className="group" onSubmit={(event) => void submit(event)}>
          {asksCode ? (
            <label className="label">
              {w.signIn.code}
              <span className="small">{w.signIn.codeHint}</span>
              <input
                className="input code-input"
                inputMode="numeric"
                autoComplete="one-time-code"
                required
                value={code}
                data-testid="sign-in-code"
                onChange={(event) => setCode(event.target.value)}
              />
            </label>
          ) : (
            <>
              <label className="label">
                {w.signIn.login}
                <input
                  className="input"
                  autoComplete="username"
                  autoCapitalize="none"
                  required
                  value={login}
                  data-testid="sign-in-login"
                  onChange={(event) => setLogin(event.target.value)}
                />
              </label>
              <label className="label">
                {w.signIn.password}
                <input
                  className="input"
                  type="password"
                  autoComplete="current-password"
                  required
                  value={password}
                  data-testid="sign-in-password"
                  onChange={(event) => setPassword(event.target.value)}
                />
              </label>
            </>
          )}
          <Trouble answer={answer} />
          <button type="submit" className="main" disabled={busy} data-testid="sign-in">
            {busy ? w.signIn.working : w.signIn.submit}
          </button>
          {person === null ? null : (
            <button type="button" className="quiet" onClick={() => goInstead({ name: "today" })}>
              {w.signIn.later}
            </button>
          )}
        </form>
      </main>
    </div>
  );
}

function Trouble({ answer }: { answer: SignInAnswer | undefined }) {
  const w = useWords();
  const lang = useLang();
  const text = () => {
    switch (answer?.name) {
      case "refused":
        return pick(lang, answer);
      case "no-connection":
      case "elsewhere":
      case "no-right":
        return w.signIn[answer.name];
      default:
        return undefined;
    }
  };
  const told = text();
  return told === undefined ? null : (
    <p className="bad-text" role="alert">
      {told}
    </p>
  );
}
