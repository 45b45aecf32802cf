// From the address to the server's query: days become instants of Shanghai.
import type { AuditFilter } from "../../shared/api-client/keys.ts";
import { parseDate } from "../../shared/format/time.ts";
import type { AuditSearch } from "./search.ts";

const dayMs = 86_400_000;

/** `to` is the midnight that ends its day: the server gives lines before it. */
export function filterOf(search: AuditSearch): AuditFilter {
  const from = search.from === undefined ? undefined : parseDate(search.from);
  const to = search.to === undefined ? undefined : parseDate(search.to);
  return {
    by: search.by,
    action: search.action,
    target: search.target,
    result: search.result,
    from,
    to: to === undefined ? undefined : to + dayMs,
  };
}

/** As the query of a request; what is not asked for is left out. */
export function queryOf(filter: AuditFilter): Record<string, string | undefined> {
  return {
    by: filter.by,
    action: filter.action,
    target: filter.target,
    result: filter.result,
    from: filter.from === undefined ? undefined : String(filter.from),
    to: filter.to === undefined ? undefined : String(filter.to),
  };
}
