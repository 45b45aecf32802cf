import { useState } from "react";
import type { PropsOf } from "../app/screen.ts";
import { categoryCounts } from "../home/order.ts";
import { Tile } from "../home/Tile.tsx";
import { fill, useWords } from "../i18n/index.ts";
import { KeyboardField } from "../keyboard/KeyboardField.tsx";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { foundTiles } from "./match.ts";
import "./search.css";

/** Finds while somebody types: the letters of a word count before the word is chosen. */
export function SearchScreen({ state, go }: PropsOf<"search">) {
  const words = useWords();
  const { search, home, common } = words;
  const [text, setText] = useState("");
  const [letters, setLetters] = useState("");
  const typed = text + letters;
  const found = foundTiles(state.tiles, typed);
  const none = typed.trim() !== "" && found.length === 0;
  return (
    <Page title={search.title} say={none ? search.sayNone : search.say} onBack={() => go({ name: "home" })}>
      <div className="search-field">
        <KeyboardField
          kind="pinyin"
          label={search.label}
          value={text}
          onChange={setText}
          onLetters={setLetters}
          maxLength={30}
          autoOpen
        />
      </div>
      <p className="search-count" role="status">
        {found.length > 0 ? fill(search.found, { n: found.length }) : ""}
      </p>
      {found.length > 0 && (
        <div className="tiles">
          {found.map((tile) => (
            <Tile key={tile.manifest.id} tile={tile} onPress={() => go({ name: "service", appId: tile.manifest.id })} />
          ))}
        </div>
      )}
      {none && (
        <Notice kind="info" id="search-none">
          {search.none}
        </Notice>
      )}
      {found.length === 0 && (
        <div className="search-else">
          {none && (
            <BigButton kind="main" icon="help" onPress={() => go({ name: "help" })}>
              {common.help}
            </BigButton>
          )}
          {categoryCounts(state.tiles).map(({ category }) => (
            <BigButton key={category} icon={category} onPress={() => go({ name: "category", category })}>
              {home.category[category]}
            </BigButton>
          ))}
        </div>
      )}
    </Page>
  );
}
