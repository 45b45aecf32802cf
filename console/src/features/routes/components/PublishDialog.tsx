import type { DayPlan } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { lanesOf } from "../model/lanes.ts";
import { dayPlan, usePublish } from "../queries.ts";
import { ChangeTable } from "./ChangeTable.tsx";

/** @param plan as it is now; what the person was shown at first is kept beside it, so that another's change is noticed */
export function PublishDialog({ plan, onClose }: { plan: DayPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const day = { contract: plan.contractId, date: plan.date };
  const publish = usePublish(day);
  const standing = useQuery(dayPlan(day, "published"));
  const [first] = useState(plan);
  /** somebody was faster: from then on the latest is shown, and what is shown is what is published */
  const [late, setLate] = useState(false);
  const shown = late ? plan : first;
  const isNew = late && plan.revision !== first.revision;
  const p = "routes.publish" as const;
  const commit = () =>
    publish.mutate(
      { seenRevision: shown.revision },
      {
        onSuccess: ({ version }) => {
          void message.success(t(`${p}.done`, { version }));
          onClose();
        },
        onError: (error) => setLate(late || isProblem(error, "route.stale")),
      },
    );
  const by = shown.state === "published" ? shown.publishedBy : shown.draftedBy;
  return (
    <Modal
      open
      width={760}
      title={t(`${p}.title`, { date: plan.date })}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t(`${p}.commit`)}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: standing.data === undefined || late !== isNew || shown.state !== "draft" }}
      confirmLoading={publish.isPending}
      onOk={commit}
      onCancel={onClose}
    >
      <div data-testid="publish-plan">
        {isNew ? (
          <>
            <Alert
              className="form-alert"
              type="warning"
              showIcon
              data-testid="publish-stale"
              title={t(`${p}.stale`, { by: by ?? "" })}
              description={t(`${p}.staleHint`)}
            />
            <h3 className="drawer-head">{t(`${p}.sinceSeen`)}</h3>
            <ChangeTable before={first} after={shown} />
            <h3 className="drawer-head">{t(`${p}.theirs`)}</h3>
          </>
        ) : null}
        {publish.error === null || late ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(publish.error)} />
        )}
        <p className="route-counts">
          {lanesOf(shown).map(({ technician, stops }) => (
            <span key={technician.technicianId} className="chip">
              <Verbatim>{technician.name}</Verbatim> {t("routes.strip.visits", { n: stops.length })}
            </span>
          ))}
        </p>
        {shown.unserved.length === 0 ? null : (
          <Alert
            className="form-alert"
            type="warning"
            showIcon
            title={t(`${p}.unserved`, { n: shown.unserved.length })}
          />
        )}
        <QueryView query={standing} skeleton={<Lines rows={4} />}>
          {(published) => (
            <>
              <p className="form-intro">
                {published.version === 0 ? t(`${p}.first`) : t(`${p}.again`, { version: published.version })}
              </p>
              <ChangeTable before={published} after={shown} />
            </>
          )}
        </QueryView>
      </div>
    </Modal>
  );
}
