import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Box, formatBox, parseBox } from "../../shared/map/geo.ts";
import type { ListFilter } from "./filter.ts";
import type { TerminalsSearch } from "./search.ts";

export interface Filters {
  search: TerminalsSearch;
  filter: ListFilter;
  /** changes the address; undefined takes a parameter away */
  set: (change: Partial<TerminalsSearch>) => void;
  clear: (name: keyof ListFilter | "all") => void;
  /** only terminals inside the map; the address then names that part of it, so that it is the same on every screen */
  showInView: (on: boolean) => void;
  /** false: no map was seen yet and the address names none, so there is nothing to be inside of */
  hasView: boolean;
}

const paramOf = { q: "q", health: "health", street: "street", view: "onlyInView" } as const;

/** Filters live in the address bar. `seen` is what the map shows now, before it exists the box of the address. */
export function useFilters(seen: Box | undefined): Filters {
  const search = useSearch({ from: "/terminals" });
  const navigate = useNavigate({ from: "/terminals" });
  const router = useRouter();
  const set: Filters["set"] = (change) => {
    // While another page is on its way this one still stands; its map settling must not call the user back.
    if (router.latestLocation.pathname !== "/terminals") return;
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  };
  const asked = useMemo(() => parseBox(search.box), [search.box]);
  const view = search.onlyInView === undefined ? undefined : (seen ?? asked);
  return {
    search,
    filter: { q: search.q, health: search.health, street: search.street, view },
    set,
    clear: (name) =>
      name === "all"
        ? set({ q: undefined, health: undefined, street: undefined, onlyInView: undefined })
        : set({ [paramOf[name]]: undefined }),
    showInView: (on) => {
      const inside = seen ?? asked;
      if (!on) set({ onlyInView: undefined });
      else if (inside !== undefined) set({ onlyInView: "1", box: formatBox(inside) });
    },
    hasView: seen !== undefined || asked !== undefined,
  };
}
