// What may be done now, as the server says; the text typed stays when an action is refused.
import type { OrderAction, OrderDetail } from "@kiosk/contract";
import { Alert, App, Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActorField, useActor } from "../../../shared/actor/ActorField.tsx";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { needsText } from "../needs-text.ts";
import { useOrderAction } from "../queries.ts";

const maxText = 2000;

function Refusal({ action, error }: { action: OrderAction; error: Error }) {
  const { t } = useTranslation();
  const reason = useErrorText()(error);
  const key = isProblem(error, "order.refused") ? "conflict" : "failed";
  return (
    <Alert
      type={key === "conflict" ? "warning" : "error"}
      showIcon
      data-testid="action-refused"
      title={t(`orders.action.${key}`, { action: t(`words.orderAction.${action}`), reason })}
    />
  );
}

export function ActionForm({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const actor = useActor();
  const send = useOrderAction(detail.order.id);
  const [action, setAction] = useState<OrderAction>();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<{ name?: string; text?: string }>({});

  const submit = (chosen: OrderAction) => {
    const name = actor.commit();
    const missingText = needsText(chosen) && text.trim() === "";
    setWrong({
      ...(name === undefined ? { name: t("common.actor.required") } : {}),
      ...(missingText ? { text: t("orders.action.textRequired") } : {}),
    });
    if (name === undefined || missingText) return;
    send.mutate(
      { action: chosen, actor: name, text: text.trim() },
      {
        onSuccess: () => {
          setText("");
          setAction(undefined);
          void message.success(t("orders.action.done", { action: t(`words.orderAction.${chosen}`) }));
        },
      },
    );
  };

  if (detail.allowed.length === 0) {
    return (
      <>
        {send.error !== null && send.variables !== undefined ? (
          <Refusal action={send.variables.action} error={send.error} />
        ) : null}
        <p className="muted action-closed">{t("orders.detail.closed")}</p>
      </>
    );
  }
  return (
    <section className="action-form">
      <div className="action-choices">
        {detail.allowed.map((name) => (
          <Button
            key={name}
            type={name === action ? "primary" : "default"}
            danger={name === "cancel"}
            data-testid={`action-${name}`}
            aria-expanded={name === action}
            onClick={() => {
              send.reset();
              setWrong({});
              setAction(name === action ? undefined : name);
            }}
          >
            {t(`words.orderAction.${name}`)}
          </Button>
        ))}
      </div>
      {send.error !== null && send.variables !== undefined ? (
        <Refusal action={send.variables.action} error={send.error} />
      ) : null}
      {action === undefined || !detail.allowed.includes(action) ? null : (
        <form
          className="action-body"
          onSubmit={(event) => {
            event.preventDefault();
            submit(action);
          }}
        >
          <ActorField actor={actor} error={wrong.name} />
          <div className="field">
            <label htmlFor={id} className={needsText(action) ? "field-required" : ""}>
              {t("orders.action.text")}
            </label>
            <Input.TextArea
              id={id}
              value={text}
              maxLength={maxText}
              autoSize={{ minRows: 2, maxRows: 8 }}
              placeholder={t(`orders.action.textPlaceholder.${action}`)}
              status={wrong.text === undefined ? "" : "error"}
              data-testid="action-text"
              onChange={(event) => setText(event.target.value)}
            />
            {wrong.text === undefined ? null : <p className="field-error">{wrong.text}</p>}
          </div>
          <div className="form-actions">
            <Button onClick={() => setAction(undefined)}>{t("orders.action.back")}</Button>
            <Button
              type="primary"
              htmlType="submit"
              danger={action === "cancel"}
              loading={send.isPending}
              data-testid="action-submit"
            >
              {t(`words.orderAction.${action}`)}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
