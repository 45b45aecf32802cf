import type { ReactNode } from "react";
import { ErrorState } from "../ui/ErrorState.tsx";
import type { useContractScope } from "./use-contract-scope.ts";

/** What shows one contract or all; an error in its place when it cannot be known which there are. */
export function InScope({
  scope: { ready, query },
  children,
}: {
  scope: Pick<ReturnType<typeof useContractScope>, "ready" | "query">;
  children: ReactNode;
}) {
  if (query.error === null || ready) return children;
  return <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
}
