// Candidates in pages that stand still on the glass: so many, and no more characters than two rows hold.
import type { Candidate } from "./pinyin-engine.ts";

const mostOnPage = 8;
const charactersOnPage = 26;

export function candidatePages(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const pages: Candidate[][] = [];
  let page: Candidate[] = [];
  let width = 0;
  for (const candidate of candidates) {
    const takes = Math.max(2, candidate.text.length);
    if (page.length > 0 && (page.length >= mostOnPage || width + takes > charactersOnPage)) {
      pages.push(page);
      page = [];
      width = 0;
    }
    page.push(candidate);
    width += takes;
  }
  return page.length > 0 ? [...pages, page] : pages;
}
