import type { GuaranteeView } from "@kiosk/contract";
import { App, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useChangeGuarantee } from "../queries.ts";
import { RoundsTable } from "./RoundsTable.tsx";

const chips = {
  planned: "chip chip-dashed",
  running: "chip chip-warn",
  ended: "chip",
  closed: "chip chip-ok",
  withdrawn: "chip chip-dashed",
} as const;

type Act = "prolong" | "withdraw" | "close";

export function PlanPanel({ guarantee, mayChange }: { guarantee: GuaranteeView; mayChange: boolean }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act>();
  const { state, title, from, to } = guarantee;
  const acts: Act[] =
    state === "planned" || state === "running" ? ["prolong", "withdraw"] : state === "ended" ? ["close"] : [];
  return (
    <Panel
      className="guarantee-plan"
      title={<Verbatim>{title}</Verbatim>}
      sub={
        <>
          <span className={chips[state]}>{t(`guarantees.state.${state}`)}</span> {from} – {to}
        </>
      }
      extra={
        mayChange ? (
          <span className="guarantee-acts">
            {acts.map((one) => (
              <Button key={one} size="small" danger={one === "withdraw"} onClick={() => setAct(one)}>
                {t(`guarantees.act.${one}`)}
              </Button>
            ))}
          </span>
        ) : undefined
      }
    >
      <Facts guarantee={guarantee} />
      <h3 className="guarantee-section">{t("guarantees.rounds")}</h3>
      <RoundsTable guarantee={guarantee} />
      <h3 className="guarantee-section">{t("guarantees.daily")}</h3>
      <Days guarantee={guarantee} mayChange={mayChange} />
      {act === undefined ? null : <ActForm guarantee={guarantee} act={act} onClose={() => setAct(undefined)} />}
    </Panel>
  );
}

function Facts({ guarantee: g }: { guarantee: GuaranteeView }) {
  const { t } = useTranslation();
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const f = "guarantees.fact" as const;
  return (
    <dl className="guarantee-facts">
      <div>
        <dt>{t(`${f}.scope`)}</dt>
        <dd>{t(g.kioskIds === null ? "guarantees.scopeAll" : "guarantees.scopeSome", { n: g.kiosks })}</dd>
      </div>
      <div>
        <dt>{t(`${f}.declaredBy`)}</dt>
        <dd>
          <Verbatim>{g.declaredBy}</Verbatim>
        </dd>
      </div>
      <div>
        <dt>{t(`${f}.patrol`)}</dt>
        <dd>
          {t("guarantees.patrol", { n: g.patrolEveryHours, from: clock(g.patrolFromMin), to: clock(g.patrolToMin) })}
        </dd>
      </div>
      <div>
        <dt>{t(`${f}.low`)}</dt>
        <dd>{g.lowPercent === null ? t("guarantees.asUsual") : t("guarantees.lowAt", { n: g.lowPercent })}</dd>
      </div>
      <div>
        <dt>{t(`${f}.freeze`)}</dt>
        <dd>{t(g.changeFreeze ? "guarantees.frozen" : "guarantees.notFrozen")}</dd>
      </div>
      <div>
        <dt>{t(`${f}.entered`)}</dt>
        <dd>
          <Verbatim>{g.enteredBy}</Verbatim> · {formatDateTime(g.enteredAt)}
        </dd>
      </div>
      {g.note === "" ? null : (
        <div>
          <dt>{t(`${f}.note`)}</dt>
          <dd className="guarantee-note">
            <Verbatim>{g.note}</Verbatim>
          </dd>
        </div>
      )}
      {g.withdrawnWhy === null ? null : (
        <div>
          <dt>{t(`${f}.withdrawn`)}</dt>
          <dd>
            <Verbatim>{g.withdrawnWhy}</Verbatim>
          </dd>
        </div>
      )}
      {g.closing === null ? null : (
        <div>
          <dt>{t(`${f}.closing`)}</dt>
          <dd className="guarantee-note">
            <Verbatim>{g.closing.summary}</Verbatim>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Days({ guarantee, mayChange }: { guarantee: GuaranteeView; mayChange: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const change = useChangeGuarantee(guarantee.id);
  const d = "guarantees.day" as const;
  if (guarantee.daily.length === 0) return <p className="muted">{t(`${d}.none`)}</p>;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t(`${d}.date`)}</th>
          <th scope="col">{t(`${d}.result`)}</th>
          <th scope="col">{t(`${d}.due`)}</th>
          <th scope="col">{t(`${d}.sent`)}</th>
        </tr>
      </thead>
      <tbody>
        {guarantee.daily.map((day) => (
          <tr key={day.date}>
            <td data-label={t(`${d}.date`)}>{day.date}</td>
            <td data-label={t(`${d}.result`)}>
              {day.faults === 0 ? (
                <span className="chip chip-ok">{t(`${d}.zero`)}</span>
              ) : (
                <span className="chip chip-bad">
                  {t(`${d}.faults`, { n: day.faults, opened: day.opened, standing: day.standing })}
                </span>
              )}
            </td>
            <td data-label={t(`${d}.due`)}>{formatDateTime(day.dueAt)}</td>
            <td data-label={t(`${d}.sent`)}>
              {day.sentAt !== null ? (
                formatDateTime(day.sentAt)
              ) : mayChange ? (
                <Button
                  size="small"
                  loading={change.isPending}
                  aria-label={t(`${d}.markSentNamed`, { date: day.date })}
                  onClick={() =>
                    change.mutate(
                      { act: "sent", date: day.date, seenVersion: guarantee.version },
                      { onError: (error) => void message.error(errorText(error)) },
                    )
                  }
                >
                  {t(`${d}.markSent`)}
                </Button>
              ) : (
                <span className="muted">{t(`${d}.notSent`)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ActForm({ guarantee, act, onClose }: { guarantee: GuaranteeView; act: Act; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const change = useChangeGuarantee(guarantee.id);
  const [text, setText] = useState("");
  const [to, setTo] = useState(guarantee.to);
  const seenVersion = guarantee.version;
  const submit = () => {
    const body =
      act === "prolong"
        ? ({ act, to, reason: text, seenVersion } as const)
        : act === "withdraw"
          ? ({ act, reason: text, seenVersion } as const)
          : ({ act, summary: text, seenVersion } as const);
    change.mutate(body, { onSuccess: onClose, onError: (error) => void message.error(errorText(error)) });
  };
  return (
    <Modal
      open
      title={t(`guarantees.act.${act}`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: text.trim() === "" || (act === "prolong" && to <= guarantee.to) }}
      confirmLoading={change.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      {act === "prolong" ? (
        <Field id={`${id}-to`} label={t("guarantees.form.to")} required>
          <Input id={`${id}-to`} value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      ) : null}
      <Field
        id={`${id}-text`}
        label={t(act === "close" ? "guarantees.form.summary" : "guarantees.form.reason")}
        required
      >
        <Input.TextArea
          id={`${id}-text`}
          rows={act === "close" ? 6 : 3}
          maxLength={act === "close" ? 4000 : 500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </Modal>
  );
}
