import { PlusOutlined } from "@ant-design/icons";
import type { PartBalance, PartMovement } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { evidenceHref } from "../../../shared/evidence/EvidenceLinks.tsx";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useParts } from "../queries.ts";
import type { ContractSearch } from "../search.ts";
import { BalancesExport, MovementsExport } from "./AgreementExports.tsx";
import { ReceiptForm } from "./ReceiptForm.tsx";

const firstShown = 100;

function Balances({ balances }: { balances: readonly PartBalance[] }) {
  const { t } = useTranslation();
  const p = "contract.parts" as const;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t("orders.fields.part")}</th>
          <th scope="col">{t(`${p}.inStock`)}</th>
          <th scope="col">{t(`${p}.onOrders`)}</th>
          <th scope="col">{t(`${p}.installed`)}</th>
          <th scope="col">{t(`${p}.rejected`)}</th>
          <th scope="col">{t(`${p}.serials`)}</th>
        </tr>
      </thead>
      <tbody>
        {balances.map((line) => (
          <tr key={line.part} data-testid={`balance-${line.part}`}>
            <td className="card-title">
              <Verbatim>{line.part}</Verbatim>
            </td>
            <td data-label={t(`${p}.inStock`)}>
              <b>{line.inStock}</b>
            </td>
            <td data-label={t(`${p}.onOrders`)}>{line.onOrders}</td>
            <td data-label={t(`${p}.installed`)}>{line.installed}</td>
            <td data-label={t(`${p}.rejected`)}>{line.rejected}</td>
            <td data-label={t(`${p}.serials`)}>
              {line.serialsInStock.length === 0 ? null : (
                <code className="serials">{line.serialsInStock.join(", ")}</code>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Movements({ movements }: { movements: readonly PartMovement[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? movements : movements.slice(0, firstShown);
  const p = "contract.parts" as const;
  return (
    <>
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{t(`${p}.at`)}</th>
            <th scope="col">{t(`${p}.movement`)}</th>
            <th scope="col">{t("orders.fields.part")}</th>
            <th scope="col">{t(`${p}.quantity`)}</th>
            <th scope="col">{t("orders.fields.serial")}</th>
            <th scope="col">{t(`${p}.order`)}</th>
            <th scope="col">{t("common.actor.label")}</th>
            <th scope="col">{t("common.evidence.label")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((m) => (
            <tr key={m.id}>
              <td className="nowrap" data-label={t(`${p}.at`)}>
                {formatDateTime(m.at)}
              </td>
              <td className="nowrap" data-label={t(`${p}.movement`)}>
                {t(`words.movement.${m.kind}`)}
              </td>
              <td data-label={t("orders.fields.part")}>
                <Verbatim>{m.part}</Verbatim>
              </td>
              <td data-label={t(`${p}.quantity`)}>{m.quantity}</td>
              <td data-label={t("orders.fields.serial")}>{m.serial === null ? null : <code>{m.serial}</code>}</td>
              <td className="nowrap" data-label={t(`${p}.order`)}>
                {m.orderId === null ? null : (
                  <Link to="/work-orders/$id" params={{ id: m.orderId }}>
                    {m.orderNumber ?? m.orderId}
                  </Link>
                )}
              </td>
              <td data-label={t("common.actor.label")}>
                <Verbatim>{m.actor}</Verbatim>
              </td>
              <td data-label={t("common.evidence.label")}>
                <span>
                  {m.evidence.map((digest, index) => (
                    <Fragment key={digest}>
                      <a href={evidenceHref(digest)} target="_blank" rel="noreferrer">
                        {t(`${p}.paper`, { n: index + 1 })}
                      </a>{" "}
                    </Fragment>
                  ))}
                  <Verbatim className="muted">{m.text}</Verbatim>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === movements.length ? null : (
        <div className="table-foot">
          <Button size="small" onClick={() => setAll(true)}>
            {t("contract.parts.all", { n: movements.length })}
          </Button>
        </div>
      )}
    </>
  );
}

interface PartsTabProps {
  id: string;
  receiving: boolean;
  onForm: (form: ContractSearch["form"]) => void;
}

export function PartsTab({ id, receiving, onForm }: PartsTabProps) {
  const { t } = useTranslation();
  const query = useParts(id);
  const may = useCan("part.receive", id);
  return (
    <div data-testid="parts-ledger">
      {may ? (
        <p className="tab-actions">
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden="true" />}
            data-testid="receive-part"
            onClick={() => onForm("receipt")}
          >
            {t("contract.parts.receive")}
          </Button>
        </p>
      ) : null}
      <QueryView
        query={query}
        skeleton={
          <div className="panel">
            <Lines rows={8} />
          </div>
        }
      >
        {({ balances, movements }) =>
          movements.length === 0 ? (
            <div className="panel">
              <EmptyState title={t("contract.parts.none")} hint={t("contract.parts.noneHint")} />
            </div>
          ) : (
            <>
              <Panel title={t("contract.parts.balances")} extra={<BalancesExport rows={balances} />}>
                <Balances balances={balances} />
              </Panel>
              <Panel
                className="tab-panel"
                title={t("contract.parts.movements")}
                sub={t("contract.parts.movementsSub")}
                extra={<MovementsExport rows={movements} />}
              >
                <Movements movements={movements} />
              </Panel>
            </>
          )
        }
      </QueryView>
      {receiving && may ? <ReceiptForm id={id} onClose={() => onForm(undefined)} /> : null}
    </div>
  );
}
