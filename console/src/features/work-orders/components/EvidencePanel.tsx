import type { OrderDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { EvidenceLinks } from "../../../shared/evidence/EvidenceLinks.tsx";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { useActing } from "../../../shared/session/PartyField.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import type { Drafts } from "../use-drafts.ts";

/** A file alone says nothing: dropped here it opens a note that says what it shows. */
export function EvidencePanel({ detail, drafts }: { detail: OrderDetail; drafts: Drafts }) {
  const { t } = useTranslation();
  const { party } = useActing(detail.order);
  const mayNote = detail.allowed.some((a) => a.type === "note" && party !== undefined && a.parties.includes(party));
  return (
    <Panel title={t("orders.evidence.title")}>
      <div className="evidence-panel" data-testid="evidence-panel">
        {detail.evidence.length === 0 ? <p className="muted">{t("orders.evidence.none")}</p> : null}
        <EvidenceLinks files={detail.evidence} />
        {mayNote ? (
          <EvidencePicker
            files={[]}
            onAdd={(file) => {
              drafts.addEvidence("note", file);
              drafts.choose("note");
            }}
            onRemove={() => undefined}
          />
        ) : null}
      </div>
    </Panel>
  );
}
