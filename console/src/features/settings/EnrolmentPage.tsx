import { PrinterOutlined } from "@ant-design/icons";
import type { EnrolmentSheet, EnrolmentStanding } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, App, Button, Modal } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { SelectBox } from "../../shared/bulk/SelectBox.tsx";
import { type Selection, useSelection } from "../../shared/bulk/selection.ts";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { formatDateTime } from "../../shared/format/time.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { EnrolmentSheetView } from "./components/EnrolmentSheetView.tsx";
import { PointTools } from "./components/PointTools.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { namesPoint } from "./point-filter.ts";
import { useEnrolments, useIssueCodes, useRevokeCodes } from "./queries.ts";

const standingId = (standing: EnrolmentStanding) => standing.kioskId;

export function EnrolmentPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="enrolment" intro={t("settings.enrolment.intro")}>
      {(contract) => <Enrolment contract={contract} />}
    </SectionPage>
  );
}

function Enrolment({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useEnrolments(contract);
  const { q, open } = useSearch({ from: "/settings/enrolment" });
  const navigate = useNavigate({ from: "/settings/enrolment" });
  const selection = useSelection(standingId);
  const [asking, setAsking] = useState<"issue" | "revoke">();
  const [sheet, setSheet] = useState<EnrolmentSheet>();
  const columns: ExportColumn<EnrolmentStanding>[] = [
    { header: t("settings.terminals.field.seq"), kind: "number", value: (k) => k.seq },
    { header: t("settings.terminals.field.id"), kind: "text", value: (k) => k.kioskId },
    { header: t("settings.terminals.field.name"), kind: "text", value: (k) => k.name },
    { header: t("settings.terminals.field.address"), kind: "text", value: (k) => k.address },
    { header: t("settings.enrolment.enrolled"), kind: "time", value: (k) => k.enrolledAt },
    { header: t("settings.enrolment.codes"), kind: "number", value: (k) => k.unused.length },
    { header: t("settings.enrolment.expires"), kind: "time", value: (k) => k.unused.at(-1)?.expiresAt ?? null },
  ];
  const set = (change: { q?: string | undefined; open?: "1" | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  return (
    <QueryView query={query} skeleton={<Lines rows={12} />}>
      {({ kiosks, at }) => {
        const rows = kiosks.filter((k) => namesPoint(k, q) && (open === undefined || k.enrolledAt === null));
        const chosen = selection.items.map((item) => kiosks.find((k) => k.kioskId === item.kioskId) ?? item);
        const close = () => setAsking(undefined);
        return (
          <>
            <div className="panel">
              <PointTools
                q={q}
                onQ={(value) => set({ q: value })}
                open={open !== undefined}
                openLabel={t("settings.enrolment.only")}
                onOpen={(on) => set({ open: on ? "1" : undefined })}
              >
                <ExportButton
                  size="small"
                  name={t("settings.section.enrolment")}
                  filter={[q ?? "", open === undefined ? "" : t("settings.enrolment.only")].filter(
                    (word) => word !== "",
                  )}
                  columns={columns}
                  total={rows.length}
                  rows={async () => ({ rows, asOf: at, left: 0 })}
                />
              </PointTools>
              {rows.length === 0 ? (
                <EmptyState title={t(kiosks.length === 0 ? "settings.enrolment.none" : "settings.enrolment.empty")} />
              ) : (
                <StandingTable rows={rows} selection={selection} />
              )}
              <BulkBar selection={selection} all={rows}>
                <Button size="small" data-testid="revoke-codes" onClick={() => setAsking("revoke")}>
                  {t("settings.enrolment.revoke")}
                </Button>
                <Button
                  size="small"
                  type="primary"
                  icon={<PrinterOutlined aria-hidden="true" />}
                  data-testid="issue-codes"
                  onClick={() => setAsking("issue")}
                >
                  {t("settings.enrolment.issue")}
                </Button>
              </BulkBar>
            </div>
            {asking === "issue" ? (
              <IssueForm
                contract={contract}
                chosen={chosen}
                onClose={close}
                onIssued={(issued) => {
                  close();
                  selection.clear();
                  setSheet(issued);
                }}
              />
            ) : null}
            {asking === "revoke" ? (
              <RevokeForm contract={contract} chosen={chosen} onClose={close} onDone={selection.clear} />
            ) : null}
            {sheet === undefined ? null : <EnrolmentSheetView sheet={sheet} onClose={() => setSheet(undefined)} />}
          </>
        );
      }}
    </QueryView>
  );
}

interface FormProps {
  contract: string;
  chosen: readonly EnrolmentStanding[];
  onClose: () => void;
}

/** What issuing would touch, before it does. */
function IssueForm({ contract, chosen, onClose, onIssued }: FormProps & { onIssued: (sheet: EnrolmentSheet) => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const issue = useIssueCodes(contract);
  const enrolled = chosen.filter((k) => k.enrolledAt !== null).length;
  const replaced = chosen.filter((k) => k.unused.length > 0).length;
  const fresh = chosen.length - enrolled;
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("settings.enrolment.issueTitle", { n: chosen.length })}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            data-testid="confirm-issue"
            loading={issue.isPending}
            onClick={() =>
              issue.mutate(
                chosen.map((k) => k.kioskId),
                { onSuccess: onIssued },
              )
            }
          >
            {t("settings.enrolment.issueConfirm")}
          </Button>
        </div>
      }
    >
      <div data-testid="issue-preview">
        {fresh > 0 ? <p>{t("settings.enrolment.fresh", { n: fresh })}</p> : null}
        {replaced > 0 ? <p>{t("settings.enrolment.replaced", { n: replaced })}</p> : null}
        {enrolled > 0 ? <Alert type="warning" showIcon title={t("settings.enrolment.again", { n: enrolled })} /> : null}
        <Names chosen={chosen} />
        {issue.error === null ? null : <Alert type="error" showIcon title={errorText(issue.error)} />}
      </div>
    </Modal>
  );
}

function RevokeForm({ contract, chosen, onClose, onDone }: FormProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const revoke = useRevokeCodes(contract);
  const touched = chosen.filter((k) => k.unused.length > 0);
  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      title={t("settings.enrolment.revokeTitle", { n: touched.length })}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            danger
            type="primary"
            data-testid="confirm-revoke"
            disabled={touched.length === 0}
            loading={revoke.isPending}
            onClick={() =>
              revoke.mutate(
                touched.map((k) => k.kioskId),
                {
                  onSuccess: ({ revoked }) => {
                    void message.success(t("settings.enrolment.revoked", { n: revoked }));
                    onDone();
                    onClose();
                  },
                },
              )
            }
          >
            {t("settings.enrolment.revokeConfirm")}
          </Button>
        </div>
      }
    >
      {touched.length === 0 ? <p>{t("settings.enrolment.revokeNone")}</p> : <Names chosen={touched} />}
      {revoke.error === null ? null : <Alert type="error" showIcon title={errorText(revoke.error)} />}
    </Modal>
  );
}

