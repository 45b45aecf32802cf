import type { OrderRow } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { BulkBar } from "../../../shared/bulk/BulkBar.tsx";
import { BulkPreview } from "../../../shared/bulk/BulkPreview.tsx";
import type { Selection } from "../../../shared/bulk/selection.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useFirms } from "../../../shared/orders/use-firms.ts";
import { useMe } from "../../../shared/session/MeProvider.tsx";
import { partiesOf } from "../../../shared/session/parties.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import {
  type BulkAction,
  type BulkRequest,
  bulkActions,
  checkOrder,
  type OrderPlan,
  orderId,
  runOrder,
} from "../bulk-orders.ts";

interface ActionProps {
  action: BulkAction;
  orders: readonly OrderRow[];
  onClose: (done: readonly OrderRow[]) => void;
}

function BulkOrderAction({ action, orders, onClose }: ActionProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const me = useMe();
  const id = useId();
  const [text, setText] = useState("");
  const [firm, setFirm] = useState<string>();
  const contract = orders[0]?.contractId ?? "";
  const firms = useFirms(contract, action === "assigned");
  const what: BulkRequest = {
    text: text.trim(),
    data: action === "acknowledged" ? { by: "human" } : action === "assigned" ? { organisation: firm } : {},
  };
  const ready = action === "note" ? what.text !== "" : action === "assigned" ? firm !== undefined : true;
  const note = (
    <Field id={`${id}-text`} label={t("orders.action.text")} required={action === "note"}>
      <Input.TextArea
        id={`${id}-text`}
        value={text}
        maxLength={2000}
        rows={3}
        data-testid="bulk-text"
        onChange={(event) => setText(event.target.value)}
      />
    </Field>
  );
  return (
    <BulkPreview<OrderRow, OrderPlan>
      title={t(`words.orderAction.${action}`)}
      items={orders}
      idOf={orderId}
      nameOf={(order) => (
        <>
          {order.number} <Verbatim>{pick(lang, { zh: order.titleZh, en: order.titleEn })}</Verbatim>
        </>
      )}
      check={(order, signal) => {
        if (action === "assigned" && order.contractId !== contract) {
          return Promise.resolve({ ok: false, reason: t("bulk.order.otherContract") });
        }
        const say = {
          refused: (why: "state" | "role", { order: now }: { order: OrderRow }) =>
            t(`bulk.order.refused.${why}`, { state: t(`words.orderState.${now.state}`) }),
          clocks: (n: number) => t(n === 0 ? "bulk.order.noClocks" : "bulk.order.clocks", { n }),
        };
        return checkOrder(order, action, partiesOf(me, order), say, signal);
      }}
      run={(order, plan) => runOrder(order, action, plan, what)}
      ready={ready}
      form={
        action === "assigned" ? (
          <Field id={`${id}-firm`} label={t("bulk.order.firm")} required>
            <Select<string>
              id={`${id}-firm`}
              data-testid="bulk-firm"
              value={firm ?? null}
              onChange={setFirm}
              placeholder={t("bulk.order.chooseFirm")}
              options={firms.map((f) => ({ value: f.id, label: pick(lang, f) }))}
            />
          </Field>
        ) : (
          note
        )
      }
      onClose={onClose}
    />
  );
}

interface BulkOrdersProps {
  selection: Selection<OrderRow>;
  /** the rows on the screen */
  shown: readonly OrderRow[];
}

/** What can be done to the ticked orders; who may act on none of their contracts is offered nothing. */
export function BulkOrders({ selection, shown }: BulkOrdersProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useMe();
  const [action, setAction] = useState<BulkAction>();
  const acts = selection.items.some((order) => partiesOf(me, order).length > 0);
  return (
    <>
      <BulkBar selection={selection} all={shown}>
        {acts
          ? bulkActions.map((one) => (
              <Button key={one} size="small" data-testid={`bulk-${one}`} onClick={() => setAction(one)}>
                {t(`words.orderAction.${one}`)}
              </Button>
            ))
          : t("bulk.order.readOnly")}
      </BulkBar>
      {action === undefined ? null : (
        <BulkOrderAction
          action={action}
          orders={selection.items}
          onClose={(done) => {
            setAction(undefined);
            selection.set(done, false);
            void client.invalidateQueries({ queryKey: keys.orderLists });
          }}
        />
      )}
    </>
  );
}
