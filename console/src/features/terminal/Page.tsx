import "./terminal.css";
import "./glance.css";
import { ArrowLeftOutlined } from "@ant-design/icons";
import type { KioskDetail } from "@kiosk/contract";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Capabilities } from "./components/Capabilities.tsx";
import { Checklist } from "./components/Checklist.tsx";
import { CodeForm } from "./components/CodeForm.tsx";
import { Consumables } from "./components/Consumables.tsx";
import { DutyPhoneForm } from "./components/DutyPhoneForm.tsx";
import { Facts } from "./components/Facts.tsx";
import { Faults } from "./components/Faults.tsx";
import { type FormName, Header } from "./components/Header.tsx";
import { HoursForm } from "./components/HoursForm.tsx";
import { OpenOrders } from "./components/OpenOrders.tsx";
import { OutboxWarning } from "./components/OutboxWarning.tsx";
import { ReplaceForm } from "./components/ReplaceForm.tsx";
import { TerminalTabs } from "./components/TerminalTabs.tsx";
import { useTerminal } from "./queries.ts";

type OpenForm =
  | { name: "none" }
  | { name: Exclude<FormName, "replace"> | "phone" }
  | { name: "replace"; target: string | undefined };

function Forms({ detail, form, onClose }: { detail: KioskDetail; form: OpenForm; onClose: () => void }) {
  switch (form.name) {
    case "none":
      return null;
    case "replace":
      return <ReplaceForm detail={detail} target={form.target} onClose={onClose} />;
    case "code":
      return <CodeForm detail={detail} onClose={onClose} />;
    case "hours":
      return <HoursForm kiosk={detail.kiosk} onClose={onClose} />;
    case "phone":
      return <DutyPhoneForm kiosk={detail.kiosk} onClose={onClose} />;
  }
}

function Terminal({ detail }: { detail: KioskDetail }) {
  const [form, setForm] = useState<OpenForm>({ name: "none" });
  const open = (name: FormName) => setForm(name === "replace" ? { name, target: undefined } : { name });
  return (
    <>
      <Header detail={detail} onOpen={open} />
      <OutboxWarning detail={detail} />
      <div className="terminal-grid">
        <div className="terminal-main-column">
          {detail.kiosk.presence === "never" ? (
            <Checklist detail={detail} onCode={() => open("code")} />
          ) : (
            <>
              <Capabilities detail={detail} />
              <Faults detail={detail} />
              <Consumables detail={detail} onReplace={(target) => setForm({ name: "replace", target })} />
            </>
          )}
        </div>
        <div className="terminal-side-column">
          <OpenOrders id={detail.kiosk.id} contractId={detail.kiosk.contractId} />
          <Facts detail={detail} onHours={() => open("hours")} onPhone={() => setForm({ name: "phone" })} />
        </div>
      </div>
      <TerminalTabs detail={detail} />
      <Forms detail={detail} form={form} onClose={() => setForm({ name: "none" })} />
    </>
  );
}

export function TerminalPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/terminals/$id" });
  const query = useTerminal(id);
  return (
    <div className="page terminal-page">
      <Link to="/terminals" className="back-link">
        <ArrowLeftOutlined aria-hidden="true" /> {t("terminal.back")}
      </Link>
      <QueryView
        query={query}
        skeleton={
          <div className="panel">
            <Lines rows={12} />
          </div>
        }
        onError={(error) =>
          isProblem(error, "resource.not-found") ? (
            <EmptyState title={t("terminal.missing")} hint={t("terminal.missingHint", { id })} />
          ) : undefined
        }
      >
        {(detail) => <Terminal key={detail.kiosk.id} detail={detail} />}
      </QueryView>
    </div>
  );
}
