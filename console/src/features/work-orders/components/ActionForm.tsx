// One action: its fields, its evidence, who approved; where clocks would move, what they would do before it is confirmed.
// What was typed stays when the action is refused.
import type { AllowedAction, OrderAction, OrderDetail } from "@kiosk/contract";
import { Alert, App, Button, Input } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useMe } from "../../../shared/session/MeProvider.tsx";
import type { ActingParty } from "../../../shared/session/parties.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { type DraftFaults, type DraftField, lastSeq, requestOf } from "../action-draft.ts";
import { mayBackdate, needsPreview } from "../action-fields.ts";
import { useOrderAction, usePreview } from "../queries.ts";
import type { Drafts } from "../use-drafts.ts";
import { ActionFields } from "./ActionFields.tsx";
import { PreviewTable } from "./PreviewTable.tsx";
import { WentOn } from "./WentOn.tsx";

const maxText = 2000;
const dangerous: readonly OrderAction[] = ["cancelled", "part_rejected"];

function Refusal({ action, error }: { action: OrderAction; error: Error }) {
  const { t } = useTranslation();
  const reason = useErrorText()(error);
  const moved = isProblem(error, "order.refused") || isProblem(error, "order.stale");
  return (
    <Alert
      type={moved ? "warning" : "error"}
      showIcon
      data-testid="action-refused"
      title={t(moved ? "orders.action.conflict" : "orders.action.failed", {
        action: t(`words.orderAction.${action}`),
        reason,
      })}
    />
  );
}

interface ActionFormProps {
  detail: OrderDetail;
  action: OrderAction;
  /** undefined: it is not allowed any more, but what was typed is still here */
  allowed: AllowedAction | undefined;
  party: ActingParty | undefined;
  drafts: Drafts;
}

export function ActionForm({ detail, action, allowed, party, drafts }: ActionFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const clock = useServerClock();
  const me = useMe();
  const send = useOrderAction(detail.order.id);
  const preview = usePreview(detail.order.id);
  const [faults, setFaults] = useState<DraftFaults>({});
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);

  const draft = drafts.draftOf(action);
  const seq = lastSeq(detail.events);
  const word = t(`words.orderAction.${action}`);
  const change = (part: Parameters<Drafts["change"]>[1]) => {
    preview.reset();
    drafts.change(action, part);
  };
  const said = (field: DraftField) => {
    const fault = faults[field];
    return fault === undefined ? undefined : t(`orders.action.fault.${fault}`);
  };
  // A look at an older log says nothing about this one.
  const seen = preview.data !== undefined && preview.variables.seenSeq === seq;
  const asks = needsPreview(action) && !seen;

  const submit = () => {
    if (allowed === undefined) return;
    const result = requestOf(allowed, draft, {
      actor: me.name,
      party,
      now: clock.now(),
      reportedAt: detail.order.reportedAt,
      seenSeq: seq,
    });
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) return;
    if (asks) {
      send.reset();
      preview.mutate(result.request);
      return;
    }
    send.mutate(result.request, {
      onSuccess: () => {
        drafts.clear(action);
        drafts.choose(undefined);
        void message.success(t("orders.action.done", { action: word }));
      },
    });
  };

  const error = send.error ?? preview.error;
  return (
    <form
      className="action-body"
      data-testid={`form-${action}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 ref={top} tabIndex={-1} className="action-title">
        {word}
      </h3>
      <p className="field-hint">{t(`orders.action.what.${action}`)}</p>
      {error === null ? null : <Refusal action={action} error={error} />}
      {allowed === undefined ? <Alert type="warning" showIcon title={t("orders.action.noMore")} /> : null}
      <WentOn detail={detail} openedSeq={drafts.openedSeq} action={action} text={draft.text} />
      <ActionFields action={action} detail={detail} draft={draft} faults={faults} onChange={change} />
      <Field
        id={`${id}-text`}
        label={t("orders.action.text")}
        required={allowed?.needsText ?? false}
        error={said("text")}
      >
        <Input.TextArea
          id={`${id}-text`}
          value={draft.text}
          maxLength={maxText}
          rows={3}
          status={faults.text === undefined ? "" : "error"}
          data-testid="action-text"
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      {mayBackdate(action) ? (
        <Field id={`${id}-at`} label={t("orders.action.at")} hint={t("orders.action.atHint")} error={said("at")}>
          <Input
            id={`${id}-at`}
            value={draft.at}
            maxLength={20}
            placeholder={formatDateTime(clock.now())}
            status={faults.at === undefined ? "" : "error"}
            data-testid="action-at"
            onChange={(event) => change({ at: event.target.value })}
          />
        </Field>
      ) : null}
      {allowed?.needsApproval === true ? (
        <Field
          id={`${id}-approver`}
          label={t("orders.action.approvedBy")}
          required
          hint={t(party === "client" ? "orders.action.approvedByClient" : "orders.action.approvedByHint")}
          error={said("approvedBy")}
        >
          <Input
            id={`${id}-approver`}
            value={draft.approvedBy}
            maxLength={64}
            status={faults.approvedBy === undefined ? "" : "error"}
            data-testid="action-approver"
            onChange={(event) => change({ approvedBy: event.target.value })}
          />
        </Field>
      ) : null}
      <EvidencePicker
        files={draft.evidence}
        required={allowed?.needsEvidence ?? false}
        error={said("evidence")}
        onAdd={(file) => {
          preview.reset();
          drafts.addEvidence(action, file);
        }}
        onRemove={(digest) => change({ evidence: draft.evidence.filter((f) => f.digest !== digest) })}
      />
      {seen && preview.data !== undefined ? <PreviewTable preview={preview.data} /> : null}
      <div className="form-actions">
        <Button onClick={() => drafts.choose(undefined)}>{t("orders.action.back")}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={!asks && dangerous.includes(action)}
          disabled={allowed === undefined}
          loading={send.isPending || preview.isPending}
          data-testid={asks ? "action-preview" : "action-submit"}
        >
          {asks ? t("orders.preview.ask") : needsPreview(action) ? t("orders.preview.confirm", { action: word }) : word}
        </Button>
      </div>
    </form>
  );
}