function Names({ chosen }: { chosen: readonly EnrolmentStanding[] }) {
  const { t } = useTranslation();
  return (
    <ul className="settings-lines settings-names">
      {chosen.map((k) => (
        <li key={k.kioskId}>
          {t("common.seqPrefix", { seq: k.seq })} <Verbatim>{k.name}</Verbatim>
        </li>
      ))}
    </ul>
  );
}

function StandingTable({
  rows,
  selection,
}: {
  rows: readonly EnrolmentStanding[];
  selection: Selection<EnrolmentStanding>;
}) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="enrolments">
      <thead>
        <tr>
          <th scope="col">
            <SelectBox items={rows} idOf={standingId} selection={selection} name={t("settings.enrolment.selectAll")} />
          </th>
          <th scope="col">{t("settings.hours.point")}</th>
          <th scope="col">{t("settings.enrolment.state")}</th>
          <th scope="col">{t("settings.enrolment.codes")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((k) => (
          <tr key={k.kioskId} data-testid={`enrolment-${k.kioskId}`}>
            <td>
              <SelectBox
                items={[k]}
                idOf={standingId}
                selection={selection}
                name={t("settings.enrolment.select", { name: k.name })}
              />
            </td>
            <td className="card-title">
              <span>
                {t("common.seqPrefix", { seq: k.seq })} <Verbatim>{k.name}</Verbatim>{" "}
                <Verbatim className="muted small">{k.address}</Verbatim>
              </span>
            </td>
            <td data-label={t("settings.enrolment.state")}>
              {k.enrolledAt === null ? (
                <span className="chip chip-dashed">{t("settings.enrolment.notEnrolled")}</span>
              ) : (
                <span>
                  <span className="chip chip-ok">{t("settings.enrolment.enrolled")}</span>{" "}
                  <span className="muted small">{formatDateTime(k.enrolledAt)}</span>
                </span>
              )}
            </td>
            <td data-label={t("settings.enrolment.codes")}>
              {k.unused.length === 0 ? (
                <span className="muted">{t("settings.enrolment.noCode")}</span>
              ) : (
                k.unused.map((code) => (
                  <span key={code.createdAt}>
                    {t("settings.enrolment.codeUntil", { time: formatDateTime(code.expiresAt) })}
                  </span>
                ))
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
