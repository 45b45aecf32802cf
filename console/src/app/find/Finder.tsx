// The button in the top bar, Ctrl-K and the keys of the whole console, with the pages and actions that this person may use.
import "./find.css";
import { SearchOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { Keyboard } from "../../shared/keyboard/Keyboard.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import type { OwnChoice } from "../../shared/search/choice.ts";
import { SearchPalette } from "../../shared/search/SearchPalette.tsx";
import { spell } from "../../shared/search/spell.ts";
import { useCan, useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { navItems } from "../layout/nav.ts";

export function Finder({ phone }: { phone: boolean }) {
  const { t } = useTranslation();
  const lang = useLang();
  const me = useMe();
  const navigate = useNavigate();
  const scope = useContractScope();
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const maySearch = useCan("search.use");
  const mayOpenOrder = useCan("order.open");
  const mayManage = useCan("kiosk.manage");
  // suppliers read their orders in the portal
  const inPortal = !useCan("contract.read");

  const pages = navItems
    .filter((item) => can(me, item.right))
    .filter((item) => !("role" in item) || me.grants.some(({ role }) => role === item.role));
  const places = pages.map((item) => ({ to: item.to, label: t(`common.nav.${item.key}`) }));
  const go = (to: string) => {
    const item = pages.find((page) => page.to === to);
    if (item !== undefined) void navigate({ to: item.to });
  };
  const own: OwnChoice[] = [
    ...pages.map(
      (item): OwnChoice => ({
        kind: "page",
        id: item.key,
        label: t(`common.nav.${item.key}`),
        spell: spell[item.key] ?? "",
        run: () => go(item.to),
      }),
    ),
    ...(mayOpenOrder
      ? [
          {
            kind: "action" as const,
            id: "new-order",
            label: t("search.action.newOrder"),
            spell: spell.newOrder ?? "",
            run: () => void navigate({ to: "/work-orders", search: { create: "1" } }),
          },
        ]
      : []),
    ...(mayManage
      ? [
          {
            kind: "action" as const,
            id: "new-terminal",
            label: t("search.action.newTerminal"),
            spell: spell.newTerminal ?? "",
            run: () => void navigate({ to: "/terminals", search: { create: "1" } }),
          },
        ]
      : []),
    {
      kind: "action",
      id: "shortcuts",
      label: t("search.action.shortcuts"),
      spell: spell.shortcuts ?? "",
      run: () => setHelp(true),
    },
  ];
  const contractName = (id: string) => {
    const found = scope.list.length > 1 ? scope.list.find((contract) => contract.id === id) : undefined;
    return found === undefined ? undefined : pick(lang, found);
  };
  return (
    <>
      {maySearch ? (
        <Button
          type={phone ? "text" : "default"}
          className="search-open"
          icon={<SearchOutlined aria-hidden="true" />}
          {...(phone ? { "aria-label": t("search.open") } : {})}
          aria-haspopup="dialog"
          aria-keyshortcuts="Control+K"
          data-testid="search-open"
          onClick={() => setOpen(true)}
        >
          {phone ? null : (
            <>
              <span>{t("search.open")}</span>
              <kbd>{"Ctrl K"}</kbd>
            </>
          )}
        </Button>
      ) : null}
      <Keyboard
        places={places}
        help={help}
        onHelp={setHelp}
        onGo={go}
        onSearch={() => {
          // at once and not with the next frame: whoever knows the key types on, and the letters must land in the field
          if (maySearch) flushSync(() => setOpen(true));
        }}
      />
      {open ? (
        <SearchPalette
          own={own}
          owner={me.userId ?? me.kind}
          contractName={contractName}
          onOpen={(kind, id) => {
            if (kind === "kiosk") void navigate({ to: "/terminals/$id", params: { id } });
            else if (inPortal) void navigate({ to: "/portal/orders/$id", params: { id } });
            else void navigate({ to: "/work-orders/$id", params: { id } });
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
