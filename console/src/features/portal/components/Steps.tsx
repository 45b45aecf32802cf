// What the firm can do now, as the server says; the next thing to do is the first and the filled button.
import type { OrderDetail } from "@kiosk/contract";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Step, steps } from "../steps.ts";
import { StepForm } from "./StepForm.tsx";

interface StepsProps {
  detail: OrderDetail;
  /** what is being disputed, as the address says */
  dispute: string | undefined;
  onDisputeClosed: () => void;
}

export function Steps({ detail, dispute, onDisputeClosed }: StepsProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Step>();
  const offered = steps.filter((step) => detail.allowed.some(({ type }) => type === step));
  const closed = detail.order.state === "done" || detail.order.state === "cancelled";
  const body = () => {
    if (dispute !== undefined) {
      return <StepForm key={dispute} detail={detail} step="disputed" target={dispute} onClose={onDisputeClosed} />;
    }
    if (chosen !== undefined) {
      return <StepForm key={chosen} detail={detail} step={chosen} onClose={() => setChosen(undefined)} />;
    }
    if (offered.length === 0) return <p className="muted">{t("portal.steps.none")}</p>;
    return (
      <div className="portal-steps">
        {offered.map((step, place) => (
          <Button
            key={step}
            size="large"
            type={place === 0 && step !== "note" ? "primary" : "default"}
            data-testid={`do-${step}`}
            onClick={() => setChosen(step)}
          >
            {t(`portal.steps.word.${step}`)}
          </Button>
        ))}
      </div>
    );
  };
  return (
    <section className="panel portal-actions" aria-label={t("portal.steps.title")}>
      {closed ? <p className="muted">{t("portal.order.closed")}</p> : null}
      {body()}
    </section>
  );
}
