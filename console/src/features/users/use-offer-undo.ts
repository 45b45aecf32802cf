import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useUndo } from "../../shared/undo/use-undo.tsx";

/** With what was done as a sentence, and the request that takes it back. */
export type OfferUndo = (done: string, inverse: () => Promise<unknown>) => void;

/** For the page itself, which outlives its forms; it then shows what stands. */
export function useOfferUndo(queryKey: QueryKey): OfferUndo {
  const client = useQueryClient();
  const offer = useUndo();
  return (done, inverse) =>
    offer({
      done,
      // a refusal too may mean that somebody else was there
      inverse: () => inverse().finally(() => client.invalidateQueries({ queryKey })),
    });
}
