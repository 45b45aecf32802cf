import type { DayPlan, UrgentInsertion } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Modal, Select, Spin } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { orderList } from "../../../shared/api-client/resources.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { findStop, lanesOf } from "../model/lanes.ts";
import { urgentCost, useUrgent } from "../queries.ts";
import { CostTable } from "./CostTable.tsx";

const hasOrder = ({ visits }: Pick<DayPlan, "visits">, orderId: string) =>
  visits.find(({ tasks }) => tasks.some((task) => task.type === "order" && task.orderId === orderId));

function Outcome({ plan, told, orderId }: { plan: DayPlan; told: UrgentInsertion; orderId: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const u = "routes.urgent" as const;
  const visit = hasOrder(told.plan, orderId);
  if (!told.placed || visit === undefined) {
    const why = told.why === null ? "" : pick(lang, told.why);
    return <Alert className="form-alert" type="error" showIcon title={t(`${u}.notPlaced`, { why })} />;
  }
  const before = lanesOf(plan);
  const after = lanesOf(told.plan);
  const place = (found: ReturnType<typeof findStop>) =>
    found === undefined ? t(`${u}.out`) : `${found.code} ${formatTime(found.visit.beginAt)}`;
  const who = findStop(after, visit.id)?.lane.technician.name ?? "";
  return (
    <>
      <Alert
        className="form-alert"
        type="success"
        showIcon
        title={t(`${u}.placed`, { who, from: formatTime(visit.beginAt), to: formatTime(visit.leaveAt) })}
      />
      <h3 className="drawer-head">{t(`${u}.moved`)}</h3>
      {told.moved.length === 0 ? (
        <p className="muted">{t(`${u}.movedNone`)}</p>
      ) : (
        <ul className="route-moved" data-testid="urgent-moved">
          {told.moved.map((id) => {
            const was = findStop(before, id);
            return (
              <li key={id}>
                <Verbatim>{was?.visit.kioskName ?? id}</Verbatim>
                {t("common.colon")}
                {t(`${u}.movedTo`, { before: place(was), after: place(findStop(after, id)) })}
              </li>
            );
          })}
        </ul>
      )}
      <CostTable before={told.before} after={told.after} />
    </>
  );
}

/** An order that cannot wait: at most two others move, and what that costs is seen before. */
export function UrgentDialog({ plan, onClose }: { plan: DayPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const day = { contract: plan.contractId, date: plan.date };
  const [orderId, setOrder] = useState("");
  const put = useUrgent(day);
  const orders = useQuery(orderList({ contract: plan.contractId, kiosk: undefined, state: "open", class: undefined }));
  const already = orderId !== "" && hasOrder(plan, orderId) !== undefined;
  const body = { orderId, seenRevision: plan.revision };
  const cost = useQuery({ ...urgentCost(day, body), enabled: orderId !== "" && !already && !put.isPending });
  const u = "routes.urgent" as const;
  const failed = put.error ?? cost.error;
  const commit = () =>
    put.mutate(body, {
      onSuccess: () => {
        void message.success(t(`${u}.done`));
        onClose();
      },
    });
  return (
    <Modal
      open
      width={620}
      title={t(`${u}.title`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t(`${u}.commit`)}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: already || cost.data?.placed !== true || cost.isFetching }}
      confirmLoading={put.isPending}
      onOk={commit}
      onCancel={onClose}
    >
      <div data-testid="urgent-order">
        <p className="form-intro">{t(`${u}.intro`)}</p>
        <Field id={`${id}-order`} label={t(`${u}.order`)} hint={t(`${u}.orderHint`)}>
          <Select
            id={`${id}-order`}
            aria-label={t(`${u}.order`)}
            showSearch={{ optionFilterProp: "label" }}
            loading={orders.isPending}
            value={orderId === "" ? null : orderId}
            notFoundContent={t(`${u}.none`)}
            options={(orders.data?.orders ?? []).map((one) => ({
              value: one.id,
              label: `${one.number} · ${one.kioskSeq} ${one.kioskName} · ${pick(lang, { zh: one.titleZh, en: one.titleEn })}`,
            }))}
            onChange={(value) => setOrder(value ?? "")}
          />
        </Field>
        {orders.error === null ? null : <Alert type="error" showIcon title={errorText(orders.error)} />}
        {isProblem(failed, "route.stale") ? (
          <Alert className="form-alert" type="warning" showIcon title={t("routes.move.stale")} />
        ) : failed === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(failed)} />
        )}
        <div aria-live="polite">
          {already ? <p className="muted">{t(`${u}.already`)}</p> : null}
          {cost.isFetching ? (
            <p className="muted">
              <Spin size="small" /> {t("routes.cost.computing")}
            </p>
          ) : null}
          {cost.data === undefined ? null : <Outcome plan={plan} told={cost.data} orderId={orderId} />}
        </div>
      </div>
    </Modal>
  );
}
