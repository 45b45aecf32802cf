import type { RouteFeedMade } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Popconfirm, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { routeFeeds, technicians, useMakeFeed, useRevokeFeed } from "../settings-queries.ts";

function Made({ made }: { made: RouteFeedMade }) {
  const { t } = useTranslation();
  const url = new URL(made.path, window.location.origin).href;
  const f = "routes.set.feeds" as const;
  return (
    <Alert
      className="form-alert"
      type="success"
      showIcon
      title={t(`${f}.made`, { name: made.feed.name })}
      description={
        <>
          <p>{t(`${f}.once`)}</p>
          <div className="copy-line">
            <code className="copy-text" data-testid="feed-address">
              {url}
            </code>
            <CopyButton text={url} />
          </div>
        </>
      }
    />
  );
}

/** Addresses at which a calendar program reads one person's days. */
export function FeedsTab({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const query = useQuery(routeFeeds(contract));
  const team = useQuery(technicians(contract));
  const make = useMakeFeed(contract);
  const revoke = useRevokeFeed(contract);
  const [who, setWho] = useState<string>();
  const f = "routes.set.feeds" as const;
  const failed = make.error ?? revoke.error;
  return (
    <>
      <p className="form-intro">{t(`${f}.intro`)}</p>
      <div className="route-make">
        <Field id={`${id}-who`} label={t(`${f}.who`)}>
          <Select
            id={`${id}-who`}
            aria-label={t(`${f}.who`)}
            value={who ?? null}
            loading={team.isPending}
            options={(team.data?.technicians ?? []).map((one) => ({ value: one.userId, label: one.name }))}
            onChange={(value) => setWho(value ?? undefined)}
          />
        </Field>
        <Button
          type="primary"
          disabled={who === undefined}
          loading={make.isPending}
          onClick={() => who !== undefined && make.mutate(who)}
        >
          {t(`${f}.make`)}
        </Button>
      </div>
      {make.data === undefined ? null : <Made made={make.data} />}
      {failed === null ? null : <Alert className="form-alert" type="error" showIcon title={errorText(failed)} />}
      <QueryView query={query} skeleton={<Lines rows={3} />}>
        {({ feeds }) =>
          feeds.length === 0 ? (
            <EmptyState title={t(`${f}.none`)} />
          ) : (
            <table className="table cards" data-testid="route-feeds">
              <thead>
                <tr>
                  <th scope="col">{t(`${f}.person`)}</th>
                  <th scope="col">{t(`${f}.created`)}</th>
                  <th scope="col">{t(`${f}.state`)}</th>
                </tr>
              </thead>
              <tbody>
                {feeds.map((feed) => (
                  <tr key={feed.id}>
                    <td className="card-title">
                      <Verbatim>{feed.name}</Verbatim>
                    </td>
                    <td data-label={t(`${f}.created`)}>
                      <span>
                        {formatDateTime(feed.createdAt)} <Verbatim>{feed.createdBy}</Verbatim>
                      </span>
                    </td>
                    <td data-label={t(`${f}.state`)}>
                      {feed.revokedAt === null ? (
                        <span className="route-feed-state">
                          <span className="chip chip-ok">{t(`${f}.active`)}</span>
                          <Popconfirm
                            title={t(`${f}.revokeNamed`, { name: feed.name })}
                            description={t(`${f}.revokeSure`)}
                            okText={t(`${f}.revoke`)}
                            cancelText={t("common.form.cancel")}
                            onConfirm={() => revoke.mutate(feed.id)}
                          >
                            <Button size="small" danger aria-label={t(`${f}.revokeNamed`, { name: feed.name })}>
                              {t(`${f}.revoke`)}
                            </Button>
                          </Popconfirm>
                        </span>
                      ) : (
                        <span className="muted">{t(`${f}.revoked`, { at: formatDateTime(feed.revokedAt) })}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryView>
    </>
  );
}
