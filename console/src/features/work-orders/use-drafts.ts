import type { EvidenceView, OrderAction } from "@kiosk/contract";
import { useState } from "react";
import { type ActionDraft, emptyDraft } from "./action-draft.ts";

export interface Drafts {
  /** the action whose form is open */
  chosen: OrderAction | undefined;
  /** seq of the last event when the form was opened */
  openedSeq: number;
  choose: (action: OrderAction | undefined) => void;
  draftOf: (action: OrderAction) => ActionDraft;
  change: (action: OrderAction, part: Partial<ActionDraft>) => void;
  addEvidence: (action: OrderAction, file: EvidenceView) => void;
  clear: (action: OrderAction) => void;
}

/** What was typed for each action stays until it was recorded, also while another form is looked at. */
export function useDrafts(seq: number): Drafts {
  const [chosen, setChosen] = useState<OrderAction>();
  const [openedSeq, setOpenedSeq] = useState(seq);
  const [drafts, setDrafts] = useState<Partial<Record<OrderAction, ActionDraft>>>({});
  const change = (action: OrderAction, part: Partial<ActionDraft>) =>
    setDrafts((all) => ({ ...all, [action]: { ...(all[action] ?? emptyDraft), ...part } }));
  return {
    chosen,
    openedSeq,
    choose: (action) => {
      setOpenedSeq(seq);
      setChosen(action);
    },
    draftOf: (action) => drafts[action] ?? emptyDraft,
    change,
    addEvidence: (action, file) =>
      setDrafts((all) => {
        const draft = all[action] ?? emptyDraft;
        const others = draft.evidence.filter((f) => f.digest !== file.digest);
        return { ...all, [action]: { ...draft, evidence: [...others, file] } };
      }),
    clear: (action) => setDrafts((all) => ({ ...all, [action]: emptyDraft })),
  };
}
