// What may be done now, as the server says, for whoever is acting; what only others may do is named with them.
import type { OrderDetail } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { PartyField, useActing } from "../../../shared/session/PartyField.tsx";
import type { ActingParty } from "../../../shared/session/parties.ts";
import { actionGroups } from "../action-fields.ts";
import type { Drafts } from "../use-drafts.ts";
import { ActionForm } from "./ActionForm.tsx";

const isClosed = (detail: OrderDetail) => detail.order.state === "done" || detail.order.state === "cancelled";

function Others({ detail, party }: { detail: OrderDetail; party: ActingParty | undefined }) {
  const { t } = useTranslation();
  const others = detail.allowed.filter((a) => party === undefined || !a.parties.includes(party));
  if (others.length === 0) return null;
  return (
    <details className="others-may">
      <summary>{t("orders.action.others", { n: others.length })}</summary>
      <ul>
        {others.map(({ type, parties }) => (
          <li key={type}>
            {t(`words.orderAction.${type}`)}
            {t("common.colon")}
            <span className="muted">{parties.map((p) => t(`words.party.${p}`)).join(t("common.comma"))}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ChoicesProps {
  detail: OrderDetail;
  party: ActingParty | undefined;
  drafts: Drafts;
}

function Choices({ detail, party, drafts }: ChoicesProps) {
  const { t } = useTranslation();
  const mine = detail.allowed.filter((a) => party !== undefined && a.parties.includes(party));
  return (
    <>
      {mine.length === 0 ? (
        <p className="muted">{t(party === undefined ? "common.party.none" : "orders.action.noneForRole")}</p>
      ) : null}
      {actionGroups.map(({ name, actions }) => {
        const here = actions.flatMap((type) => mine.filter((a) => a.type === type));
        if (here.length === 0) return null;
        return (
          <div key={name} className="action-group">
            <h4>{t(`orders.action.group.${name}`)}</h4>
            <div className="action-choices">
              {here.map(({ type }) => (
                <Button
                  key={type}
                  danger={type === "cancelled"}
                  data-testid={`action-${type}`}
                  onClick={() => drafts.choose(type)}
                >
                  {t(`words.orderAction.${type}`)}
                </Button>
              ))}
            </div>
          </div>
        );
      })}
      <Others detail={detail} party={party} />
    </>
  );
}

export function ActionPanel({ detail, drafts }: { detail: OrderDetail; drafts: Drafts }) {
  const { t } = useTranslation();
  const acting = useActing(detail.order);
  const { party } = acting;
  const { chosen } = drafts;
  return (
    <section className="action-form panel" aria-label={t("orders.action.title")}>
      {isClosed(detail) ? <p className="action-closed">{t("orders.detail.closed")}</p> : null}
      {chosen === undefined && detail.allowed.length === 0 ? null : <PartyField acting={acting} />}
      {chosen === undefined ? (
        detail.allowed.length === 0 ? null : (
          <Choices detail={detail} party={party} drafts={drafts} />
        )
      ) : (
        <ActionForm
          key={chosen}
          detail={detail}
          action={chosen}
          allowed={detail.allowed.find((a) => a.type === chosen && party !== undefined && a.parties.includes(party))}
          party={party}
          drafts={drafts}
        />
      )}
    </section>
  );
}
