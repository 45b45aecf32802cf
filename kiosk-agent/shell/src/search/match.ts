// Finds services by what was typed so far: characters, full pinyin, initials, or several of them mixed.
import type { ShellTile } from "@kiosk/contract";

/** Best first: what begins with it before what contains it, what can be done now before what cannot. Nothing typed: none. */
export function foundTiles(tiles: readonly ShellTile[], typed: string): readonly ShellTile[] {
  const query = folded(typed);
  if (query === "") return [];
  return tiles
    .map((tile) => ({ tile, rank: rankOf(tile, query) }))
    .filter(({ rank }) => rank < no)
    .sort((a, b) => a.rank - b.rank || order[a.tile.state] - order[b.tile.state])
    .map(({ tile }) => tile);
}

const no = 9;
const order: Readonly<Record<ShellTile["state"], number>> = { ok: 0, limited: 1, suspended: 2, off: 3 };

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s'’·・,，.。、-]/g, "");
}

/** Characters and Latin letters may be mixed (医bao): then both must be found. */
function rankOf(tile: ShellTile, query: string): number {
  const letters = query.replace(/[^a-z0-9]/g, "");
  const characters = query.replace(/[a-z0-9]/g, "");
  return Math.max(
    characters === "" ? 0 : rankOfCharacters(tile, characters),
    letters === "" ? 0 : Math.min(rankOfLetters(tile.search, letters), rankOfCharacters(tile, letters)),
  );
}

function rankOfCharacters({ manifest }: ShellTile, characters: string): number {
  const name = folded(manifest.name.zh);
  if (name.startsWith(characters)) return 0;
  if (name.includes(characters)) return 1;
  if (manifest.keywords.some((word) => folded(word).includes(characters))) return 2;
  return no;
}

/** The first text of `search` is the name. The beginning of a keyword says more than letters from the middle of a name. */
function rankOfLetters(search: readonly string[], letters: string): number {
  let best = no;
  for (const [nth, text] of search.entries()) {
    const syllables = text.split(" ");
    const at = syllables.findIndex((_, from) => isSpelled(syllables, from, letters, 0));
    if (at >= 0) best = Math.min(best, (nth === 0 ? 0 : 1) + (at === 0 ? 0 : 2));
  }
  return best;
}

/** Whether the letters are beginnings of one syllable after the other, from `from` on: jiuyi, jy, jiuy. */
function isSpelled(syllables: readonly string[], from: number, letters: string, at: number): boolean {
  if (at === letters.length) return true;
  const syllable = syllables[from];
  if (syllable === undefined) return false;
  for (let length = Math.min(syllable.length, letters.length - at); length > 0; length--) {
    if (syllable.startsWith(letters.slice(at, at + length)) && isSpelled(syllables, from + 1, letters, at + length)) {
      return true;
    }
  }
  return false;
}
