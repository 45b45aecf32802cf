import { PlusOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { guarantees } from "../queries.ts";
import type { GuaranteesSearch } from "../search.ts";
import { DeclareForm } from "./DeclareForm.tsx";
import { PlanPanel } from "./PlanPanel.tsx";

interface PlansTabProps {
  contract: string | undefined;
  ready: boolean;
  form: boolean;
  onGo: (next: Pick<GuaranteesSearch, "form" | "open">) => void;
}

export function PlansTab({ contract, ready, form, onGo }: PlansTabProps) {
  const { t } = useTranslation();
  const query = useQuery({ ...guarantees(contract), enabled: ready });
  const mayDeclare = useCan("guarantee.declare", contract);
  const declare =
    mayDeclare && contract !== undefined ? (
      <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => onGo({ form: "1" })}>
        {t("guarantees.declare")}
      </Button>
    ) : null;
  return (
    <>
      <p className="form-intro">{t("guarantees.explain")}</p>
      {declare === null ? null : <div className="form-actions">{declare}</div>}
      <QueryView query={query} skeleton={<Lines rows={5} />}>
        {(list) =>
          list.guarantees.length === 0 ? (
            <EmptyState
              icon={<SafetyCertificateOutlined aria-hidden="true" />}
              title={t("guarantees.none")}
              hint={t("guarantees.noneHint")}
            />
          ) : (
            list.guarantees.map((one) => <PlanPanel key={one.id} guarantee={one} mayChange={mayDeclare} />)
          )
        }
      </QueryView>
      {form && contract !== undefined && mayDeclare ? (
        <DeclareForm contract={contract} onClose={() => onGo({})} />
      ) : null}
    </>
  );
}
