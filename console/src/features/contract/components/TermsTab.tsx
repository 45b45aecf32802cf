import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { type Terms, useTerms } from "../queries.ts";
import type { ContractSearch } from "../search.ts";
import { Bindings } from "./Bindings.tsx";
import { EscalationList } from "./EscalationList.tsx";
import { PolicyList } from "./PolicyList.tsx";
import { TermsForm } from "./TermsForm.tsx";
import { VersionHistory } from "./VersionHistory.tsx";

interface TermsTabProps {
  id: string;
  editing: boolean;
  onForm: (form: ContractSearch["form"]) => void;
}

function Current({ list }: { list: Terms }) {
  const { t } = useTranslation();
  const [latest] = list.versions;
  if (latest === undefined) {
    return (
      <div className="panel">
        <EmptyState title={t("contract.terms.none")} hint={t("contract.terms.noneHint")} />
      </div>
    );
  }
  return (
    <div className="terms-grid">
      <Panel title={t("contract.terms.binds")} sub={t("contract.terms.version", { n: latest.version })}>
        <Bindings terms={latest} policies={list.policies} />
      </Panel>
      <Panel title={t("contract.escalation.title")} sub={t("contract.escalation.sub")}>
        <EscalationList steps={latest.escalations} />
      </Panel>
    </div>
  );
}

export function TermsTab({ id, editing, onForm }: TermsTabProps) {
  const { t } = useTranslation();
  const query = useTerms(id);
  const may = useCan("terms.change", id);
  return (
    <QueryView
      query={query}
      skeleton={
        <div className="panel">
          <Lines rows={10} />
        </div>
      }
    >
      {(list) => (
        <div data-testid="terms">
          {may ? (
            <p className="tab-actions">
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden="true" />}
                data-testid="new-terms"
                onClick={() => onForm("terms")}
              >
                {t("contract.terms.create")}
              </Button>
            </p>
          ) : null}
          <Current list={list} />
          <Panel className="tab-panel" title={t("contract.policies.title")} sub={t("contract.policies.sub")}>
            <PolicyList list={list} />
          </Panel>
          <Panel className="tab-panel" title={t("contract.history.title")} sub={t("contract.history.sub")}>
            <VersionHistory list={list} />
          </Panel>
          {editing && may ? <TermsForm id={id} list={list} onClose={() => onForm(undefined)} /> : null}
        </div>
      )}
    </QueryView>
  );
}
