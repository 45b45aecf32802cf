// The four states of every view in one place: skeleton, error (with or without kept data), and the data itself; the
// empty state belongs to whoever knows what empty means.
import type { ReactNode } from "react";
import type { ApiError } from "../api-client/api-error.ts";
import { ErrorState } from "./ErrorState.tsx";

interface QueryLike<T> {
  data: T | undefined;
  error: ApiError | null;
  isFetching: boolean;
  isPlaceholderData: boolean;
  dataUpdatedAt: number;
  refetch: () => Promise<unknown>;
}

interface QueryViewProps<T> {
  query: QueryLike<T>;
  skeleton: ReactNode;
  /** replaces the error panel, for errors that mean something here (404); undefined falls back to the panel */
  onError?: (error: ApiError) => ReactNode | undefined;
  children: (data: T) => ReactNode;
}

export function QueryView<T>({ query, skeleton, onError, children }: QueryViewProps<T>) {
  const { data, error } = query;
  const retry = () => {
    // refetch resolves with the new state; failures come back as query.error
    void query.refetch();
  };
  if (error !== null) {
    const special = onError?.(error);
    if (special !== undefined) return special;
  }
  if (data === undefined) {
    if (error === null) return <div data-testid="skeleton">{skeleton}</div>;
    return <ErrorState error={error} retrying={query.isFetching} onRetry={retry} />;
  }
  return (
    <>
      {error === null ? null : (
        <ErrorState error={error} retrying={query.isFetching} onRetry={retry} keptFrom={query.dataUpdatedAt} />
      )}
      {children(data)}
    </>
  );
}
