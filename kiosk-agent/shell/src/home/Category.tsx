import type { PropsOf } from "../app/screen.ts";
import { useWords } from "../i18n/index.ts";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { tilesOf } from "./order.ts";
import { Tile } from "./Tile.tsx";

export function Category({ state, go, screen }: PropsOf<"category">) {
  const words = useWords().home;
  const tiles = tilesOf(state.tiles, screen.category);
  return (
    <Page
      title={words.category[screen.category]}
      say={tiles.length === 0 ? words.none : words.sayCategory}
      onBack={() => go({ name: "home" })}
    >
      {tiles.length === 0 && <Notice kind="info">{words.none}</Notice>}
      <div className="tiles">
        {tiles.map((tile) => (
          <Tile key={tile.manifest.id} tile={tile} onPress={() => go({ name: "service", appId: tile.manifest.id })} />
        ))}
      </div>
    </Page>
  );
}
