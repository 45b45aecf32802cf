import type { ratingTags } from "@kiosk/contract";
import { useState } from "react";
import { ShellError, shell } from "../app/client.ts";
import { useHomeAfter } from "../app/home-after.ts";
import type { PropsOf } from "../app/screen.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { Face } from "./Face.tsx";
import { levels, type Stars, tagsFor } from "./levels.ts";
import "./rating.css";

const staysMs = 30_000;

/** 好差评 in two taps: a face, then 提交. Nobody has to, and after half a minute without a touch it goes by itself. */
export function RatingScreen({ screen, prefs, go }: PropsOf<"rating">) {
  const words = useWords().rating;
  const said = useSaid();
  const { sessionId, appId } = screen;
  const [stars, setStars] = useState<Stars | null>(null);
  const [tags, setTags] = useState<readonly (typeof ratingTags)[number][]>([]);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ShellError | null>(null);
  const home = () => go({ name: "home" });
  const leftSeconds = useHomeAfter(prefs.elder ? 2 * staysMs : staysMs, home);

  const submit = () => {
    if (stars === null) return;
    setSending(true);
    setProblem(null);
    shell
      .rate({ sessionId, stars, tags: [...tags] })
      .then((receipt) =>
        go(stars <= 2 ? { name: "report", sessionId, appId } : { name: "receipt", receipt, of: "rating" }),
      )
      .catch((error: unknown) => {
        setSending(false);
        setProblem(error instanceof ShellError ? error : new ShellError(null, String(error)));
      });
  };
  return (
    <Page
      title={words.title}
      say={stars === null ? words.say : words.sayChosen}
      onBack={home}
      className="rating"
      actions={
        <>
          <p className="rating-left">{fill(words.goesHome, { n: leftSeconds })}</p>
          <BigButton onPress={home}>{words.skip}</BigButton>
          {stars !== null && (
            <BigButton kind="main" disabled={sending} onPress={submit}>
              {sending ? words.submitting : words.submit}
            </BigButton>
          )}
        </>
      }
    >
      {problem !== null && (
        <Notice kind="danger" urgent>
          {problem.problem === null ? words.notSent : said(problem.problem.said)}
        </Notice>
      )}
      <fieldset className="rating-levels">
        <legend>{words.levels}</legend>
        {levels.map((level) => (
          <button
            key={level}
            type="button"
            className="rating-level"
            aria-pressed={level === stars}
            onClick={() => {
              setStars(level);
              setTags((chosen) => chosen.filter((tag) => tagsFor(level).includes(tag)));
            }}
          >
            <Face stars={level} />
            <span>{words[`level${level}`]}</span>
          </button>
        ))}
      </fieldset>
      {stars !== null && (
        <fieldset className="rating-tags">
          <legend>{words.tags}</legend>
          {tagsFor(stars).map((tag) => {
            const chosen = tags.includes(tag);
            return (
              <BigButton
                key={tag}
                pressed={chosen}
                onPress={() => setTags(chosen ? tags.filter((each) => each !== tag) : [...tags, tag])}
              >
                {words.tag[tag]}
              </BigButton>
            );
          })}
        </fieldset>
      )}
      <p>{words.anonymous}</p>
    </Page>
  );
}
