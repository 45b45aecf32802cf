// The sign-in page, filled in as a person does it.
import type { Page } from "playwright-core";
import { right } from "./fixture-session.ts";

export const signInButton = (page: Page) => page.getByTestId("sign-in");

export async function credentials(page: Page, password: string = right.password): Promise<void> {
  await page.getByLabel("用户名").fill(right.login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await signInButton(page).click();
}
