import { SearchResult } from "@kiosk/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "../api-client/request.ts";

/** Longer than between two keys of somebody who types, shorter than a pause that is noticed. */
const typingMs = 120;
const longestQuery = 100;

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return text === "" ? "" : settled;
}

/** What the server finds. A question that was overtaken by further typing is aborted; its answer is never shown. */
export function useFound(text: string) {
  const q = useSettled(text.trim().slice(0, longestQuery));
  const query = useQuery({
    queryKey: ["search", q],
    queryFn: ({ signal }) => request(SearchResult, "/search", { query: { q }, signal }),
    enabled: q !== "",
    staleTime: 10_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return { query, pending: text.trim() !== "" && (q !== text.trim() || query.isFetching) };
}
