// One-time links to this order for the firm that has it: made here, shown once, revoked here.
import { LinkOutlined } from "@ant-design/icons";
import { longestLinkHours, type OrderDetail, type OrderLinkView } from "@kiosk/contract";
import { Alert, Button, Popconfirm, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useLinks, useNewLink, useRevokeLink } from "../link-queries.ts";

const lifetimes = [4, 24, 72, longestLinkHours] as const;
const tones: Record<OrderLinkView["state"], string> = {
  waiting: "chip chip-ok",
  used: "chip",
  expired: "chip chip-dashed",
  revoked: "chip chip-dashed",
};

function Row({ link }: { link: OrderLinkView }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const revoke = useRevokeLink(link.orderId);
  const moment = (at: number) => formatMoment(at, now, lang);
  return (
    <li data-testid={`link-${link.id}`} data-state={link.state}>
      <span>
        <span className={tones[link.state]}>{t(`orders.orderLinks.state.${link.state}`)}</span>{" "}
        {t("orders.orderLinks.until", { time: moment(link.expiresAt) })}
      </span>
      <span className="small muted">
        <Verbatim>{link.createdBy}</Verbatim> {moment(link.createdAt)}
        {link.usedAt === null
          ? null
          : ` · ${t("orders.orderLinks.usedAt", { time: moment(link.usedAt), from: link.from ?? "" })}`}
      </span>
      {link.state === "waiting" || link.state === "used" ? (
        <Popconfirm
          title={t("orders.orderLinks.revokeAsk")}
          okText={t("orders.orderLinks.revoke")}
          cancelText={t("orders.action.back")}
          onConfirm={() => revoke.mutate(link.id)}
        >
          <Button size="small" danger loading={revoke.isPending} data-testid={`revoke-${link.id}`}>
            {t("orders.orderLinks.revoke")}
          </Button>
        </Popconfirm>
      ) : null}
    </li>
  );
}

function Links({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const { order } = detail;
  const links = useLinks(order.id);
  const make = useNewLink(order.id);
  const [hours, setHours] = useState<number>(24);
  const open = order.state !== "done" && order.state !== "cancelled";
  const url = make.data === undefined ? undefined : `${window.location.origin}${make.data.path}`;
  const error = make.error ?? links.error;
  return (
    <Panel title={t("orders.orderLinks.title")} sub={t("orders.orderLinks.sub")}>
      <div className="panel-pad">
        {error === null ? null : <Alert type="error" showIcon title={errorText(error)} />}
        {url === undefined ? null : (
          <Alert
            type="success"
            data-testid="link-made"
            title={t("orders.orderLinks.once")}
            description={
              <span className="link-made">
                <code data-testid="link-url">{url}</code> <CopyButton text={url} name={t("orders.orderLinks.copy")} />
              </span>
            }
          />
        )}
        {open && order.vendorId !== null ? (
          <>
            <Field id={`${id}-hours`} label={t("orders.orderLinks.lifetime")}>
              <Select
                id={`${id}-hours`}
                value={hours}
                options={lifetimes.map((value) => ({ value, label: t("orders.orderLinks.hours", { n: value }) }))}
                onChange={(value: number) => setHours(value)}
              />
            </Field>
            <Button
              icon={<LinkOutlined aria-hidden="true" />}
              loading={make.isPending}
              data-testid="link-make"
              onClick={() => {
                if (order.vendorId !== null) make.mutate({ organisationId: order.vendorId, hours });
              }}
            >
              {t("orders.orderLinks.make")}
            </Button>
          </>
        ) : null}
      </div>
      <ul className="side-list" data-testid="order-links">
        {(links.data?.links ?? []).map((link) => (
          <Row key={link.id} link={link} />
        ))}
      </ul>
    </Panel>
  );
}

/** For the office, where the order is with a firm. */
export function LinksPanel({ detail }: { detail: OrderDetail }) {
  const may = useCan("order.link", detail.order.contractId);
  if (!may || detail.order.vendorId === null) return null;
  return <Links detail={detail} />;
}
