import type { FieldAttention } from "@kiosk/contract";
import { Alert, App, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { WithNames } from "../../../shared/ui/WithNames.tsx";
import { type Told, useRetry, useSettle } from "../queries.ts";
import { FieldBody, useTypeName } from "./FieldBody.tsx";
import { ItemTime } from "./ItemTime.tsx";
import { Why } from "./Why.tsx";

const a = "fieldOffice.attention" as const;

interface AttentionItemProps {
  item: FieldAttention["items"][number];
  onTerminal: () => void;
  onClose: () => void;
}

/** One thing a phone brought that could not be carried out: what it says, and what the office does about it. */
export function AttentionItem({ item, onTerminal, onClose }: AttentionItemProps) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const typeName = useTypeName();
  const retry = useRetry(item.key);
  const settle = useSettle(item.key);
  const [settling, setSettling] = useState(false);
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const error = retry.error ?? settle.error;
  const told = (answer: Told) => {
    if (answer.state === "attention") return;
    void message.success(t(answer.state === "applied" ? `${a}.retried` : `${a}.stillStored`));
    onClose();
  };
  const send = () => {
    setTried(true);
    if (why.trim() === "") return;
    settle.mutate(why.trim(), {
      onSuccess: () => {
        void message.success(t(`${a}.settled`));
        onClose();
      },
    });
  };
  const title = t(`${a}.title`, { type: typeName(item.type), seq: item.kioskSeq, name: item.kioskName });
  return (
    <Modal
      open
      width={680}
      title={<WithNames text={title} names={[item.kioskName]} />}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={settling ? () => setSettling(false) : onClose}>
            {t(settling ? "common.form.cancel" : "common.close")}
          </Button>
          {settling ? (
            <Button type="primary" loading={settle.isPending} onClick={send}>
              {t("common.form.submit")}
            </Button>
          ) : (
            <>
              <Button onClick={() => setSettling(true)}>{t(`${a}.settle`)}</Button>
              <Button
                type="primary"
                loading={retry.isPending}
                onClick={() => retry.mutate(undefined, { onSuccess: told })}
              >
                {t(`${a}.retry`)}
              </Button>
            </>
          )}
        </div>
      }
    >
      <div data-testid="attention-item">
        <Alert
          className="form-alert"
          type="warning"
          showIcon
          title={
            retry.data?.state === "attention" ? (
              <>
                {t(`${a}.stillAttention`)}
                {t("common.colon")}
                <Why said={retry.data} />
              </>
            ) : (
              <Why said={item} />
            )
          }
        />
        <dl className="facts field-body">
          <Fact label={t("fieldOffice.who")}>
            <Verbatim>{item.by}</Verbatim>
          </Fact>
          <Fact label={t("fieldOffice.when")}>
            <ItemTime item={item} />
          </Fact>
        </dl>
        <FieldBody body={item.body} />
        {settling ? (
          <>
            <h3 className="drawer-head">{t(`${a}.settleTitle`)}</h3>
            <Field
              id={`${id}-why`}
              label={t(`${a}.reason`)}
              required
              hint={t(`${a}.settleHint`)}
              error={tried && why.trim() === "" ? t("common.form.required") : undefined}
            >
              <Input.TextArea
                id={`${id}-why`}
                aria-describedby={`${id}-why-note`}
                lang="zh-CN"
                rows={2}
                maxLength={500}
                value={why}
                onChange={(event) => setWhy(event.target.value)}
              />
            </Field>
          </>
        ) : (
          <Button type="link" size="small" onClick={onTerminal}>
            {t(`${a}.onlyTerminal`)}
          </Button>
        )}
        {error === null ? null : <Alert type="error" showIcon title={errorText(error)} />}
      </div>
    </Modal>
  );
}
